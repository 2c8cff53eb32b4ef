#include "verdet/experiments/program_levels/programmer.hpp"

#include <cmath>

namespace verdet {

ProgrammedLevel program_level(const PhaseChangeCell& device, const FilmState& start,
                              const WritePulse& pulse, double target, double tolerance, int most,
                              const Context& context) {
  const CellModel& cell = device.cell();
  const double rest = cell.read(start, device.wavelength()).transmission;
  ProgrammedLevel best;
  best.transmission = rest;
  best.state = start;
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
      best = {
          got, trial.power, outcome, std::move(state), 0, 0, std::abs(got - target) <= tolerance};
    const bool enough = upwards ? got >= target : got <= target;
    if (trials == 1 && !enough) break;  // the strongest pulse falls short
    if (trials > 1 || enough) (enough ? high : low) = trial.power;
  }
  best.trials = trials;
  best.trial_energy = trial_energy;
  return best;
}

double write_deviation(const PhaseChangeCell& device, const FilmState& start,
                       const WritePulse& pulse, int realisations, std::uint64_t seed,
                       std::uint64_t first, const Context& context) {
  std::vector<double> written;
  double mean = 0;
  for (int i = 0; i < realisations; ++i) {
    FilmState state = start;
    state.chance = {.on = true, .seed = seed, .realisation = first + static_cast<unsigned>(i)};
    device.cell().apply(state, pulse, context);
    written.push_back(device.cell().read(state, device.wavelength()).transmission);
    mean += written.back() / realisations;
  }
  double squares = 0;
  for (const double value : written) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (realisations - 1));
}

}  // namespace verdet
