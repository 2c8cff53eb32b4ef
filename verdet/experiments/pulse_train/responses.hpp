// From trains of pulses to the columns of a synapse table.
#pragma once

#include <span>

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
/// `pulse_response` with NeuroSim's fit of each group; attributes `nonlinearity_up`,
/// `nonlinearity_down` and `asymmetry`.
void add_update_tables(Table& table, const PulseResponses& responses, int points);

/// Two columns over that axis: a number of every pulse (start by pulse) against the weight at which
/// it began, under the direction in which it moved the weight, or under both when it moved nothing.
struct UpdateColumns {
  const char *up, *down, *up_meaning, *down_meaning;
};
void add_over_weight(Table& table, const PulseResponses& responses, const UpdateColumns& columns,
                     std::span<const double> of_pulse);

}  // namespace verdet
