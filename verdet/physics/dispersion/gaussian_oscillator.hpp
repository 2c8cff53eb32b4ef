// Inhomogeneous broadening: a Gaussian absorption line with its Kramers-Kronig partner.
#pragma once

#include <numbers>

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// Dawson's integral exp(-x^2) int_0^x exp(t^2) dt, relative error below 1e-13 (bib: Rybicki1989).
double dawson(double x);
template <class T, int N>
Dual<T, N> dawson(const Dual<T, N>& x) {
  const T f = dawson(x.value);
  return x.chain(f, 1.0 - 2.0 * x.value * f);
}

/// bib: DeSousaMeneses2006, with sigma = broadening / (2 sqrt(ln 2)), broadening the full width at
/// half maximum:
///   Im eps = amplitude (exp(-((E - energy)/sigma)^2) - exp(-((E + energy)/sigma)^2))
///   Re eps = amplitude 2/sqrt(pi) (D((E + energy)/sigma) - D((E - energy)/sigma))
/// with Dawson's integral D. Causal and passive; it does not absorb far from the line.
template <class T>
struct GaussianOscillator {
  T amplitude{}, energy{}, broadening{};

  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    using R = Answer<T, E>;
    const T inverse = 2.0 * std::sqrt(std::numbers::ln2) / broadening;
    const R below = (photon - energy) * inverse, above = (photon + energy) * inverse;
    const R imaginary = exp(-(below * below)) - exp(-(above * above));
    const R real = 2.0 * std::numbers::inv_sqrtpi * (dawson(above) - dawson(below));
    return {amplitude * real, amplitude * imaginary};
  }
};

}  // namespace verdet::physics
