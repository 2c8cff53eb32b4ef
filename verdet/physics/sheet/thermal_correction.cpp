#include "verdet/physics/sheet/thermal_correction.hpp"

#include <cmath>

namespace verdet::physics {

ScaledExponentialIntegrals scaled_exponential_integrals(double z) {
  constexpr double kAsymptotic = 15;  // the least term there is exp(-15), before exp(-mu/kT)
  if (z < kAsymptotic) return {std::exp(-z) * std::expint(z), -std::exp(z) * std::expint(-z)};
  // exp(-+z) Ei(+-z) ~ (1/z) sum n! / (+-z)^n (DLMF 6.12)
  ScaledExponentialIntegrals sums;
  double term = 1 / z;
  for (int n = 0; n < 15; ++n) {
    sums.growing += term;
    sums.decaying += n % 2 ? -term : term;
    term *= (n + 1) / z;
  }
  return sums;
}

}  // namespace verdet::physics
