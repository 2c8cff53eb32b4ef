// The range in which a record holds, and the refusal outside it.
#pragma once

#include <limits>
#include <string>

namespace verdet {

/// A closed interval in SI; unbounded unless stated.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  /// True for values inside, with a relative slack of 1e-12 for rounded unit conversions.
  bool contains(double value) const noexcept {
    return value >= low - 1e-12 * (low < 0 ? -low : low) &&
           value <= high + 1e-12 * (high < 0 ? -high : high);
  }
  bool bounded() const noexcept {
    return low > -std::numeric_limits<double>::infinity() &&
           high < std::numeric_limits<double>::infinity();
  }
  Range intersected(const Range& other) const noexcept {
    return {low > other.low ? low : other.low, high < other.high ? high : other.high};
  }
  bool operator==(const Range&) const = default;
};

/// Where a record holds. Carrier densities are bounded above only: the effect of few carriers goes
/// to 0 with their number.
struct Validity {
  Range wavelength;     ///< m, in vacuum
  Range temperature;    ///< K
  Range carriers;       ///< m^-3, each of electrons and holes
  Range sheet_density;  ///< m^-2, of a layer

  bool operator==(const Validity&) const = default;
};

/// Throws DomainError "wavelength 20 um lies outside 1.36 um to 11 um, the validity of
/// Si/Salzberg1957 (Salzberg1957)" unless `range` contains `value`.
void require_within(const Range& range, double value, const std::string& quantity,
                    const std::string& si_unit, const std::string& record);

}  // namespace verdet
