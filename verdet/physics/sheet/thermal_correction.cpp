#include "verdet/physics/sheet/thermal_correction.hpp"

#include <cmath>

namespace verdet::physics {

ScaledExponentialIntegrals scaled_exponential_integrals(double z, double smallness) {
  constexpr double kNegligible = 23;  // exp(-23) = 1e-10
  if (z < 4 || z + smallness < kNegligible)
    return {std::exp(-z) * std::expint(z), -std::exp(z) * std::expint(-z)};
  // exp(-+z) Ei(+-z) ~ (1/z) sum n! / (+-z)^n, up to its least term at n = z (DLMF 6.12)
  ScaledExponentialIntegrals sums;
  double term = 1 / z;
  for (int n = 0; n < 15 && n < z; ++n) {
    sums.growing += term;
    sums.decaying += n % 2 ? -term : term;
    term *= (n + 1) / z;
  }
  return sums;
}

}  // namespace verdet::physics
