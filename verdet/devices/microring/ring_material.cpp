#include "verdet/devices/microring/ring_material.hpp"

#include <cmath>

#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

// c and q of value = c N^q, from the values at two densities: exact for a record of power laws.
PowerLaw<double> law_through(double low, double value_low, double high, double value_high) {
  if (value_low == 0 || value_high == 0) return {0, 1};
  const double q = std::log(value_high / value_low) / std::log(high / low);
  return {value_low / std::pow(low, q), q};
}

void set_carrier_laws(const Material& core, double wavelength, RingMaterial<double>& m) {
  constexpr double kLow = 1e22, kHigh = 1e24;  // m^-3
  const auto at = [&](double electrons, double holes) {
    return core.free_carriers(wavelength, {.electrons = electrons, .holes = holes});
  };
  const auto e1 = at(kLow, 0), e2 = at(kHigh, 0), h1 = at(0, kLow), h2 = at(0, kHigh);
  m.carrier_laws = 1;
  m.electron_index = law_through(kLow, -e1.index, kHigh, -e2.index);
  m.hole_index = law_through(kLow, -h1.index, kHigh, -h2.index);
  m.electron_absorption = law_through(kLow, e1.absorption, kHigh, e2.absorption);
  m.hole_absorption = law_through(kLow, h1.absorption, kHigh, h2.absorption);
}

// The properties that the records must supply for these parameters.
std::vector<Property> needed(const RingNonlinearity<double>& p) {
  std::vector<Property> list;
  if (!p.index) list.push_back(Property::RefractiveIndex);
  if (p.kerr_volume && !p.kerr) list.push_back(Property::Kerr);
  if (!p.two_photon_absorption) list.push_back(Property::TwoPhotonAbsorption);
  if (!p.carrier_index || !p.carrier_absorption) list.push_back(Property::FreeCarriers);
  if (!p.thermo_optic) list.push_back(Property::ThermoOptic);
  if (!p.density) list.push_back(Property::Density);
  if (!p.heat_capacity) list.push_back(Property::HeatCapacity);
  return list;
}

}  // namespace

RingMaterial<double> ring_material(const MicroringParameters<double>& p, double wavelength,
                                   const Environment& environment) {
  RingMaterial<double> m{};
  const std::vector<Property> properties = needed(*p.nonlinear);
  if (properties.empty()) return m;
  const Material core = environment.materials.find(p.core);
  const Conditions at{.temperature = p.temperature};
  for (const Property property : properties) switch (property) {
      case Property::RefractiveIndex:
        m.index = core.index(wavelength, at).real();
        break;
      case Property::Kerr:
        m.kerr = core.kerr(wavelength);
        break;
      case Property::TwoPhotonAbsorption:
        m.two_photon_absorption = core.two_photon_absorption(wavelength);
        break;
      case Property::FreeCarriers:
        set_carrier_laws(core, wavelength, m);
        break;
      case Property::ThermoOptic:
        m.thermo_optic = core.thermo_optic(wavelength, at);
        break;
      case Property::Density:
        m.density = core.density(p.temperature);
        break;
      case Property::HeatCapacity:
        m.heat_capacity = core.heat_capacity(p.temperature);
        break;
      default:
        break;
    }
  return m;
}

void add_nonlinear_sources(const MicroringParameters<double>& p, const Environment& environment,
                           std::vector<std::string>& records,
                           std::vector<std::string>& references) {
  for (const char* key : {"Johnson2006", "Borselli2005", "VanVaerenbergh2012"})
    references.emplace_back(key);
  const std::vector<Property> properties = needed(*p.nonlinear);
  if (properties.empty()) return;
  const Material core = environment.materials.find(p.core);
  for (const Property property : properties) {
    const Record& record = core.record(property);
    records.push_back(record.name);
    references.insert(references.end(), record.keys.begin(), record.keys.end());
  }
}

}  // namespace verdet
