// Finds the pulse that writes a transmission.
#pragma once

#include "verdet/devices/phase_change_cell.hpp"

namespace verdet {

struct ProgrammedLevel {
  double transmission = 0;
  double power = 0;         ///< of the pulse that came nearest, W
  PulseOutcome outcome;     ///< of that pulse
  FilmState state;          ///< that it left
  double trial_energy = 0;  ///< of all pulses tried, J
  int trials = 0;
  bool reached = false;
};

/// Bisects the power of `pulse` between 0 and its own value until the cell, always beginning in
/// `start`, reads `target` within `tolerance`, or `most` pulses were tried. Where the response is
/// not monotonic a crossing is found all the same.
ProgrammedLevel program_level(const PhaseChangeCell& device, const FilmState& start,
                              const WritePulse& pulse, double target, double tolerance, int most,
                              const Context& context);

/// Standard deviation of the transmission that `pulse` writes into `start` over runs with random
/// nuclei (streams `first`, `first` + 1, ... of `seed`).
double write_deviation(const PhaseChangeCell& device, const FilmState& start,
                       const WritePulse& pulse, int realisations, std::uint64_t seed,
                       std::uint64_t first, const Context& context);

}  // namespace verdet
