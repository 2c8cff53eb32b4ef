// The state of a material in which its properties are asked for.
#pragma once

namespace verdet {

/// Beside the vacuum wavelength, what an optical property depends on.
struct Conditions {
  double temperature = 300;  ///< K
  double electrons = 0;      ///< free electrons above equilibrium, m^-3
  double holes = 0;          ///< free holes above equilibrium, m^-3

  bool operator==(const Conditions&) const = default;
};

/// What to do outside the validity of a record.
enum class Extrapolation {
  Refuse,  ///< throw DomainError naming quantity, value, range and record (the default)
  Allow    ///< continue the law; tables are held at their end values
};

}  // namespace verdet
