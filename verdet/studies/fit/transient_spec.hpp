// What the spec of a fitted transient states.
#pragma once

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/motion.hpp"
#include "verdet/studies/fit/signal_scale.hpp"

namespace verdet {

/// The experiment with its marked initial values at their starts.
struct MarkedRun {
  TransientParameters settings;
  std::vector<double> initial;
  std::vector<MotionParameter> motion;   ///< of the marked initial values
  std::vector<FitParameter> parameters;  ///< of the same
};

struct TransientFit {
  MarkedBody marked;
  MarkedRun run;
  Observations observed;
  std::vector<std::size_t> channels;     ///< of each quantity: states, then observables
  std::vector<double> times;             ///< ascending, each once
  std::vector<std::size_t> which;        ///< of each point
  std::vector<FitParameter> parameters;  ///< of the device, of initial values, of the signal
  SignalScale signal;
};

/// Reads the spec of transient_model.hpp. Throws InputError with places.
TransientFit read_transient_fit(const Node& model, const DataFile& data, const Registry& registry,
                                const Environment& environment);

}  // namespace verdet
