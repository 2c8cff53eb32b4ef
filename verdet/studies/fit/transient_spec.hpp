// What the spec of a fitted transient states.
#pragma once

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/motion.hpp"

namespace verdet {

/// The experiment with its marked initial values at their starts.
struct MarkedRun {
  TransientParameters settings;
  std::vector<double> initial;
  std::vector<MotionParameter> motion;   ///< of the marked initial values
  std::vector<FitParameter> parameters;  ///< of the same
};

/// The measured signal: scale times channel plus offset, in SI numbers.
struct SignalScale {
  double scale = 1, offset = 0;
  int scale_at = -1, offset_at = -1;  ///< positions of the parameters, if fitted
  bool scale_automatic = false, offset_automatic = false;  ///< starts come from the data

  double scale_of(std::span<const double> x, const std::vector<FitParameter>& p) const {
    const auto at = static_cast<std::size_t>(scale_at);
    return scale_at >= 0 ? x[at] * p[at].si : scale;
  }
  double offset_of(std::span<const double> x, const std::vector<FitParameter>& p) const {
    const auto at = static_cast<std::size_t>(offset_at);
    return offset_at >= 0 ? x[at] * p[at].si : offset;
  }
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
