#include "verdet/fields/phase_change/film_heater.hpp"

#include <algorithm>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

bool is_electrical(const WritePulse& pulse) {
  return pulse.drive != PulseDrive::light;
}

physics::Drive drive_at(std::span<const WritePulse> pulses, double time) {
  physics::Drive drive;
  for (const WritePulse& pulse : pulses) {
    if (!is_electrical(pulse)) continue;
    drive.current = pulse.drive == PulseDrive::current;
    drive.level += pulse.power_at(time);
  }
  return drive;
}

}  // namespace

FilmHeater::Energy FilmHeater::advance(double& voltage, std::span<const WritePulse> pulses,
                                       double time, double dt) const {
  const physics::CircuitEnergy e = circuit.advance(voltage, drive_at(pulses, time + 0.5 * dt), dt);
  return {e.drawn, ohmic_share * e.ohmic + junction_share * e.junction};
}

FilmHeater::Energy advance_heater(const std::optional<FilmHeater>& heater, FilmState& state,
                                  std::span<const WritePulse> pulses, double time, double dt) {
  if (heater) return heater->advance(state.heater_voltage, pulses, time, dt);
  if (std::any_of(pulses.begin(), pulses.end(), is_electrical))
    throw InputError("a pulse of voltage or current needs a cell with a `heater:`");
  return {};
}

void add_heat(const StackGrid& stack, double power, std::span<double> volumes) {
  for (const StackGrid::Heated& one : stack.heated_volumes())
    volumes[one.volume] += power * one.share;
}

}  // namespace verdet
