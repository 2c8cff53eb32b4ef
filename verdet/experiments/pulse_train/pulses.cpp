#include "verdet/experiments/pulse_train/pulses.hpp"

#include <fmt/format.h>

namespace verdet {

void PulseSettings::validate(Problems& problems, const std::string& path) const {
  const int given = power.has_value() + voltage.has_value() + current.has_value();
  if (given != 1)
    problems.add(path + ".power", given == 0
                                      ? "is missing: give `power`, or `voltage` or `current` "
                                        "of a heater's source"
                                      : "give one of `power`, `voltage` and `current`");
}

PulseDrive PulseSettings::drive() const {
  if (voltage) return PulseDrive::voltage;
  return current ? PulseDrive::current : PulseDrive::light;
}

double PulseSettings::peak() const {
  return power.value_or(voltage.value_or(current.value_or(0)));
}

void check_drive(const PhaseChangeCell& device, const PulseSettings& pulse,
                 const std::string& path) {
  device.cell();  // a film without kinetics says so itself
  if (pulse.drive() == PulseDrive::light || device.heater()) return;
  throw InputError(
      fmt::format("{}.{}: this device has no heater; give it one, such as `heater: {{type: ITO}}`",
                  path, pulse.voltage ? "voltage" : "current"));
}

void PulseGroup::validate(Problems& problems, const std::string& path) const {
  PulseSettings::validate(problems, path);
  if ((power_end && !power) || (voltage_end && !voltage) || (current_end && !current))
    problems.add(path, "the last pulse is stated in other units than the first one");
  if (pump) {
    pump->validate(problems, path + ".pump");
    const bool light = drive() == PulseDrive::light || pump->drive() == PulseDrive::light;
    if (!light && pump->drive() != drive())
      problems.add(path + ".pump", "one source cannot hold voltage and current");
  }
  for (const WritePulse& pulse : pulses(0))
    if (pulse.start + pulse.duration() > period)
      problems.add(path + ".period",
                   fmt::format("a pulse lasts until {}: longer than its period",
                               format_quantity(pulse.start + pulse.duration(), "s")));
}

double PulseGroup::last_peak() const {
  for (const std::optional<double>& end : {power_end, voltage_end, current_end})
    if (end) return *end;
  return peak();
}

std::vector<WritePulse> PulseGroup::pulses(int i) const {
  const double along = count > 1 ? static_cast<double>(i) / (count - 1) : 0;
  const double now = peak() + along * (last_peak() - peak());
  std::vector<WritePulse> list{pulse(now, period, 0, port)};
  if (pump) list.push_back(pump->pulse(pump->peak(), period, pump->delay, port));
  return list;
}

}  // namespace verdet
