// Dual numbers that skip the derivatives that are zero by structure.
#pragma once

#include <array>

#include "verdet/base/math.hpp"
#include "verdet/solvers/ode/unroll.hpp"

namespace verdet {

/// Dual<T, N> whose partial derivatives carry a flag: `live[i]` false means identically zero, and
/// grad[i] is never touched. All flags depend on the shape of the formula alone, so after inlining
/// they are constants and only the arithmetic of the true Jacobian is left; where a model is too
/// big to inline they cost a predictable branch. Values are those of Dual, bit for bit.
template <class T, std::size_t N>
struct SparseDual {
  T value;
  std::array<T, N> grad;
  std::array<bool, N> live;

  VERDET_INLINE SparseDual() : SparseDual(T(0.0)) {}
  VERDET_INLINE SparseDual(const SparseDual& b) : value(b.value) { take_slopes(b); }
  VERDET_INLINE SparseDual& operator=(const SparseDual& b) {
    value = b.value;
    take_slopes(b);
    return *this;
  }
  VERDET_INLINE SparseDual(const T& v) : value(v) {  // NOLINT(google-explicit-constructor)
    unroll<N>([&](auto i) __attribute__((always_inline)) { live[i] = false; });
  }
  VERDET_INLINE SparseDual(double v)  // NOLINT(google-explicit-constructor)
      requires(!std::is_same_v<T, double>)
      : SparseDual(T(v)) {}

  VERDET_INLINE static SparseDual variable(const T& v, std::size_t i) {
    SparseDual d(v);
    d.grad[i] = T(1.0);
    d.live[i] = true;
    return d;
  }

