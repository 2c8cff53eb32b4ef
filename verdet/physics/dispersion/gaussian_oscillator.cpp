#include "verdet/physics/dispersion/gaussian_oscillator.hpp"

#include <array>
#include <cmath>

namespace verdet::physics {
namespace {

constexpr double kStep = 0.2;
constexpr int kTerms = 15;

// exp(-((2 i + 1) h)^2)
std::array<double, kTerms> gaussians() {
  std::array<double, kTerms> c{};
  for (int i = 0; i < kTerms; ++i) c[i] = std::exp(-std::pow((2 * i + 1) * kStep, 2));
  return c;
}

}  // namespace

// Rybicki: D(x) = lim_{h -> 0} 1/sqrt(pi) sum_{n odd} exp(-(x - n h)^2)/n. The error falls as
// exp(-(pi/2h)^2), 2e-27 for h = 0.2; the sum is centred on the even n0 nearest to x/h.
double dawson(double x) {
  static const std::array<double, kTerms> c = gaussians();
  const double magnitude = std::abs(x);
  if (magnitude < 0.2) {
    const double x2 = x * x;  // the Maclaurin series; its next term is below 1e-15 of the sum
    double sum = 0;
    for (int k = 12; k >= 0; --k) sum = 1 - 2 * x2 / (2 * k + 3) * sum;
    return x * sum;
  }
  const int n0 = 2 * static_cast<int>(std::lround(0.5 * magnitude / kStep));
  const double offset = magnitude - n0 * kStep;
  double e1 = std::exp(2 * offset * kStep);
  const double e2 = e1 * e1;
  double d1 = n0 + 1, d2 = d1 - 2, sum = 0;
  for (int i = 0; i < kTerms; ++i, d1 += 2, d2 -= 2, e1 *= e2)
    sum += c[i] * (e1 / d1 + 1 / (d2 * e1));
  return std::copysign(std::numbers::inv_sqrtpi * std::exp(-offset * offset) * sum, x);
}

}  // namespace verdet::physics
