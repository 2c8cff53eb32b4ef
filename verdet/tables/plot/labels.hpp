// Words on a figure: names with the unit in which the numbers are shown.
#pragma once

#include <string>
#include <vector>

#include "verdet/tables/plot/figure.hpp"
#include "verdet/tables/table.hpp"

namespace verdet::plot {

/// The unit numbers are shown in and its size in SI: ("nm", 1e-9), ("10¹⁷ cm⁻³", 1e23), ("", 1).
struct ShownUnit {
  std::string text;
  double size = 1;
};

/// The unit that suits values up to `magnitude`: a prefix where the unit takes one, nm for optical
/// wavelengths (`name` tells), cm⁻³ for densities, else a power of ten.
ShownUnit shown_unit(const std::string& name, const std::string& si_unit, double magnitude);

/// "Vacuum wavelength (nm)" from a long name (or else a name) and a unit.
std::string axis_label(const std::string& name, const std::string& long_name,
                       const ShownUnit& unit);

/// Values divided by the unit's size.
std::vector<double> shown(std::vector<double> values, const ShownUnit& unit);

/// "power = 1 mW" for one entry of an axis.
std::string value_text(const Axis& axis, std::size_t index);

/// The name with spaces for underscores.
std::string plain_name(const std::string& name);

/// The first letter upper case, unless the word looks like a symbol.
std::string sentence(std::string text);

/// The exponent in superscript digits: -3 becomes "⁻³".
std::string superscript(int exponent);

/// Number of characters of UTF-8 text.
std::size_t character_count(const std::string& text);

/// At most `limit` characters, the last one "…" when some were cut.
std::string shortened(const std::string& text, std::size_t limit);

/// The text in lines of at most `limit` characters, broken at spaces where there are any.
std::vector<std::string> wrapped(const std::string& text, std::size_t limit);

}  // namespace verdet::plot
