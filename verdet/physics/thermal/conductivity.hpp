// Thermal conductivity of crystals above their conductivity maximum.
#pragma once

#include <vector>

#include "verdet/base/math.hpp"
#include "verdet/physics/polynomial.hpp"

namespace verdet::physics {

/// value * (T / reference)^exponent, T in K: phonon-phonon scattering gives an exponent near -1.3
/// in silicon.
struct PowerOfTemperature {
  double value = 0;  ///< at the reference temperature
  double reference = 300;
  double exponent = 0;

  template <class T>
  T operator()(const T& kelvin) const {
    return value * pow(kelvin / reference, exponent);
  }
};

/// 1 / (c0 + c1 T + c2 T^2), T in K: the thermal resistivity as a polynomial (bib:
/// Glassbrenner1964).
struct ReciprocalPolynomial {
  std::vector<double> coefficients;

  template <class T>
  T operator()(const T& kelvin) const {
    return 1.0 / polynomial<T>(coefficients, kelvin);
  }
};

}  // namespace verdet::physics
