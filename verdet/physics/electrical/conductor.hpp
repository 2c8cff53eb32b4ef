// What a current meets in a heater: a resistor, and a junction in front of it.
#pragma once

#include <algorithm>
#include <cmath>

#include "verdet/physics/constants.hpp"

namespace verdet::physics {

/// 1/(q n mu d), ohm per square, of a layer of `thickness` (m) with `density` carriers (m^-3) of
/// one kind and `mobility` (m^2/(V s)); with a density per area (m^-2), the thickness is 1.
inline double sheet_resistance(double density, double mobility, double thickness) {
  return 1 / (codata2018::kElementaryCharge * density * mobility * thickness);
}

/// Saturation current (A) of a PIN diode whose intrinsic region is flooded, n = p = n_i
/// exp(qV/2kT): what flows recombines there, I = q n volume/lifetime (charge control). It goes with
/// an ideality of 2.
inline double pin_saturation(double intrinsic_density, double volume, double lifetime) {
  return codata2018::kElementaryCharge * intrinsic_density * volume / lifetime;
}

/// V = slope ln(1 + I/saturation) + I resistance, V >= 0. Without saturation current there is no
/// junction.
struct Conductor {
  double resistance = 0;  ///< ohm
  double saturation = 0;  ///< I_0, A
  double slope = 0;       ///< n k T/q, V

  double junction_voltage(double current) const {
    return saturation > 0 ? slope * std::log1p(current / saturation) : 0;
  }
  double voltage(double current) const { return junction_voltage(current) + current * resistance; }

  /// dI/dV where `current` flows, S.
  double conductance(double current) const {
    return 1 / (resistance + (saturation > 0 ? slope / (current + saturation) : 0));
  }

  /// Newton for the junction's voltage: convex, so that it falls to the root from above.
  double current(double voltage) const {
    if (!(saturation > 0)) return voltage / resistance;
    double y = std::min(voltage, slope * std::log1p(voltage / (resistance * saturation)));
    for (int i = 0; i < 50; ++i) {
      const double flows = saturation * std::expm1(y / slope);
      const double step =
          (y + resistance * flows - voltage) / (1 + resistance * (flows + saturation) / slope);
      y -= step;
      if (std::abs(step) < 1e-15 * slope) break;
    }
    return saturation * std::expm1(y / slope);
  }
};

}  // namespace verdet::physics
