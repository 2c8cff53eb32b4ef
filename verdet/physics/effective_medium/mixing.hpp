// Effective permittivity of a fine mixture of two isotropic media.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "verdet/physics/elementary.hpp"

namespace verdet::physics {

enum class Mixing {
  LorentzLorenz,  ///< polarisabilities add: the second as dilute spheres in vacuum
  Bruggeman,      ///< each as spheres in the effective medium, symmetric in the two
  Linear          ///< permittivities add: fields along the boundaries, the upper Wiener bound
};

inline constexpr std::array<std::string_view, 3> kMixingNames = {"lorentz_lorenz", "bruggeman",
                                                                 "linear"};

constexpr std::string_view mixing_name(Mixing rule) {
  return kMixingNames[static_cast<std::size_t>(rule)];
}
constexpr std::optional<Mixing> mixing_named(std::string_view name) {
  for (std::size_t i = 0; i < kMixingNames.size(); ++i)
    if (kMixingNames[i] == name) return static_cast<Mixing>(i);
  return std::nullopt;
}

/// (eps - 1)/(eps + 2) = x (second - 1)/(second + 2) + (1 - x) (first - 1)/(first + 2)
template <class T>
Complex<T> mix_lorentz_lorenz(const Complex<T>& first, const Complex<T>& second, const T& x) {
  const auto polarisability = [](const Complex<T>& e) { return (e - T(1.0)) / (e + T(2.0)); };
  const Complex<T> sum = x * polarisability(second) + (1.0 - x) * polarisability(first);
  return (T(1.0) + T(2.0) * sum) / (T(1.0) - sum);
}

/// The root of x (second - eps)/(second + 2 eps) + (1 - x) (first - eps)/(first + 2 eps) = 0 that
/// is passive: eps = (b +- sqrt(b^2 + 8 first second))/4, b = (3 x - 1) second + (2 - 3 x) first.
/// The product of the two roots is -first second / 2, so that of passive constituents exactly one
/// root lies in the upper half plane.
template <class T>
Complex<T> mix_bruggeman(const Complex<T>& first, const Complex<T>& second, const T& x) {
  const Complex<T> b = (3.0 * x - 1.0) * second + (2.0 - 3.0 * x) * first;
  const Complex<T> root = sqrt(b * b + T(8.0) * (first * second));
  const Complex<T> upper = T(0.25) * (b + root);
  return value_of(upper.im) < 0 ? T(0.25) * (b - root) : upper;
}

/// Permittivity of a mixture with the share `x` (by volume) of `second`; exact at x = 0 and 1.
template <class T>
Complex<T> mix(Mixing rule, const Complex<T>& first, const Complex<T>& second, const T& x) {
  switch (rule) {
    case Mixing::LorentzLorenz:
      return mix_lorentz_lorenz(first, second, x);
    case Mixing::Bruggeman:
      return mix_bruggeman(first, second, x);
    default:
      return x * second + (1.0 - x) * first;
  }
}

}  // namespace verdet::physics
