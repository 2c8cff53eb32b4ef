// Small linear systems, one per lane. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/base/lanes.hpp"
#include "verdet/solvers/ode/unroll.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// LU factors without pivoting, of a matrix with structural zeros.
///
/// Pivoting would need a different order in each lane. Without it the rounding errors of W =
/// I/gamma
/// - h J are those of the pivots that cancel; they do not depend on the scaling of states, since a
/// diagonal similarity leaves every pivot as it is. For small h all pivots are near 1/gamma. So a
/// pivot that lost most of its digits (`safe` false in that lane) rejects the step, and the smaller
/// step has a safe matrix.
template <std::size_t N>
struct LaneMatrix {
  std::array<std::array<Lanes, N>, N> a;
  std::array<std::array<bool, N>, N> live;
  std::array<Lanes, N> inverse;  ///< of the pivots
  LanesMask safe;

  /// Overwrites `a` with L (unit diagonal) and U; marks fill-in.
  VERDET_INLINE void factor() {
    std::array<Lanes, N> diagonal;
    unroll<N>([&](auto i) __attribute__((always_inline)) { diagonal[i] = a[i][i]; });
    unroll<N>([&](auto k) __attribute__((always_inline)) {
      const Lanes lost = abs(diagonal[k] - a[k][k]);
      const LanesMask held = abs(a[k][k]) > kKept * lost;
      safe = k == 0 ? held : safe && held;
      inverse[k] = 1.0 / a[k][k];
      unroll<N>([&](auto i) __attribute__((always_inline)) {
        if constexpr (i > k) {
          if (!live[i][k]) return;
          a[i][k] = a[i][k] * inverse[k];
          unroll<N>([&](auto j) __attribute__((always_inline)) {
            if constexpr (j > k) eliminate(i, j, k);
          });
        }
      });
    });
  }

  VERDET_INLINE void solve(std::array<Lanes, N>& b) const {
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      unroll<N>([&](auto j) __attribute__((always_inline)) {
        if constexpr (j < i)
          if (live[i][j]) b[i] = b[i] - a[i][j] * b[j];
      });
    });
    unroll<N>([&](auto r) __attribute__((always_inline)) {
      constexpr std::size_t i = N - 1 - r;
      unroll<N>([&](auto j) __attribute__((always_inline)) {
        if constexpr (j > i)
          if (live[i][j]) b[i] = b[i] - a[i][j] * b[j];
      });
      b[i] = b[i] * inverse[i];
    });
  }

 private:
  static constexpr double kKept = 1e-7;

  VERDET_INLINE void eliminate(std::size_t i, std::size_t j, std::size_t k) {
    if (!live[k][j]) return;
    const Lanes part = a[i][k] * a[k][j];
    a[i][j] = live[i][j] ? a[i][j] - part : -part;
    live[i][j] = true;
  }
};

}  // namespace VERDET_ISA
}  // namespace verdet
