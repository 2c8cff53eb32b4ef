#include "verdet/experiments/program_levels/programmer.hpp"

#include <cmath>

namespace verdet {

ProgrammedLevel program_level(const PhaseChangeCell& device, const FilmState& start,
                              const WritePulse& pulse, double target, double tolerance, int most,
                              const Context& context) {
  const CellModel& cell = device.cell();
  const double rest = cell.read(start, device.wavelength()).transmission;
  ProgrammedLevel best{.transmission = rest};
  best.reached = std::abs(rest - target) <= tolerance;
  const bool upwards = target > rest;
  double low = 0, high = pulse.power;
  double trial_energy = 0;
  int trials = 0;
  while (!best.reached && trials < most) {
    WritePulse trial = pulse;
    trial.power = trials == 0 ? high : 0.5 * (low + high);
    FilmState state = start;
    const PulseOutcome outcome = cell.apply(state, trial, context);
    trial_energy += outcome.delivered;
    ++trials;
    const double got = cell.read(state, device.wavelength()).transmission;
    if (std::abs(got - target) < std::abs(best.transmission - target))
      best = {got, trial.power, outcome.delivered, 0, 0, std::abs(got - target) <= tolerance};
    const bool enough = upwards ? got >= target : got <= target;
    if (trials == 1 && !enough) break;  // the strongest pulse falls short
    if (trials > 1 || enough) (enough ? high : low) = trial.power;
  }
  best.trials = trials;
  best.trial_energy = trial_energy;
  return best;
}

}  // namespace verdet
