// The states inside one step. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_flow.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// x(theta) = begin + theta (change + (1 - theta) (bend_0 + theta (bend_1 + theta bend_2))), the
/// dense output of order 4 that both methods of the lanes have. Each bend is a sum over the stages
/// (rows `kBend` of the Stepper, times h where stages are rates) and a multiple of the change
/// (`kStraight`).
template <class M>
struct LanePath {
  LaneState<M> begin, change;
  std::array<LaneState<M>, 3> bend;

  VERDET_INLINE LaneState<M> at(const Lanes& theta) const {
    const Lanes rest = 1.0 - theta;
    LaneState<M> x;
    unroll<M::kStates>([&](auto i) __attribute__((always_inline)) {
      const Lanes bent = bend[0][i] + theta * (bend[1][i] + theta * bend[2][i]);
      x[i] = begin[i] + theta * (change[i] + rest * bent);
    });
    return x;
  }
};

/// sum_j row_j stage_j of state i, as a change of that state.
template <class Stepper, std::size_t N>
VERDET_INLINE Lanes sum_of_stages(const typename Stepper::Stages& stage, const Lanes& h,
                                  const std::array<double, N>& row, std::size_t i) {
  Lanes sum = row[0] * stage[0][i];
  unroll<N - 1>([&](auto j) __attribute__((always_inline)) {
    if (row[j + 1] != 0) sum = sum + row[j + 1] * stage[j + 1][i];
  });
  return Stepper::kStagesAreRates ? h * sum : sum;
}

/// The step just attempted from `x` to `after`, for many looks at it.
template <class M, class Stepper>
LanePath<M> path_of(const typename Stepper::Stages& stage, const Lanes& h, const LaneState<M>& x,
                    const LaneState<M>& after) {
  LanePath<M> path;
  unroll<M::kStates>([&](auto i) __attribute__((always_inline)) {
    path.begin[i] = x[i];
    path.change[i] = after[i] - x[i];
    unroll<3>([&](auto m) __attribute__((always_inline)) {
      path.bend[m][i] = sum_of_stages<Stepper>(stage, h, Stepper::kBend[m], i);
      if constexpr (Stepper::kStraight[m] != 0)
        path.bend[m][i] = path.bend[m][i] + Stepper::kStraight[m] * path.change[i];
    });
  });
  return path;
}

/// The weights with which stages and change enter x(theta) at one theta known beforehand.
template <class Stepper>
struct PathWeights {
  double change = 0;
  std::array<double, Stepper::kBend[0].size()> stage{};

  constexpr explicit PathWeights(double theta) {
    const double bow = theta * (1 - theta);
    const auto& s = Stepper::kStraight;
    const auto& b = Stepper::kBend;
    change = theta + bow * (s[0] + theta * (s[1] + theta * s[2]));
    for (std::size_t j = 0; j < stage.size(); ++j)
      stage[j] = bow * (b[0][j] + theta * (b[1][j] + theta * b[2][j]));
  }
};

/// The same state as LanePath::at, for half the arithmetic of one look.
template <class M, class Stepper>
VERDET_INLINE LaneState<M> state_inside(const PathWeights<Stepper>& weights,
                                        const typename Stepper::Stages& stage, const Lanes& h,
                                        const LaneState<M>& x, const LaneState<M>& after) {
  LaneState<M> y;
  unroll<M::kStates>([&](auto i) __attribute__((always_inline)) {
    y[i] = x[i] + weights.change * (after[i] - x[i]) +
           sum_of_stages<Stepper>(stage, h, weights.stage, i);
  });
  return y;
}

}  // namespace VERDET_ISA
}  // namespace verdet
