#include "verdet/fields/phase_change/cell_model.hpp"

#include <cmath>
#include <numbers>

namespace verdet {

double WritePulse::duration() const {
  if (shape == PulseShape::gaussian) return 4 * width;
  return shape == PulseShape::triangle ? 2 * width : width;
}

double WritePulse::power_at(double time) const {
  if (time < 0 || time > duration()) return 0;
  const double from_middle = (time - 0.5 * duration()) / width;
  if (shape == PulseShape::gaussian)
    return power * std::exp(-4 * std::numbers::ln2 * from_middle * from_middle);
  return shape == PulseShape::triangle ? power * (1 - std::abs(from_middle)) : power;
}

}  // namespace verdet
