// What thermal carriers of the other cone change in the interband conductivity of graphene.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "verdet/physics/dispersion/cody_lorentz.hpp"

namespace verdet::physics {

/// exp(-z) Ei(z) and exp(z) E1(z), z > 0, of which exp(-smallness) is wanted: by their asymptotic
/// series where the error of that, exp(-z), times exp(-smallness) is below 1e-10.
struct ScaledExponentialIntegrals {
  double growing = 0, decaying = 0;
};
ScaledExponentialIntegrals scaled_exponential_integrals(double z, double smallness);

/// exp(-z) Ei(z) + exp(z) E1(z); its derivative is exp(z) E1(z) - exp(-z) Ei(z).
inline double exponential_pair(double z, double smallness) {
  const ScaledExponentialIntegrals e = scaled_exponential_integrals(z, smallness);
  return e.growing + e.decaying;
}
template <class T, int N>
Dual<T, N> exponential_pair(const Dual<T, N>& z, double smallness) {
  const ScaledExponentialIntegrals e = scaled_exponential_integrals(value_of(z), smallness);
  return z.chain(T(e.growing + e.decaying), T(e.decaying - e.growing));
}

// D(E) = tanh((E + mu)/2kT) - 1 = -2 / (exp((E + mu)/kT) + 1), energies in kT.
template <class T>
T thermal_tail(const T& energy, const T& mu) {
  return -2.0 / (exp(energy + mu) + 1.0);
}

/// The series of d over exp(-k mu): for Gamma = 0 and mu above some kT.
///   Im d = -(2/pi) sum_k (-1)^(k+1) exp(-k mu) [exp(-z) Ei(z) + exp(z) E1(z)], z = k x / 2
template <class T>
Complex<T> thermal_series(const T& x, const T& mu) {
  T sum(0.0);
  const double small = value_of(mu);
  for (int k = 1; k * small < 28; ++k) {
    const T term = exp(-static_cast<double>(k) * mu) * exponential_pair(0.5 * k * x, k * small);
    sum += k % 2 ? term : -term;
  }
  return {thermal_tail(0.5 * x, mu), -2 / std::numbers::pi * sum};
}

/// The same as an integral, i (4 z/pi) int_0^inf (D(E) - D(x/2))/(z^2 - 4 E^2) dE + D(x/2), by
/// Gauss and Legendre's rule on panels that end where the integrand bends.
template <class T>
Complex<T> thermal_integral(const T& x, const T& mu, const T& broadening) {
  const double b = 0.5 * value_of(x), width = 0.5 * value_of(broadening);
  const double top = std::max(40.0, 2 * b);
  std::array<double, 9> ends = {0, 1, 3, 8, 20, b - 2 * width, b, b + 2 * width, top};
  for (double& end : ends) end = std::clamp(end, 0.0, top);
  std::sort(ends.begin(), ends.end());
  const T at = thermal_tail(T(0.5 * x), mu);
  const Complex<T> z{x, broadening};
  const Complex<T> square = z * z;
  Complex<T> sum(T(0.0));
  const LegendreRule& rule = legendre_rule();
  for (std::size_t panel = 0; panel + 1 < ends.size(); ++panel) {
    const double half = 0.5 * (ends[panel + 1] - ends[panel]);
    if (half <= 0) continue;
    for (std::size_t i = 0; i < kLegendrePoints; ++i) {
      const double energy = ends[panel] + half * (1 + rule.node[i]);
      const T difference = thermal_tail(T(energy), mu) - at;
      sum +=
          T(rule.weight[i] * half) * (difference / (square - Complex<T>(T(4 * energy * energy))));
    }
  }
  // Beyond the panels D = 0; the constant there is elementary, and over all energies it is
  // -i pi/(4 z) for Gamma > 0 and 0 for its principal value.
  const Complex<T> edge(T(2 * top));
  const Complex<T> beyond = (T(0.25) / z) * (log_principal(edge - z) - log_principal(edge + z));
  sum -= at * beyond;
  const Complex<T> scaled = (T(4 / std::numbers::pi) * z) * sum;
  return Complex<T>{-scaled.im, scaled.re} + Complex<T>(at);
}

/// d of interband_conductivity (kubo.hpp), in units of sigma_0; energies in kT. Negligible, and
/// left out, beyond mu = 28 kT.
template <class T>
Complex<T> thermal_correction(const T& x, const T& mu, const T& broadening) {
  if (value_of(mu) > 28) return Complex<T>(T(0.0));
  if (value_of(mu) > 4 && value_of(broadening) == 0) return thermal_series(x, mu);
  return thermal_integral(x, mu, broadening);
}

}  // namespace verdet::physics
