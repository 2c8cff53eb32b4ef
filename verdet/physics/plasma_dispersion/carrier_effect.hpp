// What free carriers do to light in a semiconductor.
#pragma once

#include <numbers>

namespace verdet::physics {

/// Change of the real index (1, negative for free carriers) and of the power absorption (1/m,
/// positive) by electrons and holes.
template <class T>
struct CarrierEffect {
  T index{};
  T absorption{};
};

/// k of the index n + ik for a power absorption alpha (1/m): k = alpha lambda / (4 pi).
template <class T>
T extinction_of(const T& absorption, const T& wavelength) {
  return absorption * wavelength / (4 * std::numbers::pi);
}

}  // namespace verdet::physics
