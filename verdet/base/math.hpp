// Elementary functions under one set of names for every scalar of the equations of motion:
// double, duals and SIMD lanes. Code in namespace verdet calls them unqualified.
#pragma once

#include <cmath>

namespace verdet {

inline double sqrt(double x) {
  return std::sqrt(x);
}
inline double exp(double x) {
  return std::exp(x);
}
inline double log(double x) {
  return std::log(x);
}
inline double sin(double x) {
  return std::sin(x);
}
inline double cos(double x) {
  return std::cos(x);
}
inline double pow(double x, double y) {
  return std::pow(x, y);
}
inline double abs(double x) {
  return std::abs(x);
}
inline double floor(double x) {
  return std::floor(x);
}

/// The branch-free conditional: `if` on a lane or a dual is not possible, and both sides are
/// evaluated.
inline double select(bool condition, double yes, double no) {
  return condition ? yes : no;
}

/// Whether a condition holds, of lanes in any of them.
inline bool any(bool condition) {
  return condition;
}

/// sin and cos of one argument, where a scalar type can share the work.
template <class T>
struct SinCos {
  T sin, cos;
};
template <class T>
SinCos<T> sincos(const T& x) {
  return {sin(x), cos(x)};
}

/// Whether a coefficient vanishes (in all lanes), so that its terms can be left out.
inline bool is_zero(double x) {
  return x == 0;
}

/// The plain double behind a scalar, for messages and step control.
inline double value_of(double x) {
  return x;
}

/// x^p for a non-negative quantity whose slope at 0 is infinite (N^0.8 of Soref and Bennett): below
/// `small` the power law is continued by the straight line through the origin, so that derivatives
/// stay finite at a cold start. `small` must be far below every value that matters.
template <class T>
T power_from_zero(const T& x, double p, double small) {
  const T safe = select(x > small, x, T(small));
  return select(x > small, pow(safe, p), x * std::pow(small, p - 1));
}

/// sqrt(x) for x >= 0 with the slope 0 at x = 0, where the true one is infinite and would turn
/// every derivative through an absent coupling into NaN.
template <class T>
T sqrt_from_zero(const T& x) {
  const T safe = select(x > 0.0, x, T(1.0));
  return select(x > 0.0, sqrt(safe), T(0.0));
}

}  // namespace verdet
