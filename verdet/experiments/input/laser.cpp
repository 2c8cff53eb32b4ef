#include "verdet/experiments/input/laser.hpp"

#include <cmath>
#include <numbers>

#include "verdet/base/text.hpp"
#include "verdet/experiments/input/waveform.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {

void LaserParameters::validate(Problems& problems) const {
  const int shapes = int(step.has_value()) + int(ramp.has_value()) + int(pulses.has_value()) +
                     int(prbs.has_value()) + int(waveform.has_value());
  if (shapes > 1) problems.add("power", "give one of step, ramp, pulses, prbs, waveform");
  const int tunings =
      int(detuning.has_value()) + int(frequency_detuning.has_value()) + int(wavelength.has_value());
  if (tunings > 1) problems.add("detuning", "give one of detuning, frequency_detuning, wavelength");
  if (scan && frequency_detuning) problems.add("scan", "needs detuning or wavelength beside it");
  if (!power && !waveform && given())
    problems.add("power", "is missing: give the laser's power, such as '1 mW'");
  if (pulses) pulses->validate(problems);
  if (prbs) prbs->validate(problems);
}

bool LaserParameters::given() const {
  return power || detuning || frequency_detuning || wavelength || step || ramp || pulses || prbs ||
         waveform || scan || !carriers.empty();
}

LaserInput laser_input(const Dynamics& dynamics, const LaserParameters& laser) {
  std::vector<std::string> ports;
  for (const LaserInput& input : dynamics.lasers()) {
    if (input.port == laser.port) return input;
    ports.push_back(input.port);
  }
  if (ports.empty())
    throw InputError("experiment.input: this device has no port for a laser; use 'inputs:'");
  throw InputError("experiment.input.port: no port '" + laser.port + "'" +
                   suggestion(laser.port, ports));
}

double angular_detuning(double detuning, double resonance_wavelength) {
  return -2 * std::numbers::pi * codata2018::kSpeedOfLight * detuning /
         (resonance_wavelength * (resonance_wavelength + detuning));
}

double angular_detuning(const LaserParameters& laser, const LaserInput& input) {
  if (laser.frequency_detuning) return 2 * std::numbers::pi * *laser.frequency_detuning;
  const double resonance = input.resonance_wavelength;
  if (laser.wavelength) return angular_detuning(*laser.wavelength - resonance, resonance);
  return angular_detuning(laser.detuning.value_or(0), resonance);
}

namespace {

// The laser's own frequency is the reference: a moving one moves `detuning`. Straight in wavelength
// is straight in frequency to (d/lambda)^2.
PiecewiseLinear detuning_over_time(const LaserParameters& laser, const LaserInput& input) {
  const double begin = angular_detuning(laser, input);
  if (!laser.scan) return PiecewiseLinear::constant(begin);
  const double end = angular_detuning(laser.scan->to, input.resonance_wavelength);
  return {{laser.scan->start, laser.scan->start + laser.scan->duration}, {begin, end}};
}

void add_carriers(const LaserParameters& laser, const LaserInput& input, Drive& drive) {
  if (!laser.carriers.empty() && laser.scan)
    throw InputError("experiment.input.carriers: a scanned laser cannot have further carriers");
  const double reference = angular_detuning(laser, input);
  for (const FurtherCarrier& line : laser.carriers)
    drive.tones.push_back({input.real, input.imaginary,
                           angular_detuning(line.detuning, input.resonance_wavelength) - reference,
                           PiecewiseLinear::constant(std::sqrt(line.power)), line.phase});
}

}  // namespace

void add_laser(const Dynamics& dynamics, const LaserParameters& laser, double duration,
               Drive& drive) {
  const LaserInput input = laser_input(dynamics, laser);
  PiecewiseLinear amplitude = amplitude_shape(laser, duration);
  const double peak = std::sqrt(laser.power.value_or(1.0));
  for (double& value : amplitude.values) value *= peak;
  drive.inputs[static_cast<std::size_t>(input.real)] = std::move(amplitude);
  if (input.detuning >= 0)
    drive.inputs[static_cast<std::size_t>(input.detuning)] = detuning_over_time(laser, input);
  add_carriers(laser, input, drive);
}

}  // namespace verdet
