// Elementary functions beyond base/math.hpp that dispersion laws need: arctangents and complex
// roots, over double and duals.
#pragma once

#include <cmath>

#include "verdet/base/complex.hpp"
#include "verdet/base/dual.hpp"

namespace verdet {

inline double atan(double x) {
  return std::atan(x);
}
template <class T, int N>
Dual<T, N> atan(const Dual<T, N>& x) {
  return x.chain(atan(x.value), 1.0 / (1.0 + x.value * x.value));
}

/// arg of x + iy, (-pi, pi].
inline double atan2(double y, double x) {
  return std::atan2(y, x);
}
template <class T, int N>
Dual<T, N> atan2(const Dual<T, N>& y, const Dual<T, N>& x) {
  const T norm = x.value * x.value + y.value * y.value;
  Dual<T, N> result(atan2(y.value, x.value));
  for (std::size_t i = 0; i < N; ++i)
    result.grad[i] = (x.value * y.grad[i] - y.value * x.grad[i]) / norm;
  return result;
}

/// exp(z).
template <class T>
Complex<T> exp(const Complex<T>& z) {
  return exp(z.re) * Complex<T>::unit(z.im);
}

/// The root with a non-negative real part (of the two with real part 0: the one with Im >= 0).
/// Exact derivatives away from 0; at 0 they are 0.
template <class T>
Complex<T> sqrt(const Complex<T>& z) {
  const double x = value_of(z.re), y = value_of(z.im);
  if (x == 0 && y == 0) return Complex<T>(T(0.0));
  // Half of |z| + |x| is the square of the larger part: no cancellation.
  const T modulus = sqrt(norm(z));
  const T large = sqrt(0.5 * (x >= 0 ? modulus + z.re : modulus - z.re));
  const T small = 0.5 * z.im / large;
  if (x >= 0) return {large, small};
  return y >= 0 ? Complex<T>(small, large) : Complex<T>(-small, -large);
}

/// The root of a wave that decays or travels along +z for exp(-i omega t): Im >= 0, and Re >= 0
/// where Im = 0.
template <class T>
Complex<T> sqrt_forward(const Complex<T>& z) {
  const Complex<T> root = sqrt(z);
  return value_of(root.im) < 0 ? -root : root;
}

}  // namespace verdet
