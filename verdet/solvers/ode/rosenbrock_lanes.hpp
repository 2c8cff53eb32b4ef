// One step of Rodas5P in every lane. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_path.hpp"
#include "verdet/solvers/ode/rodas5p.hpp"

namespace verdet {
inline namespace VERDET_ISA {

template <class M, DriveShape S>
class RosenbrockLanes {
 public:
  using Flow = LaneFlow<M, S>;
  using State = LaneState<M>;
  static constexpr std::size_t kStates = M::kStates;
  static constexpr int kRatesPerStep = Rodas5P::kStages, kJacobiansPerStep = 1;
  /// The last stage estimates the error of the embedded solution of order 4, far above that of the
  /// order 5 that is kept. With this factor, ring ensembles at a tolerance of 1e-6 end with the
  /// error of Odeint's dopri5 (benchmarks/rings).
  static constexpr double kEstimate = 0.2, kBeta = 0.0;
  static constexpr bool kPredictive = true;

  /// What dense output needs of a step; gone from the kernel where nothing asks for it.
  using Stages = std::array<State, Rodas5P::kStages>;

  /// Nothing is carried over from one step to the next.
  void restart(const Flow&, const Lanes&, const State&, const LanesMask&) {}
  VERDET_INLINE void accept(const Stages&, const LanesMask&) {}

  /// Tries a step of size h from x at t: the state after it and its local error. Lanes whose matrix
  /// could not be factored safely are false in the result.
  VERDET_INLINE LanesMask attempt(const Flow& flow, const Lanes& t, const Lanes& h, const State& x,
                                  State& after, State& error, Stages& stage) {
    LaneMatrix<kStates> w;
    State rate, dfdt, at = x;
    std::array<bool, kStates> moves;
    flow.linearise(t, h, Rodas5P::kGamma, x, rate, w, dfdt, moves);
    w.invert();
    const Lanes hh = h * h;
    const typename Flow::Along along = flow.along(t, h);
    unroll<Rodas5P::kStages>([&](auto number) __attribute__((always_inline)) {
      constexpr std::size_t s = number;
      if constexpr (s > 0) {
        argument<s>(stage, x, at);
        flow.rates(along, Rodas5P::kNode[s], at, rate);
      }
      unroll<kStates>([&](auto i) __attribute__((always_inline)) {
        // The rate comes last: it is what the sum would wait for.
        Lanes right = h * rate[i];
        if constexpr (s > 0) {
          Lanes mixed = Rodas5P::kMix[s][0] * stage[0][i];
          unroll<s - 1>([&](auto j) __attribute__((always_inline)) {
            mixed = mixed + Rodas5P::kMix[s][j + 1] * stage[j + 1][i];
          });
          right = mixed + h * rate[i];
        }
        if constexpr (s < Rodas5P::kTimeStages)
          if (moves[i]) right = right + Rodas5P::kTime[s] * hh * dfdt[i];
        stage[s][i] = right;
      });
      w.apply(stage[s]);
    });
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      error[i] = stage[7][i];
      after[i] = at[i] + error[i];
    });
    return w.safe;
  }

  /// The rows of LanePath: stages as they are, no change.
  static constexpr bool kStagesAreRates = false;
  static constexpr auto kBend = Rodas5P::kDense;
  static constexpr std::array<double, 3> kStraight = {0, 0, 0};

 private:
  template <std::size_t s>
  VERDET_INLINE static void argument(const Stages& stage, const State& x, State& at) {
    unroll<kStates>([&](auto i) __attribute__((always_inline)) {
      if constexpr (s < 6) {
        at[i] = x[i];
        unroll<s>([&](auto j) __attribute__((always_inline)) {
          at[i] = at[i] + Rodas5P::kArgument[s][j] * stage[j][i];
        });
      } else {
        at[i] = at[i] + stage[s - 1][i];
      }
    });
  }
};

}  // namespace VERDET_ISA
}  // namespace verdet
