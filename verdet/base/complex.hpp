// A complex number over any scalar: std::complex of a SIMD lane or a dual fails on ordinary
// expressions (docs/design.md, section 9).
#pragma once

#include <complex>

#include "verdet/base/math.hpp"

namespace verdet {

template <class T>
struct Complex {
  T re{};
  T im{};

  Complex() = default;
  Complex(const T& real) : re(real) {}  // NOLINT(google-explicit-constructor): as std::complex
  Complex(const T& real, const T& imag) : re(real), im(imag) {}

  Complex& operator+=(const Complex& b) { return *this = *this + b; }
  Complex& operator-=(const Complex& b) { return *this = *this - b; }
  Complex& operator*=(const Complex& b) { return *this = *this * b; }

  friend Complex operator+(const Complex& a, const Complex& b) {
    return {a.re + b.re, a.im + b.im};
  }
  friend Complex operator-(const Complex& a, const Complex& b) {
    return {a.re - b.re, a.im - b.im};
  }
  friend Complex operator-(const Complex& a) { return {-a.re, -a.im}; }
  friend Complex operator*(const Complex& a, const Complex& b) {
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  }
  friend Complex operator+(const T& a, const Complex& b) { return {a + b.re, b.im}; }
  friend Complex operator-(const T& a, const Complex& b) { return {a - b.re, -b.im}; }
  friend Complex operator/(const T& a, const Complex& b) { return (a / norm(b)) * conj(b); }
  friend Complex operator*(const T& a, const Complex& b) { return {a * b.re, a * b.im}; }
  friend Complex operator*(const Complex& a, const T& b) { return {a.re * b, a.im * b}; }
  friend Complex operator/(const Complex& a, const T& b) {
    const T inverse = 1.0 / b;
    return {a.re * inverse, a.im * inverse};
  }
  friend Complex operator/(const Complex& a, const Complex& b) { return a * conj(b) / norm(b); }
  friend Complex conj(const Complex& a) { return {a.re, -a.im}; }
  /// |a|^2
  friend T norm(const Complex& a) { return a.re * a.re + a.im * a.im; }
  /// exp(i phase)
  static Complex unit(const T& phase) {
    const SinCos<T> s = sincos(phase);
    return {s.cos, s.sin};
  }
};

inline std::complex<double> to_std(const Complex<double>& a) {
  return {a.re, a.im};
}

}  // namespace verdet
