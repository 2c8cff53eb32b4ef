// Sellmeier coefficients that are polynomials of temperature.
#pragma once

#include <array>
#include <vector>

#include "verdet/base/math.hpp"
#include "verdet/physics/dispersion/sellmeier.hpp"
#include "verdet/physics/polynomial.hpp"

namespace verdet::physics {

/// n^2 = 1 + sum_i S_i(T) x^2 / (x^2 - l_i(T)^2) with S_i, l_i polynomials of T in K, l_i in um, x
/// the vacuum wavelength in um (bib: Frey2006; the form of all CHARMS results).
struct TemperatureSellmeier {
  struct Term {
    std::vector<double> strength;  ///< S_ij, ascending powers of T/K
    std::vector<double> pole;      ///< l_ij, um, ascending powers of T/K
  };
  std::vector<Term> terms;

  template <class T>
  T operator()(const T& um, const T& kelvin) const {
    const T x2 = um * um;
    T n2 = T(1.0);
    for (const Term& term : terms) {
      const T pole = polynomial<T>(term.pole, kelvin);
      n2 += polynomial<T>(term.strength, kelvin) * x2 / (x2 - pole * pole);
    }
    return sqrt(n2);
  }

  /// The law at one temperature.
  Sellmeier at(double kelvin) const {
    Sellmeier law;
    for (const Term& term : terms) {
      const double pole = polynomial<double>(term.pole, kelvin);
      law.terms.push_back({polynomial<double>(term.strength, kelvin), pole * pole});
    }
    return law;
  }
};

/// n^2 = A + B / (1 - C/x^2) + D / (1 - E/x^2), A to D linear in the Celsius temperature, x the
/// vacuum wavelength in um, C and E in um^2 (bib: Ghosh1994).
struct GhoshSellmeier {
  std::array<double, 2> a{}, b{}, c{}, d{};  ///< value at 0 degC and slope per K
  double e = 0;                              ///< um^2

  template <class T>
  T operator()(const T& um, const T& kelvin) const {
    const T t = kelvin - 273.15;
    const T inverse = 1.0 / (um * um);
    const T electronic = (b[0] + b[1] * t) / (1.0 - (c[0] + c[1] * t) * inverse);
    const T lattice = (d[0] + d[1] * t) / (1.0 - e * inverse);
    return sqrt(a[0] + a[1] * t + electronic + lattice);
  }

  /// The law at one temperature: B / (1 - C/x^2) is B x^2 / (x^2 - C).
  Sellmeier at(double kelvin) const {
    const double t = kelvin - 273.15;
    return {a[0] + a[1] * t, {{b[0] + b[1] * t, c[0] + c[1] * t}, {d[0] + d[1] * t, e}}};
  }
};

}  // namespace verdet::physics
