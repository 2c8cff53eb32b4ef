// The properties a record can state, each with its name in files and its SI unit.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "verdet/base/units.hpp"

namespace verdet {

enum class Property {
  RefractiveIndex,
  ExtraordinaryIndex,
  Extinction,
  FreeCarriers,
  SheetConductivity,
  Pockels,
  Gyration,
  Kerr,
  TwoPhotonAbsorption,
  SaturationIntensity,
  ThermoOptic,
  Density,
  HeatCapacity,
  VolumetricHeatCapacity,
  ThermalConductivity,
  ElectricalConductivity,
  StaticPermittivity,
  BandGap,
  BandGapNarrowing,
  IntrinsicDensity,
  ConductionStates,
  ValenceStates,
  ElectronMobility,
  HoleMobility,
  ElectronLifetime,
  HoleLifetime,
  AugerRecombination,
  RadiativeRecombination,
  CurieTemperature,
  DemagnetisationRate,
  ElectronPhononCoupling,
  ElectronHeatSlope
};

struct PropertyInfo {
  Property property;
  std::string_view name;
  const char* unit;  ///< SI unit of the value; of n for the index, of dn for carriers
  Kind kind;
  bool optical;  ///< depends on the wavelength: records state for which it holds
  std::string_view meaning;
};

inline constexpr std::array<PropertyInfo, 32> kProperties = {{
    {Property::RefractiveIndex, "refractive_index", "1", Kind::Number, true,
     "complex index n + ik"},
    {Property::ExtraordinaryIndex, "extraordinary_index", "1", Kind::Number, true,
     "complex index along the optic axis, where refractive_index is the ordinary one"},
    {Property::Extinction, "extinction", "1", Kind::Number, true,
     "k alone, where n was not measured"},
    {Property::FreeCarriers, "free_carriers", "1", Kind::Number, true,
     "change of index and absorption by free carriers"},
    {Property::SheetConductivity, "sheet_conductivity", "S", Kind::Quantity, true,
     "complex conductivity of a sheet, in its plane"},
    {Property::Pockels, "pockels", "m/V", Kind::Quantity, true,
     "linear electro-optic coefficients"},
    {Property::Gyration, "gyration", "1", Kind::Number, true,
     "g of the permittivity eps_ij + i g e_ijk m_k at saturation"},
    {Property::Kerr, "kerr", "m^2/W", Kind::Quantity, true, "n2 of n = n0 + n2 I"},
    {Property::TwoPhotonAbsorption, "two_photon_absorption", "m/W", Kind::Quantity, true,
     "beta of alpha = alpha0 + beta I"},
    {Property::SaturationIntensity, "saturation_intensity", "W/m^2", Kind::Quantity, true,
     "I_s of a share of the absorption that falls as 1/(1 + I/I_s)"},
    {Property::ThermoOptic, "thermo_optic", "1/K", Kind::Quantity, true, "dn/dT"},
    {Property::Density, "density", "kg/m^3", Kind::Quantity, false, "mass density"},
    {Property::HeatCapacity, "heat_capacity", "J/(kg K)", Kind::Quantity, false,
     "specific heat at constant pressure"},
    {Property::VolumetricHeatCapacity, "volumetric_heat_capacity", "J/(m^3 K)", Kind::Quantity,
     false, "density times specific heat"},
    {Property::ThermalConductivity, "thermal_conductivity", "W/(m K)", Kind::Quantity, false,
     "thermal conductivity"},
    {Property::ElectricalConductivity, "electrical_conductivity", "S/m", Kind::Quantity, false,
     "direct-current conductivity"},
    {Property::StaticPermittivity, "static_permittivity", "1", Kind::Number, false,
     "relative permittivity at low frequency"},
    {Property::BandGap, "band_gap", "J", Kind::Quantity, false, "energy between the bands"},
    {Property::BandGapNarrowing, "band_gap_narrowing", "J", Kind::Quantity, false,
     "what doping takes off the gap"},
    {Property::IntrinsicDensity, "intrinsic_density", "m^-3", Kind::Quantity, false,
     "electrons of the pure material"},
    {Property::ConductionStates, "conduction_states", "m^-3", Kind::Quantity, false,
     "effective density of states of the conduction band"},
    {Property::ValenceStates, "valence_states", "m^-3", Kind::Quantity, false,
     "effective density of states of the valence band"},
    {Property::ElectronMobility, "electron_mobility", "m^2/(V s)", Kind::Quantity, false,
     "drift mobility of electrons at low field"},
    {Property::HoleMobility, "hole_mobility", "m^2/(V s)", Kind::Quantity, false,
     "drift mobility of holes at low field"},
    {Property::ElectronLifetime, "electron_lifetime", "s", Kind::Quantity, false,
     "lifetime of electrons by defects"},
    {Property::HoleLifetime, "hole_lifetime", "s", Kind::Quantity, false,
     "lifetime of holes by defects"},
    {Property::AugerRecombination, "auger_recombination", "m^-3/s", Kind::Quantity, false,
     "rate of Auger recombination"},
    {Property::RadiativeRecombination, "radiative_recombination", "m^3/s", Kind::Quantity, false,
     "B of the rate B (n p - n_i^2)"},
    {Property::CurieTemperature, "curie_temperature", "K", Kind::Temperature, false,
     "where the magnetisation vanishes"},
    {Property::DemagnetisationRate, "demagnetisation_rate", "1/s", Kind::Quantity, false,
     "R of the three-temperature model of ultrafast demagnetisation"},
    {Property::ElectronPhononCoupling, "electron_phonon_coupling", "W/(m^3 K)", Kind::Quantity,
     false, "heat flow from electrons to lattice"},
    {Property::ElectronHeatSlope, "electron_heat_slope", "J/(m^3 K^2)", Kind::Quantity, false,
     "heat capacity of the electrons over their temperature"},
}};

constexpr const PropertyInfo& info(Property property) {
  return kProperties[static_cast<std::size_t>(property)];
}

/// The property of that name, or nothing.
constexpr std::optional<Property> property_named(std::string_view name) {
  for (const PropertyInfo& known : kProperties)
    if (known.name == name) return known.property;
  return std::nullopt;
}

}  // namespace verdet
