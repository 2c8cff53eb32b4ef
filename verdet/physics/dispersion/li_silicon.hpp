// Li's dispersion of silicon with temperature.
#pragma once

#include <vector>

#include "verdet/base/math.hpp"
#include "verdet/physics/polynomial.hpp"

namespace verdet::physics {

/// n^2 = eps(T) + exp(-3 dL/L) L(T) / x^2 with eps, L and the linear expansion dL/L polynomials of
/// T in K, x the vacuum wavelength in um (bib: Li1980). The expansion has one polynomial
/// below `kink` and another above; they meet there within 4e-6, which moves n by less than 1e-6.
struct LiSilicon {
  std::vector<double> permittivity;    ///< eps, ascending powers of T/K
  std::vector<double> strength;        ///< L, um^2
  std::vector<double> expansion_low;   ///< dL/L below the kink
  std::vector<double> expansion_high;  ///< dL/L above the kink
  double kink = 293;                   ///< K

  template <class T>
  T operator()(const T& um, const T& kelvin) const {
    const T expansion = select(kelvin < kink, polynomial<T>(expansion_low, kelvin),
                               polynomial<T>(expansion_high, kelvin));
    return sqrt(polynomial<T>(permittivity, kelvin) +
                exp(-3.0 * expansion) * polynomial<T>(strength, kelvin) / (um * um));
  }
};

}  // namespace verdet::physics
