// Small linear systems, one per lane. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/base/lanes.hpp"
#include "verdet/solvers/ode/unroll.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// The inverse without pivoting, of a matrix with structural zeros. A step solves with it eight
/// times, one after the other: a product with the inverse is done in a third of the time in which
/// substitutions wait for each other.
///
/// Pivoting would need a different order in each lane. Without it the rounding errors of W =
/// I/gamma - h J are those of the pivots that cancel; they do not depend on the scaling of states,
/// since a diagonal similarity leaves every pivot as it is. For small h all pivots are near
/// 1/gamma. So a pivot that lost most of its digits (`safe` false in that lane) rejects the step,
/// and the smaller step has a safe matrix.
template <std::size_t N>
struct LaneMatrix {
  std::array<std::array<Lanes, N>, N> a;
  std::array<std::array<bool, N>, N> live;
  LanesMask safe;

  /// Overwrites `a` with its inverse by Gauss and Jordan; marks fill-in.
  VERDET_INLINE void invert() {
    std::array<Lanes, N> diagonal;
    unroll<N>([&](auto i) __attribute__((always_inline)) { diagonal[i] = a[i][i]; });
    unroll<N>([&](auto k) __attribute__((always_inline)) {
      const Lanes lost = abs(diagonal[k] - a[k][k]);
      const LanesMask held = abs(a[k][k]) > kKept * lost;
      safe = k == 0 ? held : safe && held;
      a[k][k] = 1.0 / a[k][k];
      unroll<N>([&](auto j) __attribute__((always_inline)) {
        if (j != k && live[k][j]) a[k][j] = a[k][j] * a[k][k];
      });
      unroll<N>([&](auto i) __attribute__((always_inline)) {
        if (i == k || !live[i][k]) return;
        unroll<N>([&](auto j) __attribute__((always_inline)) { eliminate(i, j, k); });
        a[i][k] = -(a[i][k] * a[k][k]);
      });
    });
  }

  /// b becomes the inverse times b. Each sum is done in two halves, which wait less for each other.
  VERDET_INLINE void apply(std::array<Lanes, N>& b) const {
    std::array<Lanes, N> x;
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      std::array<Lanes, 2> half{a[i][i] * b[i], Lanes(0.0)};
      std::size_t terms = 1;
      unroll<N>([&](auto j) __attribute__((always_inline)) {
        if (j == i || !live[i][j]) return;
        Lanes& sum = half[terms % 2];
        sum = terms == 1 ? a[i][j] * b[j] : sum + a[i][j] * b[j];
        ++terms;
      });
      x[i] = terms > 1 ? half[0] + half[1] : half[0];
    });
    b = x;
  }

 private:
  static constexpr double kKept = 1e-7;

  VERDET_INLINE void eliminate(std::size_t i, std::size_t j, std::size_t k) {
    if (j == k || !live[k][j]) return;
    const Lanes part = a[i][k] * a[k][j];
    a[i][j] = live[i][j] ? a[i][j] - part : -part;
    live[i][j] = true;
  }
};

}  // namespace VERDET_ISA
}  // namespace verdet
