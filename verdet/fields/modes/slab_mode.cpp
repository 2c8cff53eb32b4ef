#include "verdet/fields/modes/slab_mode.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {

double slab_te_index(const Slab& s, double wavelength) {
  const double k0h = 2 * M_PI / wavelength * s.thickness;
  // Phase across the slab beyond what total reflection takes; falls as n rises.
  const auto surplus = [&](double n) {
    const double k = std::sqrt(s.core_index * s.core_index - n * n);
    const auto reflection = [&](double outside) {
      return std::atan2(std::sqrt(std::max(n * n - outside * outside, 0.0)), k);
    };
    return k0h * k - reflection(s.below_index) - reflection(s.above_index);
  };
  double low = std::max(s.below_index, s.above_index), high = s.core_index;
  if (!(low < high) || surplus(low) <= 0) return low;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (surplus(middle) > 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace verdet
