// Index change of a layered semiconductor by the carriers of its sheet, far from its resonances.
#pragma once

#include <numbers>

#include "verdet/base/math.hpp"
#include "verdet/physics/plasma_dispersion/carrier_effect.hpp"

namespace verdet::physics {

/// dn = index N, dk = extinction N, with N the carriers per area in m^-2: a straight line through
/// one measured density.
struct SheetCarriers {
  double index = 0;       ///< m^2
  double extinction = 0;  ///< m^2

  template <class T>
  CarrierEffect<T> operator()(const T& wavelength, const T& density) const {
    return {index * density, extinction * density * (4 * std::numbers::pi) / wavelength};
  }
};

}  // namespace verdet::physics
