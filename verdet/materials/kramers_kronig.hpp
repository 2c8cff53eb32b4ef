// Are n and k of a table consistent with causality?
#pragma once

#include <span>
#include <string>
#include <vector>

#include "verdet/materials/record.hpp"

namespace verdet {

/// Outcome of a Kramers-Kronig check.
struct KramersKronig {
  enum class Verdict {
    Consistent,
    Inconsistent,
    Undecided  ///< the range does not allow a verdict; `reason` says why
  };
  Verdict verdict = Verdict::Undecided;
  std::string reason;
  double deviation = 0;            ///< largest |n - n_KK| over the inner range
  double at = 0;                   ///< wavelength of the largest deviation, m
  double tolerance = 0;            ///< what `deviation` was compared with
  Range inner;                     ///< wavelengths judged, m
  std::vector<double> wavelength;  ///< m, of the inner samples, ascending
  std::vector<double> n_from_k;    ///< n by the integral of k with the fitted outer absorption
};

/// Compares a table's n with the Kramers-Kronig integral of its k,
///
///   n(w) = 1 + (2/pi) P int_a^b w' k(w') / (w'^2 - w^2) dw' + outer(w),
///
/// with k joined by straight lines in w between samples (the principal value is then exact in
/// closed form) over the table's range [a, b]. Absorption outside it is unknown but acts inside
/// through a smooth `outer(w)`: from below a in powers of w^-2, from above b in powers of w^2. Its
/// terms w^-4, w^-2, 1, w^2, w^4 are fitted by least squares on the inner range, which leaves out
/// an eighth of the octaves at either end, where the unknown absorption is close and the expansion
/// fails. What remains is the deviation. An error of n of exactly that smooth shape goes unseen,
/// and so does a wrong scale of k below about the tolerance: the check can refute and corroborate,
/// not prove.
///
/// Undecided when the table spans less than an octave, has fewer than 16 inner samples, or absorbs
/// too little (the integral varies by less than the tolerance). Tolerance: the larger of 0.02 and
/// `relative_tolerance` of the spread of n over the inner range; the default passes the scatter of
/// reflection measurements (noble metals) and refutes models that break causality. Cost O(N^2).
/// Arrays of equal size, ascending in wavelength; throws Error otherwise.
KramersKronig kramers_kronig(std::span<const double> wavelength, std::span<const double> n,
                             std::span<const double> k, double relative_tolerance = 0.1);

/// The same for a record; Undecided unless it is a table of both n and k. Two grids are joined on
/// that of k.
KramersKronig kramers_kronig(const Record& record, double relative_tolerance = 0.1);

}  // namespace verdet
