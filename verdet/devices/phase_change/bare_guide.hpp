// The guide that joins the parts of a device, without a film.
#pragma once

#include <cmath>
#include <complex>
#include <numbers>

namespace verdet {

/// Index linear in wavelength: constant group index.
struct BareGuide {
  double index = 0, group_index = 0;  ///< at `reference`
  double reference = 0;               ///< wavelength, m
  double attenuation = 0;             ///< power, 1/m

  /// Phase that a length (m) of it adds, rad.
  double phase(double length, double wavelength) const {
    const double slope = (index - group_index) / reference;
    const double n = index + slope * (wavelength - reference);
    return 2 * std::numbers::pi * n * length / wavelength;
  }
  /// Field behind it.
  std::complex<double> field(double length, double wavelength) const {
    return std::polar(std::exp(-0.5 * attenuation * length), phase(length, wavelength));
  }
  /// Power behind it.
  double power(double length) const { return std::exp(-attenuation * length); }
};

}  // namespace verdet