  /// f(value) with derivative `slope`.
  VERDET_INLINE SparseDual chain(const T& f, const T& slope) const {
    SparseDual d(f);
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      if (live[i]) d.put(i, slope * grad[i]);
    });
    return d;
  }
  /// f(a, b) with the two partial derivatives.
  VERDET_INLINE static SparseDual chain(const T& f, const SparseDual& a, const T& da,
                                        const SparseDual& b, const T& db) {
    SparseDual d(f);
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      if (a.live[i] && b.live[i])
        d.put(i, da * a.grad[i] + db * b.grad[i]);
      else if (a.live[i])
        d.put(i, da * a.grad[i]);
      else if (b.live[i])
        d.put(i, db * b.grad[i]);
    });
    return d;
  }

  VERDET_INLINE SparseDual& operator+=(const SparseDual& b) { return *this = *this + b; }
  VERDET_INLINE SparseDual& operator-=(const SparseDual& b) { return *this = *this - b; }
  VERDET_INLINE SparseDual& operator*=(const SparseDual& b) { return *this = *this * b; }

  friend VERDET_INLINE SparseDual operator-(const SparseDual& a) {
    SparseDual d(-a.value);
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      if (a.live[i]) d.put(i, -a.grad[i]);
    });
    return d;
  }
  friend VERDET_INLINE SparseDual operator+(const SparseDual& a, const SparseDual& b) {
    SparseDual d(a.value + b.value);
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      if (a.live[i] && b.live[i])
        d.put(i, a.grad[i] + b.grad[i]);
      else if (a.live[i] || b.live[i])
        d.put(i, a.live[i] ? a.grad[i] : b.grad[i]);
    });
    return d;
  }
  friend VERDET_INLINE SparseDual operator-(const SparseDual& a, const SparseDual& b) {
    SparseDual d(a.value - b.value);
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      if (a.live[i] && b.live[i])
        d.put(i, a.grad[i] - b.grad[i]);
      else if (a.live[i] || b.live[i])
        d.put(i, a.live[i] ? a.grad[i] : -b.grad[i]);
    });
    return d;
  }
  friend VERDET_INLINE SparseDual operator*(const SparseDual& a, const SparseDual& b) {
    return chain(a.value * b.value, a, b.value, b, a.value);
  }
  friend VERDET_INLINE SparseDual operator/(const SparseDual& a, const SparseDual& b) {
    const T inverse = 1.0 / b.value;
    const T f = a.value * inverse;
    return chain(f, a, inverse, b, -(f * inverse));
  }
  friend VERDET_INLINE SparseDual operator+(const SparseDual& a, double b) {
    SparseDual d = a;
    d.value = a.value + b;
    return d;
  }
  friend VERDET_INLINE SparseDual operator+(double a, const SparseDual& b) { return b + a; }
  friend VERDET_INLINE SparseDual operator-(const SparseDual& a, double b) { return a + (-b); }
  friend VERDET_INLINE SparseDual operator-(double a, const SparseDual& b) { return -b + a; }
  friend VERDET_INLINE SparseDual operator*(const SparseDual& a, double b) {
    return a.chain(a.value * b, T(b));
  }
  friend VERDET_INLINE SparseDual operator*(double a, const SparseDual& b) { return b * a; }
  friend VERDET_INLINE SparseDual operator/(const SparseDual& a, double b) { return a * (1.0 / b); }
  friend VERDET_INLINE SparseDual operator/(double a, const SparseDual& b) {
    const T f = a / b.value;
    return b.chain(f, -(f / b.value));
  }

  friend auto operator<(const SparseDual& a, const SparseDual& b) { return a.value < b.value; }
  friend auto operator>(const SparseDual& a, const SparseDual& b) { return a.value > b.value; }
  friend auto operator<(const SparseDual& a, double b) { return a.value < T(b); }
  friend auto operator>(const SparseDual& a, double b) { return a.value > T(b); }

  friend VERDET_INLINE SparseDual sqrt(const SparseDual& a) {
    const T root = sqrt(a.value);
    return a.chain(root, 0.5 / root);
  }
  friend VERDET_INLINE SparseDual exp(const SparseDual& a) {
    const T e = exp(a.value);
    return a.chain(e, e);
  }
  friend VERDET_INLINE SparseDual log(const SparseDual& a) {
    return a.chain(log(a.value), 1.0 / a.value);
  }
  friend VERDET_INLINE SparseDual sin(const SparseDual& a) {
    return a.chain(sin(a.value), cos(a.value));
  }
  friend VERDET_INLINE SparseDual cos(const SparseDual& a) {
    return a.chain(cos(a.value), -sin(a.value));
  }
  friend VERDET_INLINE SparseDual pow(const SparseDual& a, double p) {
    return a.chain(pow(a.value, p), p * pow(a.value, p - 1));
  }
  friend VERDET_INLINE SparseDual abs(const SparseDual& a) {
    return a.chain(abs(a.value), select(a.value < T(0.0), T(-1.0), T(1.0)));
  }
  template <class Mask>
  friend VERDET_INLINE SparseDual select(const Mask& condition, const SparseDual& yes,
                                         const SparseDual& no) {
    SparseDual d(select(condition, yes.value, no.value));
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      if (yes.live[i] || no.live[i]) d.put(i, select(condition, yes.partial(i), no.partial(i)));
    });
    return d;
  }

  friend VERDET_INLINE bool is_zero(const SparseDual& a) {
    bool constant = true;
    unroll<N>([&](auto i) __attribute__((always_inline)) { constant = constant && !a.live[i]; });
    return constant && is_zero(a.value);
  }

  VERDET_INLINE T partial(std::size_t i) const { return live[i] ? grad[i] : T(0.0); }
  VERDET_INLINE void put(std::size_t i, const T& slope) {
    grad[i] = slope;
    live[i] = true;
  }

 private:
  // One by one: the compiler copies a whole structure as memory, and flags that have been memory
  // are no constants any more (a ring with branches in its rates took 1.7 times as long).
  VERDET_INLINE void take_slopes(const SparseDual& b) {
    unroll<N>([&](auto i) __attribute__((always_inline)) {
      live[i] = b.live[i];
      if (b.live[i]) grad[i] = b.grad[i];
    });
  }
};

}  // namespace verdet
