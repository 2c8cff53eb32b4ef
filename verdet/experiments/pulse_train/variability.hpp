// How far two writings of the same weight lie apart, and what happens to a weight afterwards.
#pragma once

#include "verdet/experiments/pulse_train/responses.hpp"

namespace verdet {

/// Standard deviations over runs that differ in their nuclei only, start by pulse.
struct WriteNoise {
  std::vector<double> transmission;  ///< after the pulse: what earlier pulses did is in it
  std::vector<double> crystalline;
  std::vector<double> update;  ///< change of transmission by this pulse

  double largest() const;  ///< of `update`
};

/// Runs each train `realisations` times with random nuclei.
WriteNoise write_noise(const PhaseChangeCell& device, const PulseResponses& responses,
                       const std::vector<PulseGroup>& sequence, int realisations,
                       std::uint64_t seed, const Context& context);
void add_write_noise(Table& table, const PulseResponses& responses, const WriteNoise& noise);

/// `update_up_deviation` and `update_down_deviation` over the axis `weight` of the update tables,
/// in units of the weight.
void add_update_noise(Table& table, const PulseResponses& responses, const WriteNoise& noise);

/// Axis `hold` and `transmission_held` over it: crystallisation at ambient temperature by the same
/// kinetics, then the probe's law of drift.
void add_holding(Table& table, const PhaseChangeCell& device, const PulseResponses& responses,
                 const std::vector<double>& times, const Context& context);

/// Power (W) of light in the guide that heats the film to its glass transition within 10 us:
/// reading with less leaves the state alone.
double read_power_limit(const PhaseChangeCell& device, const FilmState& state,
                        const Context& context);

}  // namespace verdet
