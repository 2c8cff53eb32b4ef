// Figures of a run that are stored instead of its waveform.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/devices/device.hpp"
#include "verdet/solvers/ode/output_request.hpp"

namespace verdet {

/// What is recorded of a device: its states, then its observables.
std::vector<Signal> channels_of(const Dynamics& dynamics);

/// One entry of `observe:`, such as `power_through_mean`; a bare figure is that of the first
/// observable.
struct Figure {
  std::string name, unit, meaning;
  std::size_t probe = 0;
  double (*value)(const ProbeResult&) = nullptr;  ///< nullptr for the times of the spikes
};

struct Observation {
  std::vector<ProbeRequest> probes;
  std::vector<Figure> figures;
};

/// Reads `observe:`; InputError for a name that is no channel or figure.
Observation read_observation(const Node& observe, const Dynamics& dynamics, double from,
                             int most_spikes);

}  // namespace verdet
