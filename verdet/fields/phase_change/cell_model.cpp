#include "verdet/fields/phase_change/cell_model.hpp"

#include <cmath>
#include <numbers>

namespace verdet {

double WritePulse::duration() const {
  if (shape == PulseShape::gaussian) return 4 * width;
  return shape == PulseShape::triangle ? 2 * width : width;
}

double WritePulse::power_at(double time) const {
  const double since = time - start;
  if (since < 0 || since > duration()) return 0;
  const double from_middle = (since - 0.5 * duration()) / width;
  if (shape == PulseShape::gaussian)
    return power * std::exp(-4 * std::numbers::ln2 * from_middle * from_middle);
  return shape == PulseShape::triangle ? power * (1 - std::abs(from_middle)) : power;
}

double power_at(std::span<const WritePulse> pulses, double time) {
  double sum = 0;
  for (const WritePulse& pulse : pulses)
    if (pulse.drive == PulseDrive::light) sum += pulse.power_at(time);
  return sum;
}

double next_edge(std::span<const WritePulse> pulses, double time, double period) {
  double next = period;
  for (const WritePulse& pulse : pulses)
    for (const double edge : {pulse.start, pulse.start + pulse.duration()})
      if (edge > time && edge < next) next = edge;
  return next;
}

}  // namespace verdet
