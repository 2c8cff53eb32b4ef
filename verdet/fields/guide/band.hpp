// Smooth functions of wavelength over a band: solved at a few wavelengths, then a polynomial.
#pragma once

#include <array>
#include <cmath>
#include <numbers>

namespace verdet {

/// Chebyshev points of a band, as distances from its centre: a polynomial through values there is
/// close to the best one of its order.
template <std::size_t N>
std::array<double, N> chebyshev_points(double half_width) {
  std::array<double, N> x{};
  for (std::size_t i = 0; i < N; ++i)
    x[i] = half_width * std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / N);
  return x;
}

/// The polynomial through (x[i], y[i]) as coefficients of ascending powers of x, by Newton's
/// divided differences.
template <std::size_t N>
std::array<double, N> interpolating_polynomial(const std::array<double, N>& x,
                                               std::array<double, N> y) {
  for (std::size_t k = 1; k < N; ++k)
    for (std::size_t i = N - 1; i >= k; --i) y[i] = (y[i] - y[i - 1]) / (x[i] - x[i - k]);
  std::array<double, N> power{};
  for (std::size_t i = N; i-- > 0;) {
    for (std::size_t k = N - 1; k > 0; --k) power[k] = power[k - 1] - x[i] * power[k];
    power[0] = y[i] - x[i] * power[0];
  }
  return power;
}

/// sum c[k] x^k.
template <class T, std::size_t N>
T polynomial(const T (&c)[N], const T& x) {
  T sum = c[N - 1];
  for (std::size_t k = N - 1; k-- > 0;) sum = c[k] + x * sum;
  return sum;
}

/// Throws DomainError when `wavelength` (m) lies outside the band for which a device was solved.
void check_band(double wavelength, double shortest, double longest);

}  // namespace verdet
