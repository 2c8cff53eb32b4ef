// The size of the first step. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_control.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// Hairer1993 (II.4): a hundredth of the time in which the state doubles, corrected by the
/// curvature seen in an Euler step of that size; at most `longest`.
template <class M, class Flow, class Control>
Lanes guess_first_step(const Flow& flow, const Control& control, const Lanes& t,
                       const Lanes& longest, const LaneState<M>& x) {
  LaneState<M> f0, f1, x1;
  flow.rates(t, x, f0);
  const Lanes d0 = control.norm(x, x), d1 = control.norm(x, f0);
  const Lanes small = 1e-6 * longest;
  const LanesMask at_rest = d0 < Lanes(1e-5) || d1 * longest < Lanes(1e-5);
  const Lanes euler = min(select(at_rest, small, 0.01 * d0 / d1), longest);
  for (std::size_t i = 0; i < x.size(); ++i) x1[i] = x[i] + euler * f0[i];
  flow.rates(t + euler, x1, f1);
  for (std::size_t i = 0; i < x.size(); ++i) f1[i] = f1[i] - f0[i];
  const Lanes d2 = control.norm(x, f1) / euler;
  // h with max(d1, d2) h^5 = 0.01, in units of the longest.
  const Lanes share = rough_exp2(0.2 * rough_log2(0.01 / max(max(d1, d2) * longest, Lanes(1e-15))));
  const Lanes h = min(min(100.0 * euler, share * longest), longest);
  // Equations that are not finite are left to fail in the first step.
  return select(h > Lanes(0.0), h, small);
}

}  // namespace VERDET_ISA
}  // namespace verdet
