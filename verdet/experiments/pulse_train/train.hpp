// Experiment `pulse_train`: the series it computes.
#pragma once

#include <string>
#include <vector>

#include "verdet/devices/phase_change_cell.hpp"
#include "verdet/experiments/pulse_train/pulses.hpp"

namespace verdet {

/// What one pulse did, and what was read at the end of its period.
struct PulsePoint {
  PulseOutcome outcome;
  WritePulse pulse;  ///< that of the group; its pump, if it has one, is the spec's
  CellReadout readout;
  double slope = 0;  ///< of the transmission over wavelength, 1/m
  double crystalline = 0;
  double read_noise = 0;  ///< standard deviation of one reading of the transmission
  int group = 0;
  int failure = 0;  ///< 0 none, 1 guide softened, 2 film ablated
};

struct PulseSeries {
  CellReadout start;
  double start_crystalline = 0;
  double start_noise = 0;
  std::vector<PulsePoint> points;
  FilmState end;
};

/// Applies the groups one after another. After an ablation the film is lost: the rest is not
/// computed and reads NaN. Warns about failures.
PulseSeries run_train(const PhaseChangeCell& device, double crystalline,
                      const std::vector<PulseGroup>& sequence, const Context& context,
                      const Chance& chance = {});

/// dT/dlambda (1/m) as weak light reads it; NaN of a device that is modelled at one wavelength.
double transmission_slope(const PhaseChangeCell& device, const FilmState& state);

/// Crystalline fraction named by `crystalline`, `amorphous` or a number in [0, 1].
double read_start(const Node& node, const std::string& path);

/// One such state, or a list of them.
std::vector<double> read_starts(const Node& node, const std::string& path);

}  // namespace verdet
