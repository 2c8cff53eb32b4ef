// Makes the lane kernels of a model. Included only by *_lanes.cpp files; a device's file holds
//
//     #include "verdet/devices/NAME/NAME.hpp"
//     #include "verdet/solvers/ode/run_lanes.hpp"
//     VERDET_LANE_MODEL(NAME)
#pragma once

#include <memory>

#include "verdet/solvers/ode/dormand_prince_lanes.hpp"
#include "verdet/solvers/ode/lane_engine.hpp"
#include "verdet/solvers/ode/lane_model.hpp"
#include "verdet/solvers/ode/rosenbrock_lanes.hpp"

namespace verdet {
inline namespace VERDET_ISA {

template <class M, DriveShape S, bool kObserved>
void run_lanes(const LaneJob& job, PointQueue& queue, EnsembleMethod method) {
  if (method == EnsembleMethod::DormandPrince)
    std::make_unique<LaneEngine<M, DormandPrinceLanes<M, S>, kObserved>>(job, queue)->run();
  else
    std::make_unique<LaneEngine<M, RosenbrockLanes<M, S>, kObserved>>(job, queue)->run();
}

template <class M>
constexpr bool one_kernel() {
  // Processors that have no more than the baseline of x86-64 are from before 2013.
#if defined(__x86_64__) && !defined(__AVX2__)
  return true;
#endif
  if constexpr (requires { M::kOneKernel; })
    return M::kOneKernel;
  else
    return false;
}

/// Each kernel costs seconds of compile time, so that only those exist that make a difference: the
/// rarer cases use the kernel of the next more general drive. A model that is seldom run by the
/// thousand states kOneKernel = true and runs everything in the most general one.
template <class M>
void run_lanes(const LaneJob& job, PointQueue& queue, EnsembleMethod method, DriveShape shape) {
  constexpr DriveShape general = M::kInputs >= 2   ? DriveShape::Toned
                                 : M::kInputs == 1 ? DriveShape::Linear
                                                   : DriveShape::Constant;
  const bool observed = job.output && !job.output->empty();
  if constexpr (one_kernel<M>() || general == DriveShape::Constant) {
    run_lanes<M, general, true>(job, queue, method);
  } else if (shape == DriveShape::Toned) {
    run_lanes<M, general, true>(job, queue, method);
  } else if (observed || shape == DriveShape::Linear) {
    run_lanes<M, DriveShape::Linear, true>(job, queue, method);
  } else {
    run_lanes<M, DriveShape::Constant, false>(job, queue, method);
  }
}

template <class M>
LaneModel make_lane_model() {
  LaneModel model;
  model.states = M::kStates;
  model.inputs = M::kInputs;
  model.observables = observable_count<M>();
  model.coefficients = sizeof(typename M::template Coefficients<double>) / sizeof(double);
  if constexpr (requires { M::kStateList[0].name; })
    for (const auto& state : M::kStateList) model.state_names.push_back(state.name);
  model.run = run_lanes<M>;
  return model;
}

}  // namespace VERDET_ISA
}  // namespace verdet

#define VERDET_LANE_MODEL(M)                             \
  namespace verdet {                                     \
  template <>                                            \
  const LaneModel& lane_model<M>() {                     \
    static const LaneModel model = make_lane_model<M>(); \
    return model;                                        \
  }                                                      \
  }
