// Resonances of a device measured on its own response, not on a sampling grid.
#pragma once

#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/devices/device.hpp"

namespace verdet {

/// One resonance dip of the through port. Without a dip (an all-pass ring without loss) fwhm, q and
/// finesse are NaN.
struct Resonance {
  double wavelength;  ///< of the minimum, m
  double fwhm;        ///< full width at half of the dropped power 1 - T, m
  double q;           ///< wavelength / fwhm
  double finesse;     ///< fsr / fwhm
  double fsr;         ///< local, wavelength^2 / (n_g L), m
  double extinction;  ///< transmission half-way between resonances over that at the dip
};

/// All resonances with their wavelength in [from, to], ascending. Each minimum and each half-power
/// point is found by iteration on the device's transmission to 1e-12 of its linewidth.
std::vector<Resonance> measure_resonances(const Scattering& scattering, const Resonant& resonant,
                                          double from, double to, const Context& context);

}  // namespace verdet
