// A run of a fitted equation of motion with its sensitivities.
#pragma once

#include "verdet/experiments/transient/parameters.hpp"
#include "verdet/studies/fit/marked_body.hpp"

namespace verdet {

/// Where a fitted parameter acts: in the device's equations, or as the initial value of a state.
struct MotionParameter {
  std::string path;  ///< of the device; empty for an initial value
  int state = -1;    ///< whose initial value it is
  double size = 1;   ///< SI size of the engine's unit: sensitivities are by parameters of size 1
};

/// The run at given times: each channel over the times, and its derivatives by the parameters.
struct MotionRun {
  bool finite = true;
  std::vector<double> channels;  ///< row-major (time, channel): states, then observables
  std::vector<double> slopes;  ///< row-major (time, channel, parameter); empty where not asked for
};

/// Integrates `device` under the laser and the inputs of `settings` from `initial`. The local error
/// is kept below 1e-8, or what `settings` asks for where that is less.
MotionRun run_motion(const Dynamics& dynamics, const TransientParameters& settings,
                     std::span<const double> initial, const std::vector<double>& times,
                     const std::vector<MotionParameter>& parameters, bool with_slopes,
                     const Context& context);

}  // namespace verdet
