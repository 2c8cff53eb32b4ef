// Forward-mode dual numbers over double or SIMD lanes: exact Jacobians and sensitivities from the
// one templated statement of each model.
#pragma once

#include <array>

#include "verdet/base/math.hpp"

namespace verdet {

/// value + sum_i grad[i] e_i, with e_i e_j = 0.
template <class T, int N>
struct Dual {
  T value{};
  std::array<T, N> grad{};

  Dual() = default;
  Dual(const T& v) : value(v) { grad.fill(T(0.0)); }  // NOLINT(google-explicit-constructor)
  Dual(double v)                                      // NOLINT(google-explicit-constructor)
      requires(!std::is_same_v<T, double>)
      : Dual(T(v)) {}

  /// The independent variable number `i`.
  static Dual variable(const T& v, int i) {
    Dual d(v);
    d.grad[static_cast<std::size_t>(i)] = T(1.0);
    return d;
  }

  /// f(value) with derivative `slope`: the chain rule for one argument.
  Dual chain(const T& f, const T& slope) const {
    Dual d;
    d.value = f;
    for (std::size_t i = 0; i < N; ++i) d.grad[i] = slope * grad[i];
    return d;
  }

  Dual& operator+=(const Dual& b) { return *this = *this + b; }
  Dual& operator-=(const Dual& b) { return *this = *this - b; }
  Dual& operator*=(const Dual& b) { return *this = *this * b; }

  friend Dual operator-(const Dual& a) { return a.chain(-a.value, T(-1.0)); }
  friend Dual operator+(const Dual& a, const Dual& b) {
    Dual d;
    d.value = a.value + b.value;
    for (std::size_t i = 0; i < N; ++i) d.grad[i] = a.grad[i] + b.grad[i];
    return d;
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    Dual d;
    d.value = a.value - b.value;
    for (std::size_t i = 0; i < N; ++i) d.grad[i] = a.grad[i] - b.grad[i];
    return d;
  }
  friend Dual operator*(const Dual& a, const Dual& b) {
    Dual d;
    d.value = a.value * b.value;
    for (std::size_t i = 0; i < N; ++i) d.grad[i] = a.value * b.grad[i] + b.value * a.grad[i];
    return d;
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const T inverse = 1.0 / b.value;
    Dual d;
    d.value = a.value * inverse;
    for (std::size_t i = 0; i < N; ++i) d.grad[i] = (a.grad[i] - d.value * b.grad[i]) * inverse;
    return d;
  }
  // With a constant: without these the zeros of a converted constant would be multiplied out.
  friend Dual operator+(const Dual& a, double b) {
    Dual d = a;
    d.value = a.value + b;
    return d;
  }
  friend Dual operator+(double a, const Dual& b) { return b + a; }
  friend Dual operator-(const Dual& a, double b) { return a + (-b); }
  friend Dual operator-(double a, const Dual& b) { return -b + a; }
  friend Dual operator*(const Dual& a, double b) { return a.chain(a.value * b, T(b)); }
  friend Dual operator*(double a, const Dual& b) { return b * a; }
  friend Dual operator/(const Dual& a, double b) { return a * (1.0 / b); }
  friend Dual operator/(double a, const Dual& b) {
    const T f = a / b.value;
    return b.chain(f, -(f / b.value));
  }

  friend auto operator<(const Dual& a, const Dual& b) { return a.value < b.value; }
  friend auto operator>(const Dual& a, const Dual& b) { return a.value > b.value; }
  friend auto operator<(const Dual& a, double b) { return a.value < b; }
  friend auto operator>(const Dual& a, double b) { return a.value > b; }

  friend Dual sqrt(const Dual& a) {
    const T root = sqrt(a.value);
    return a.chain(root, 0.5 / root);
  }
  friend Dual exp(const Dual& a) {
    const T e = exp(a.value);
    return a.chain(e, e);
  }
  friend Dual log(const Dual& a) { return a.chain(log(a.value), 1.0 / a.value); }
  friend Dual sin(const Dual& a) { return a.chain(sin(a.value), cos(a.value)); }
  friend Dual cos(const Dual& a) { return a.chain(cos(a.value), -sin(a.value)); }
  friend Dual pow(const Dual& a, double p) {
    return a.chain(pow(a.value, p), p * pow(a.value, p - 1));
  }
  friend Dual abs(const Dual& a) {
    return a.chain(abs(a.value), select(a.value < 0.0, T(-1.0), T(1.0)));
  }
  template <class M>
  friend Dual select(const M& condition, const Dual& yes, const Dual& no) {
    Dual d;
    d.value = select(condition, yes.value, no.value);
    for (std::size_t i = 0; i < N; ++i) d.grad[i] = select(condition, yes.grad[i], no.grad[i]);
    return d;
  }
  friend bool is_zero(const Dual& a) {
    bool zero = is_zero(a.value);
    for (std::size_t i = 0; i < N; ++i) zero = zero && is_zero(a.grad[i]);
    return zero;
  }
  friend double value_of(const Dual& a) { return value_of(a.value); }
};

}  // namespace verdet
