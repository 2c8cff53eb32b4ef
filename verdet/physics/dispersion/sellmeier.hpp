// Sellmeier's law of dispersion, the form most transparent materials are published in.
#pragma once

#include <vector>

#include "verdet/base/math.hpp"

namespace verdet::physics {

/// n^2 = background + sum_i strength_i x^2 / (x^2 - pole_i), x the vacuum wavelength in um, pole_i
/// in um^2 (formula 1 of refractiveindex.info with pole = C^2, formula 2 with
/// pole = C).
struct Sellmeier {
  struct Term {
    double strength = 0;
    double pole = 0;  ///< um^2
  };
  double background = 1;
  std::vector<Term> terms;

  /// Refractive index at the vacuum wavelength `um` (micrometres). NaN where n^2 < 0 (inside the
  /// stop band between a pole and its zero). Cost: one division per term and a square root.
  template <class T>
  T operator()(const T& um) const {
    const T x2 = um * um;
    T sum = T(background);
    for (const Term& term : terms) sum += term.strength * x2 / (x2 - term.pole);
    return sqrt(sum);
  }
};

}  // namespace verdet::physics
