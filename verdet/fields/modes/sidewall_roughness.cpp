#include "verdet/fields/modes/sidewall_roughness.hpp"

#include <cmath>
#include <string>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

void check(const RoughSlab& s) {
  if (!(s.cladding_index > 0) || !(s.core_index > s.cladding_index))
    throw DomainError("roughness loss: the core index must exceed the cladding index");
  if (!(s.n_eff > s.cladding_index) || !(s.n_eff < s.core_index))
    throw DomainError("roughness loss: n_eff = " + std::to_string(s.n_eff) +
                      " must lie between the cladding and the core index");
  if (!(s.width > 0) || !(s.wavelength > 0) || !(s.correlation_length > 0) || !(s.roughness >= 0))
    throw DomainError("roughness loss: lengths must be positive");
}

}  // namespace

double roughness_loss(const RoughSlab& s) {
  check(s);
  const double k0 = 2 * M_PI / s.wavelength, d = s.width / 2;
  const double n1 = s.core_index, n2 = s.cladding_index;
  // Normalised frequency and transverse constants of the slab.
  const double v = k0 * d * std::sqrt(n1 * n1 - n2 * n2);
  const double u = k0 * d * std::sqrt(n1 * n1 - s.n_eff * s.n_eff);
  const double w = k0 * d * std::sqrt(s.n_eff * s.n_eff - n2 * n2);
  const double g = u * u * v * v / (1 + w);
  const double step = (n1 * n1 - n2 * n2) / (2 * n1 * n1);
  const double x = w * s.correlation_length / d;
  const double gamma = n2 * v / (n1 * w * std::sqrt(step));
  const double root = std::sqrt(std::pow(1 + x * x, 2) + 2 * x * x * gamma * gamma);
  const double f = x * std::sqrt(root + 1 - x * x) / root;
  return s.roughness * s.roughness * g * f / (std::sqrt(2.0) * k0 * std::pow(d, 4) * n1);
}

}  // namespace verdet
