// From parameters to the coefficients of a model's equations, for doubles and for duals.
//
// A model D states
//   template <class T> using Parameters;                      // the statement
//   template <class T> struct Coefficients { T ...; };        // nothing but T
//   template <class T> static Coefficients<T> coefficients(const Parameters<T>&);
// or, when part of the way is a grid solve that cannot be templated,
//   template <class T> struct Prepared { T ...; };            // nothing but T
//   static Prepared<double> prepare(const Parameters<double>&, const Environment&);
//   template <class T> static Coefficients<T> coefficients(const Parameters<T>&, const
//   Prepared<T>&);
#pragma once

#include <cmath>
#include <cstring>
#include <string>
#include <type_traits>

#include "verdet/base/dual.hpp"
#include "verdet/base/text.hpp"
#include "verdet/devices/device.hpp"

namespace verdet {

template <class D, class T>
using ParametersOf = typename D::template Parameters<T>;
template <class D, class T>
using CoefficientsOf = typename D::template Coefficients<T>;

template <class D>
concept Prepares = requires {
  typename D::template Prepared<double>;
};

/// Number of T in an aggregate of nothing but T.
template <template <class> class A>
constexpr std::size_t scalar_count() {
  static_assert(std::is_trivially_copyable_v<A<double>>);
  return sizeof(A<double>) / sizeof(double);
}

/// The aggregate A<To> with every scalar set from A<double>: constants for duals, one value for all
/// lanes.
template <template <class> class A, class To>
A<To> lift(const A<double>& from) {
  static_assert(sizeof(A<To>) == scalar_count<A>() * sizeof(To));
  A<To> to;
  const double* source = reinterpret_cast<const double*>(&from);
  To* target = reinterpret_cast<To*>(&to);
  for (std::size_t i = 0; i < scalar_count<A>(); ++i) target[i] = To(source[i]);
  return to;
}

using Slope = Dual<double, 1>;

namespace detail {

// Walks two statements of equal shape and seeds the dual that belongs to the double at `target`.
struct Seed {
  const double* target;
  bool found = false;

  void operator()(const About&, double& from, Slope& to) {
    if (&from != target) return;
    to.grad[0] = 1.0;
    found = true;
  }
  template <class X, class Y>
  void operator()(const About& about, std::optional<X>& from, std::optional<Y>& to) {
    if (from) (*this)(about, *from, *to);
  }
  template <class X, class Y>
  void operator()(const About& about, std::vector<X>& from, std::vector<Y>& to) {
    for (std::size_t i = 0; i < from.size(); ++i) (*this)(about, from[i], to[i]);
  }
  template <class X, class Y>
  void operator()(const About&, X& from, Y& to) {
    if constexpr (requires { X::visit(*this, from, to); }) X::visit(*this, from, to);
  }
};

}  // namespace detail

template <class D>
CoefficientsOf<D, double> coefficients_of(const ParametersOf<D, double>& parameters,
                                          const Environment& environment) {
  if constexpr (Prepares<D>)
    return D::coefficients(parameters, D::prepare(parameters, environment));
  else
    return D::coefficients(parameters);
}

/// Coefficients with their derivative with respect to the parameter at `path`: exact through duals,
/// the prepared part by a central difference.
template <class D>
CoefficientsOf<D, Slope> coefficient_slopes(const ParametersOf<D, double>& parameters,
                                            const std::string& path,
                                            const Environment& environment) {
  ParameterSet set = ParameterSet::of(parameters);
  const double* target = nullptr;
  std::vector<std::string> known;
  for (const Leaf& leaf : set.leaves()) {
    known.push_back(leaf.path);
    if (leaf.path == path) target = leaf.value;
  }
  if (!target) throw InputError("unknown parameter '" + path + "'" + suggestion(path, known));
  auto& values = const_cast<ParametersOf<D, double>&>(set.template as<ParametersOf<D, double>>());
  ParametersOf<D, Slope> dual;
  fill_field(values, dual);
  detail::Seed seed{target};
  seed(About{}, values, dual);
  if constexpr (!Prepares<D>) {
    return D::coefficients(dual);
  } else {
    auto* moving = const_cast<double*>(target);
    const double value = *moving;
    const double step = 1e-4 * std::max(std::abs(value), 1e-9);
    const auto middle = D::prepare(values, environment);
    *moving = value + step;
    const auto above = D::prepare(values, environment);
    *moving = value - step;
    const auto below = D::prepare(values, environment);
    auto prepared = lift<D::template Prepared, Slope>(middle);
    auto* slopes = reinterpret_cast<Slope*>(&prepared);
    const auto* a = reinterpret_cast<const double*>(&above);
    const auto* b = reinterpret_cast<const double*>(&below);
    for (std::size_t i = 0; i < scalar_count<D::template Prepared>(); ++i)
      slopes[i].grad[0] = (a[i] - b[i]) / (2 * step);
    return D::coefficients(dual, prepared);
  }
}

}  // namespace verdet
