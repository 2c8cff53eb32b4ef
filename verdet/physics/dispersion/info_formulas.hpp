// The nine dispersion formulas of refractiveindex.info (bib: Polyanskiy2024, "Dispersion
// formulas"), as pure functions of the vacuum wavelength in um and the list of coefficients C1, C2,
// ... Missing trailing coefficients count as 0, and a term of strength 0 is left out (its 0^0 would
// be NaN).
#pragma once

#include <cstddef>
#include <span>

#include "verdet/base/math.hpp"

namespace verdet::physics {

using Coefficients = std::span<const double>;

/// C_i of the formulas, counted from 1; 0 beyond the end.
inline double coefficient(Coefficients c, std::size_t i) {
  return i <= c.size() ? c[i - 1] : 0.0;
}

/// Formulas 1 and 2 share one shape: n^2 - 1 = C1 + sum C_i x^2 / (x^2 - pole(C_{i+1})).
template <class T, class Pole>
T info_sellmeier(Coefficients c, const T& um, Pole pole) {
  const T x2 = um * um;
  T n2 = T(1 + coefficient(c, 1));
  for (std::size_t i = 2; i <= c.size(); i += 2)
    if (coefficient(c, i) != 0) n2 += coefficient(c, i) * x2 / (x2 - pole(coefficient(c, i + 1)));
  return sqrt(n2);
}

/// n^2 = 1 + C1 + sum C_i x^2 / (x^2 - C_{i+1}^2), i = 2, 4, ...
template <class T>
T info_formula_1(Coefficients c, const T& um) {
  return info_sellmeier(c, um, [](double b) { return b * b; });
}

/// n^2 = 1 + C1 + sum C_i x^2 / (x^2 - C_{i+1}), i = 2, 4, ...
template <class T>
T info_formula_2(Coefficients c, const T& um) {
  return info_sellmeier(c, um, [](double b) { return b; });
}

/// Adds sum C_i x^C_{i+1} for i = first, first + 2, ... to `sum`.
template <class T>
T info_powers(Coefficients c, const T& um, std::size_t first, T sum) {
  for (std::size_t i = first; i <= c.size(); i += 2)
    if (coefficient(c, i) != 0) sum += coefficient(c, i) * pow(um, coefficient(c, i + 1));
  return sum;
}

/// n^2 = C1 + sum C_i x^C_{i+1}, i = 2, 4, ...
template <class T>
T info_formula_3(Coefficients c, const T& um) {
  return sqrt(info_powers(c, um, 2, T(coefficient(c, 1))));
}

/// n^2 = C1 + C2 x^C3 / (x^2 - C4^C5) + C6 x^C7 / (x^2 - C8^C9) + C10 x^C11 + C12 x^C13 + ...
template <class T>
T info_formula_4(Coefficients c, const T& um) {
  const T x2 = um * um;
  T n2 = T(coefficient(c, 1));
  for (const std::size_t i : {std::size_t{2}, std::size_t{6}})
    if (coefficient(c, i) != 0)
      n2 += coefficient(c, i) * pow(um, coefficient(c, i + 1)) /
            (x2 - pow(coefficient(c, i + 2), coefficient(c, i + 3)));
  return sqrt(info_powers(c, um, 10, n2));
}

/// n = C1 + sum C_i x^C_{i+1}, i = 2, 4, ... (Cauchy)
template <class T>
T info_formula_5(Coefficients c, const T& um) {
  return info_powers(c, um, 2, T(coefficient(c, 1)));
}

/// n = 1 + C1 + sum C_i / (C_{i+1} - x^-2), i = 2, 4, ... (gases)
template <class T>
T info_formula_6(Coefficients c, const T& um) {
  const T inverse = 1.0 / (um * um);
  T n = T(1 + coefficient(c, 1));
  for (std::size_t i = 2; i <= c.size(); i += 2)
    if (coefficient(c, i) != 0) n += coefficient(c, i) / (coefficient(c, i + 1) - inverse);
  return n;
}

/// n = C1 + C2 L + C3 L^2 + C4 x^2 + C5 x^4 + C6 x^6 with L = 1 / (x^2 - 0.028) (Herzberger)
template <class T>
T info_formula_7(Coefficients c, const T& um) {
  const T x2 = um * um;
  const T l = 1.0 / (x2 - 0.028);
  return coefficient(c, 1) + l * (coefficient(c, 2) + l * coefficient(c, 3)) +
         x2 * (coefficient(c, 4) + x2 * (coefficient(c, 5) + x2 * coefficient(c, 6)));
}

/// (n^2 - 1) / (n^2 + 2) = C1 + C2 x^2 / (x^2 - C3) + C4 x^2 (retro)
template <class T>
T info_formula_8(Coefficients c, const T& um) {
  const T x2 = um * um;
  const T r = coefficient(c, 1) + coefficient(c, 2) * x2 / (x2 - coefficient(c, 3)) +
              coefficient(c, 4) * x2;
  return sqrt((1.0 + 2.0 * r) / (1.0 - r));
}

/// n^2 = C1 + C2 / (x^2 - C3) + C4 (x - C5) / ((x - C5)^2 + C6) (exotic)
template <class T>
T info_formula_9(Coefficients c, const T& um) {
  const T shifted = um - coefficient(c, 5);
  T n2 = T(coefficient(c, 1));
  if (coefficient(c, 2) != 0) n2 += coefficient(c, 2) / (um * um - coefficient(c, 3));
  if (coefficient(c, 4) != 0)
    n2 += coefficient(c, 4) * shifted / (shifted * shifted + coefficient(c, 6));
  return sqrt(n2);
}

inline constexpr int kInfoFormulas = 9;

/// The index by formula `number` (1 to 9); NaN where n^2 < 0 and for any other number.
template <class T>
T info_formula(int number, Coefficients c, const T& um) {
  switch (number) {
    case 1:
      return info_formula_1(c, um);
    case 2:
      return info_formula_2(c, um);
    case 3:
      return info_formula_3(c, um);
    case 4:
      return info_formula_4(c, um);
    case 5:
      return info_formula_5(c, um);
    case 6:
      return info_formula_6(c, um);
    case 7:
      return info_formula_7(c, um);
    case 8:
      return info_formula_8(c, um);
    case 9:
      return info_formula_9(c, um);
    default:
      return T(std::nan(""));
  }
}

}  // namespace verdet::physics
