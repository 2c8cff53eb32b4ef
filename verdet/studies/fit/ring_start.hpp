// Where the fit of a ring starts: the resonances that are seen in its spectrum.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace verdet {

/// A dip of a transmission spectrum.
struct Dip {
  double wavelength = 0;            ///< m, of the deepest point
  double depth = 0;                 ///< 1 - transmission at the dip over that beside it
  double width = 0;                 ///< full width at half depth, m
  std::size_t first = 0, last = 0;  ///< samples at half depth
};

/// Dips of `power` over ascending wavelengths that are deeper than `least` of the local level, by
/// ascending wavelength. The level is the running upper envelope; noise is smoothed over a few
/// samples.
std::vector<Dip> find_dips(std::span<const double> wavelengths, std::span<const double> power,
                           double least = 0.05);

/// Free spectral range from equally spaced dips (m at the middle of the data); nothing for fewer
/// than two.
std::optional<double> spacing_of(const std::vector<Dip>& dips);

/// The effective index at lambda0 of a ring of length L whose n_eff is linear in wavelength with
/// group index n_g and that has a resonance at `dip`:
///   n_eff(lambda) = n (lambda/lambda0) - n_g (lambda - lambda0)/lambda0 = m dip / L.
/// Orders m differ by lambda0/L in n and have the same spectrum; the one nearest to `guess` is
/// taken.
double aligned_index(double dip, double length, double group_index, double lambda0, double guess);

/// n_eff that goes with a group index in common waveguides (silicon wire 2.4 with 4.2, silicon
/// nitride 1.8 with 2.1): chooses among the orders, which the spectrum cannot.
double usual_index(double group_index);

}  // namespace verdet
