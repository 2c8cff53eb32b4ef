// One step of Dormand-Prince 5(4) in every lane. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/dormand_prince.hpp"
#include "verdet/solvers/ode/lane_path.hpp"

namespace verdet {
inline namespace VERDET_ISA {

template <class M, DriveShape S>
class DormandPrinceLanes {
 public:
  using Flow = LaneFlow<M, S>;
  using State = LaneState<M>;
  static constexpr std::size_t kStates = M::kStates;
  static constexpr int kRatesPerStep = DormandPrince::kStages - 1, kJacobiansPerStep = 0;
  /// Chosen as in RosenbrockLanes. The integral part keeps steps at the edge of stability from
  /// being rejected (one in seven without it).
  static constexpr double kEstimate = 0.55, kBeta = 0.06;
  static constexpr bool kPredictive = false;

  using Stages = std::array<State, DormandPrince::kStages>;

  /// The first stage of the lanes that begin a point or a segment of their drive.
  void restart(const Flow& flow, const Lanes& t, const State& x, const LanesMask& which) {
    State rate;
    flow.rates(t, x, rate);
    for (std::size_t i = 0; i < kStates; ++i) first_[i] = select(which, rate[i], first_[i]);
  }

  /// The last stage of an accepted step is the first of the next one.
  VERDET_INLINE void accept(const Stages& stage, const LanesMask& accepted) {
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      first_[i] = select(accepted, stage[6][i], first_[i]);
    });
  }

  VERDET_INLINE LanesMask attempt(const Flow& flow, const Lanes& t, const Lanes& h, const State& x,
                                  State& after, State& error, Stages& stage) {
    stage[0] = first_;
    const typename Flow::Along along = flow.along(t, h);
    unroll<DormandPrince::kStages - 1>([&](auto previous) __attribute__((always_inline)) {
      constexpr std::size_t s = previous + 1;
      unroll<kStates>([&](auto i) __attribute__((always_inline)) {
        Lanes sum = DormandPrince::kArgument[s][0] * stage[0][i];
        unroll<s - 1>([&](auto j) __attribute__((always_inline)) {
          if constexpr (DormandPrince::kArgument[s][j + 1] != 0)
            sum = sum + DormandPrince::kArgument[s][j + 1] * stage[j + 1][i];
        });
        after[i] = x[i] + h * sum;
      });
      flow.rates(along, DormandPrince::kNode[s], after, stage[s]);
    });
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      Lanes sum = DormandPrince::kError[0] * stage[0][i];
      unroll<5>([&](auto j) __attribute__((always_inline)) {
        sum = sum + DormandPrince::kError[j + 2] * stage[j + 2][i];
      });
      error[i] = h * sum;
    });
    return h >= Lanes(0.0);
  }

  /// The rows of LanePath: rates times h, and change.
  static constexpr bool kStagesAreRates = true;
  static constexpr auto kBend = DormandPrince::bend();
  static constexpr std::array<double, 3> kStraight = {-1, 2, 0};

 private:
  State first_;
};

}  // namespace VERDET_ISA
}  // namespace verdet
