// Conversion between units of one dimension.
#pragma once

#include <string>

namespace verdet {

struct UnitScale {
  double factor = 1;      ///< SI per unit
  double reciprocal = 1;  ///< units per SI, exact for the decimal prefixes
  double offset = 0;      ///< SI value of 0 unit

  double apply(double value) const { return factor < 1 ? value / reciprocal : value * factor; }
};

/// How `from` becomes `to`; throws InputError where one is no unit or their dimensions differ.
UnitScale unit_scale(const std::string& from, const std::string& to);

}  // namespace verdet
