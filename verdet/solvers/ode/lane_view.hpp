// One step just taken, as a function of time. Included only by *_lanes.cpp files.
#pragma once

#include <optional>

#include "verdet/solvers/ode/lane_path.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// A model without observables of its own shows its outputs.
template <class M>
constexpr std::size_t observable_count() {
  if constexpr (requires { M::kObservables; })
    return static_cast<std::size_t>(M::kObservables);
  else if constexpr (requires { M::kOutputs; })
    return static_cast<std::size_t>(M::kOutputs);
  else
    return 0;
}

/// States, then observables.
template <class M>
using LaneChannels =
    std::array<Lanes, static_cast<std::size_t>(M::kStates) + observable_count<M>()>;

/// All channels at time t in state x; what the caller does not look at is not computed.
template <class M, class Flow>
VERDET_INLINE LaneChannels<M> channels_at(const Flow& flow, const Lanes& t, const LaneState<M>& x) {
  LaneChannels<M> y;
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i];
  if constexpr (observable_count<M>() > 0) {
    std::array<Lanes, Flow::kInputs> u;
    flow.inputs(t, u);
    if constexpr (requires { M::kObservables; })
      M::observe(flow.coefficients(), t, x.data(), u.data(), y.data() + x.size());
    else
      M::output(flow.coefficients(), t, x.data(), u.data(), y.data() + x.size());
  }
  return y;
}

/// Gauss-Lobatto nodes and weights on [0, 1], exact to degree 5: the ends of the step are nodes, so
/// that the same values serve the mean and the search for turning points and crossings.
struct Lobatto {
  static constexpr std::size_t kNodes = 4;
  static constexpr std::array<double, 4> kNode = {0, 0.27639320225002103, 0.72360679774997897, 1};
  static constexpr std::array<double, 4> kWeight = {1.0 / 12, 5.0 / 12, 5.0 / 12, 1.0 / 12};
};

/// A step attempted from `before` at `begin` over `size`; only accepted lanes are to be used.
template <class M, class Stepper>
struct LaneStep {
  const typename Stepper::Flow& flow;
  const typename Stepper::Stages& stages;
  const Lanes &begin, &size;
  const LaneState<M>&before, &after;
  const LanesMask& accepted;

  VERDET_INLINE LaneChannels<M> end() const { return channels_at<M>(flow, begin + size, after); }
  /// At a place inside that is known beforehand.
  VERDET_INLINE LaneChannels<M> at(const PathWeights<Stepper>& weights, double theta) const {
    return channels_at<M>(flow, begin + theta * size,
                          state_inside<M, Stepper>(weights, stages, size, before, after));
  }
};

/// All channels anywhere inside a step; the stages are summed up at the first look.
template <class M, class Stepper>
class LaneView {
 public:
  explicit LaneView(const LaneStep<M, Stepper>& step) : step_(step) {}

  VERDET_INLINE LaneChannels<M> operator()(const Lanes& theta) {
    if (!path_) sum_up();
    return channels_at<M>(step_.flow, step_.begin + theta * step_.size, path_->at(theta));
  }

 private:
  __attribute__((noinline)) void sum_up() {
    path_ = path_of<M, Stepper>(step_.stages, step_.size, step_.before, step_.after);
  }

  const LaneStep<M, Stepper>& step_;
  std::optional<LanePath<M>> path_;
};

}  // namespace VERDET_ISA
}  // namespace verdet
