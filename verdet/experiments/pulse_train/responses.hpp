// From trains of pulses to the columns of a synapse table.
#pragma once

#include "verdet/experiments/pulse_train/train.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// Trains from one or several starts and the axes their columns lie over: `pulse`, or `start` and
/// `pulse`.
struct PulseResponses {
  std::vector<PulseSeries> series;
  std::vector<double> starts;
  bool listed = false;  ///< a list of starts was asked for, if only of one

  /// {name}, or {"start", name}.
  std::vector<std::string> axes(const char* name) const;
  double lowest() const;   ///< transmission
  double highest() const;  ///< transmission
  /// Transmissions scaled to 0..1 over the range seen, the start's first.
  std::vector<double> weights(const PulseSeries& one) const;
};

/// Axes `pulse` (and `start`), and the state, reading and writing of every pulse.
void add_pulse_columns(Table& table, const PulseResponses& responses);

/// Axis `weight` with `points` values, `update_up` and `update_down` over it; group
/// `pulse_response` with NeuroSim's fit of each group; attribute `asymmetry`.
void add_update_tables(Table& table, const PulseResponses& responses, int points);

}  // namespace verdet
