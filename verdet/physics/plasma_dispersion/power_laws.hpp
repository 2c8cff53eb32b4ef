// Plasma dispersion of silicon as power laws of the carrier densities, tabulated in wavelength.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "verdet/base/math.hpp"
#include "verdet/physics/plasma_dispersion/carrier_effect.hpp"

namespace verdet::physics {

/// prefactor * N^exponent with N in cm^-3; a law of prefactor 0 is no effect.
struct DensityPower {
  double prefactor = 0;
  double exponent = 1;
};

/// One wavelength: dn = -(p N^q + r P^s), dalpha = a N^b + c P^d, in 1/cm for densities in cm^-3.
struct CarrierRow {
  double um = 0;  ///< vacuum wavelength
  DensityPower electron_absorption, hole_absorption, electron_index, hole_index;
};

/// Rows in ascending wavelength (bib: Nedeljkovic2011; the linear laws of SorefBennett1987
/// at 1.3 and 1.55 um are the case of two rows).
///
/// Between rows the logarithm of each *value* at the given density is interpolated linearly in
/// wavelength: ln v = ln p + q ln N with ln p and q linear. Interpolating p itself beside q, as
/// some codes do, leaves the two uncorrelated and is wrong by a factor of 2.6 halfway between 1.3
/// and 1.55 um.
struct CarrierPowerLaws {
  std::vector<CarrierRow> rows;

  /// Below this density (cm^-3) every law is continued by a straight line to 0, so that P^0.8 keeps
  /// a finite slope at a cold start; there |dn| < 4e-10 at 1.55 um.
  static constexpr double kLinearBelow = 1e10;

  /// Effect of `electrons` and `holes` (m^-3) at the vacuum wavelength `um`. Outside the rows the
  /// first or last interval is continued; the caller checks the range.
  template <class T>
  CarrierEffect<T> operator()(const T& um, const T& electrons, const T& holes) const {
    const std::size_t i = interval(value_of(um));
    const CarrierRow& low = rows[i];
    const CarrierRow& high = rows[std::min(i + 1, rows.size() - 1)];
    const double width = high.um - low.um;
    const T t = width > 0 ? (um - low.um) / width : T(0.0);
    const T n = electrons * 1e-6;
    const T p = holes * 1e-6;
    CarrierEffect<T> effect;
    effect.index = -(between(low.electron_index, high.electron_index, t, n) +
                     between(low.hole_index, high.hole_index, t, p));
    effect.absorption = 100.0 * (between(low.electron_absorption, high.electron_absorption, t, n) +
                                 between(low.hole_absorption, high.hole_absorption, t, p));
    return effect;
  }

 private:
  std::size_t interval(double um) const {
    const auto above = std::upper_bound(rows.begin(), rows.end(), um,
                                        [](double x, const CarrierRow& row) { return x < row.um; });
    const auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - rows.begin() - 1, 0));
    return std::min(i, rows.size() < 2 ? 0 : rows.size() - 2);
  }

  template <class T>
  static T between(const DensityPower& low, const DensityPower& high, const T& t,
                   const T& density) {
    if (low.prefactor == 0 || high.prefactor == 0) return T(0.0);
    const double ln_low = std::log(low.prefactor);
    const T ln_prefactor = ln_low + t * (std::log(high.prefactor) - ln_low);
    const T exponent = low.exponent + t * (high.exponent - low.exponent);
    const T safe = select(density > kLinearBelow, density, T(kLinearBelow));
    const T value = exp(ln_prefactor + exponent * log(safe));
    return select(density > kLinearBelow, value, value * (density / kLinearBelow));
  }
};

}  // namespace verdet::physics
