// The state of a material in which its properties are asked for.
#pragma once

#include <array>
#include <string_view>

#include "verdet/base/math.hpp"
#include "verdet/base/units.hpp"

namespace verdet {

/// Beside the vacuum wavelength, what an optical property depends on; over double, or over duals
/// for derivatives.
template <class T>
struct ConditionsOf {
  T temperature{300};        ///< K
  T electrons{};             ///< free electrons above equilibrium, m^-3
  T holes{};                 ///< free holes above equilibrium, m^-3
  T crystalline_fraction{};  ///< share of the crystalline phase by volume, 0 to 1
  T sheet_density{};         ///< electrons per area of a layered material, m^-2
  T fermi_level{};           ///< from the Dirac point, J
  T scattering_time{};       ///< of the carriers of a sheet, s
  T interband_broadening{};  ///< of the transitions of a sheet, J
  T layers{1};               ///< of a sheet, each conducting alone (turbostratic stacking)
  T donors{};                ///< ionised, m^-3
  T acceptors{};             ///< ionised, m^-3

  bool operator==(const ConditionsOf&) const = default;
};

using Conditions = ConditionsOf<double>;

/// The same conditions over another scalar.
template <class T>
ConditionsOf<T> conditions_of(const Conditions& at) {
  return {T(at.temperature),   T(at.electrons),   T(at.holes),           T(at.crystalline_fraction),
          T(at.sheet_density), T(at.fermi_level), T(at.scattering_time), T(at.interband_broadening),
          T(at.layers),        T(at.donors),      T(at.acceptors)};
}

/// The plain doubles behind conditions over any scalar.
template <class T>
Conditions values_of(const ConditionsOf<T>& at) {
  return {value_of(at.temperature),     value_of(at.electrons),
          value_of(at.holes),           value_of(at.crystalline_fraction),
          value_of(at.sheet_density),   value_of(at.fermi_level),
          value_of(at.scattering_time), value_of(at.interband_broadening),
          value_of(at.layers),          value_of(at.donors),
          value_of(at.acceptors)};
}

/// A condition by its name in specs, records and commands.
struct ConditionInfo {
  std::string_view name;
  double Conditions::*member;
  Kind kind;
  const char* unit;
  std::string_view meaning;
};

inline constexpr std::array<ConditionInfo, 11> kConditions = {{
    {"temperature", &Conditions::temperature, Kind::Temperature, "K", "absolute temperature"},
    {"electrons", &Conditions::electrons, Kind::Quantity, "m^-3", "density of free electrons"},
    {"holes", &Conditions::holes, Kind::Quantity, "m^-3", "density of free holes"},
    {"crystalline_fraction", &Conditions::crystalline_fraction, Kind::Number, "1",
     "share of the crystalline phase by volume, 0 to 1"},
    {"sheet_density", &Conditions::sheet_density, Kind::Quantity, "m^-2",
     "electrons per area of a layered material"},
    {"fermi_level", &Conditions::fermi_level, Kind::Quantity, "J",
     "Fermi level of a sheet from the Dirac point"},
    {"scattering_time", &Conditions::scattering_time, Kind::Quantity, "s",
     "scattering time of the carriers of a sheet"},
    {"interband_broadening", &Conditions::interband_broadening, Kind::Quantity, "J",
     "broadening of the interband transitions of a sheet"},
    {"layers", &Conditions::layers, Kind::Number, "1", "layers of a sheet, each conducting alone"},
    {"donors", &Conditions::donors, Kind::Quantity, "m^-3", "density of ionised donors"},
    {"acceptors", &Conditions::acceptors, Kind::Quantity, "m^-3", "density of ionised acceptors"},
}};

/// What to do outside the validity of a record.
enum class Extrapolation {
  Refuse,  ///< throw DomainError naming quantity, value, range and record (the default)
  Allow    ///< continue the law; tables are held at their end values
};

}  // namespace verdet
