#include "verdet/fields/guide/band.hpp"

#include <fmt/format.h>

#include "verdet/base/error.hpp"
#include "verdet/base/units.hpp"

namespace verdet {

void check_band(double wavelength, double shortest, double longest) {
  // Half a picometre of slack: the ends of a band are decimal numbers that rounding moves.
  constexpr double kSlack = 0.5e-12;
  if (wavelength >= shortest - kSlack && wavelength <= longest + kSlack) return;
  throw DomainError(fmt::format(
      "wavelength {} lies outside {} ... {}, for which the device's waveguide was solved; raise "
      "'bandwidth' or move 'reference_wavelength'",
      format_quantity(wavelength, "m"), format_quantity(shortest, "m"),
      format_quantity(longest, "m")));
}

}  // namespace verdet
