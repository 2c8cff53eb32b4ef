// The properties a record can state, each with its name in files and its SI unit.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "verdet/base/units.hpp"

namespace verdet {

enum class Property {
  RefractiveIndex,
  Extinction,
  FreeCarriers,
  SheetConductivity,
  Kerr,
  TwoPhotonAbsorption,
  ThermoOptic,
  Density,
  HeatCapacity,
  VolumetricHeatCapacity,
  ThermalConductivity
};

struct PropertyInfo {
  Property property;
  std::string_view name;
  const char* unit;  ///< SI unit of the value; of n for the index, of dn for carriers
  Kind kind;
  std::string_view meaning;
};

inline constexpr std::array<PropertyInfo, 11> kProperties = {{
    {Property::RefractiveIndex, "refractive_index", "1", Kind::Number, "complex index n + ik"},
    {Property::Extinction, "extinction", "1", Kind::Number, "k alone, where n was not measured"},
    {Property::FreeCarriers, "free_carriers", "1", Kind::Number,
     "change of index and absorption by free carriers"},
    {Property::SheetConductivity, "sheet_conductivity", "S", Kind::Quantity,
     "complex conductivity of a sheet, in its plane"},
    {Property::Kerr, "kerr", "m^2/W", Kind::Quantity, "n2 of n = n0 + n2 I"},
    {Property::TwoPhotonAbsorption, "two_photon_absorption", "m/W", Kind::Quantity,
     "beta of alpha = alpha0 + beta I"},
    {Property::ThermoOptic, "thermo_optic", "1/K", Kind::Quantity, "dn/dT"},
    {Property::Density, "density", "kg/m^3", Kind::Quantity, "mass density"},
    {Property::HeatCapacity, "heat_capacity", "J/(kg K)", Kind::Quantity,
     "specific heat at constant pressure"},
    {Property::VolumetricHeatCapacity, "volumetric_heat_capacity", "J/(m^3 K)", Kind::Quantity,
     "density times specific heat"},
    {Property::ThermalConductivity, "thermal_conductivity", "W/(m K)", Kind::Quantity,
     "thermal conductivity"},
}};

constexpr const PropertyInfo& info(Property property) {
  return kProperties[static_cast<std::size_t>(property)];
}

/// False for properties that light has no part in: their records state no wavelength.
constexpr bool is_optical(Property property) {
  return property != Property::Density && property != Property::HeatCapacity &&
         property != Property::VolumetricHeatCapacity && property != Property::ThermalConductivity;
}

/// The property of that name, or nothing.
constexpr std::optional<Property> property_named(std::string_view name) {
  for (const PropertyInfo& known : kProperties)
    if (known.name == name) return known.property;
  return std::nullopt;
}

}  // namespace verdet
