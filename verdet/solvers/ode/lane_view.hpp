// One step just taken, as a function of time. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_flow.hpp"

namespace verdet {
inline namespace VERDET_ISA {

template <class M>
constexpr std::size_t observable_count() {
  if constexpr (requires { M::kObservables; })
    return static_cast<std::size_t>(M::kObservables);
  else
    return 0;
}

/// States, then observables.
template <class M>
using LaneChannels =
    std::array<Lanes, static_cast<std::size_t>(M::kStates) + observable_count<M>()>;

/// All channels at time t in state x.
template <class M, class Flow>
LaneChannels<M> channels_at(const Flow& flow, const Lanes& t, const LaneState<M>& x) {
  LaneChannels<M> y;
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i];
  if constexpr (observable_count<M>() > 0) {
    std::array<Lanes, Flow::kInputs> u;
    flow.inputs(t, u);
    M::observe(flow.coefficients(), t, x.data(), u.data(), y.data() + x.size());
  }
  return y;
}

/// A step attempted from `before` at `begin` over `size`; only accepted lanes are to be used.
template <class M, class Stepper>
struct LaneView {
  const typename Stepper::Flow& flow;
  const typename Stepper::Stages& stages;
  const Lanes &begin, &size;
  const LaneState<M>&before, &after;
  const LanesMask& accepted;

  /// All channels at begin + theta size.
  LaneChannels<M> operator()(const Lanes& theta) const {
    LaneState<M> x;
    Stepper::inside(stages, theta, size, before, after, x);
    return channels_at<M>(flow, begin + theta * size, x);
  }
};

}  // namespace VERDET_ISA
}  // namespace verdet
