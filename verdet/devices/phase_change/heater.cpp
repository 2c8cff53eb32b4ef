#include "verdet/devices/phase_change/heater.hpp"

#include <fmt/format.h>

#include "verdet/devices/device.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

using Heater = SynapseHeater<double>;

// What the types take when the spec is silent.
struct Defaults {
  HeaterPlace place;
  double thickness;   // m
  double density;     // m^-3; of graphene over its thickness
  double mobility;    // m^2/(V s); 0: the core's record
  ThermalLayer heat;  // unverified
};

constexpr double kGraphite = 0.335e-9;  // m, distance of its layers

Defaults defaults_of(HeaterType type) {
  switch (type) {
    case HeaterType::ITO:
      return {HeaterPlace::Above, 50e-9, 4.1e26, 33.4e-4, {2.6e6, 5}};
    case HeaterType::graphene:
      return {HeaterPlace::Below, kGraphite, 1e17 / kGraphite, 0.1, {1.6e6, 6}};
    case HeaterType::doped_silicon:
      return {HeaterPlace::Core, 0, 1e25, 0, {}};
    case HeaterType::PIN:
      break;
  }
  return {HeaterPlace::Core, 0, 1e26, 0, {}};
}

double thickness_of(const Heater& heater) {
  const Defaults otherwise = defaults_of(heater.type);
  return heater.type == HeaterType::ITO ? heater.thickness.value_or(otherwise.thickness)
                                        : otherwise.thickness;
}

double density_of(const Heater& heater) {
  const Defaults otherwise = defaults_of(heater.type);
  if (heater.type != HeaterType::graphene) return heater.density.value_or(otherwise.density);
  return heater.sheet_density ? *heater.sheet_density / kGraphite : otherwise.density;
}

bool in_core(const Heater& heater) {
  return place_of(heater.type) == HeaterPlace::Core;
}

double sheet_of(const Heater& heater, const ThermalStack& stack, const Material& core,
                double ambient) {
  if (heater.sheet_resistance) return *heater.sheet_resistance;
  const double density = density_of(heater);
  if (!in_core(heater))
    return physics::sheet_resistance(
        density, heater.mobility.value_or(defaults_of(heater.type).mobility), thickness_of(heater));
  const double mobility = heater.mobility ? *heater.mobility
                                          : core.value(Property::ElectronMobility,
                                                       {.temperature = ambient, .donors = density});
  return physics::sheet_resistance(density, mobility, stack.core_height);
}

physics::Conductor diode_of(const Heater& heater, const ThermalStack& stack, const Material& core,
                            double ambient, double length) {
  const double density = core.value(Property::IntrinsicDensity, {.temperature = ambient});
  const double volume = stack.core_width * stack.core_height * length;
  constexpr double kIdeality = 2;
  return {0, physics::pin_saturation(density, volume, heater.lifetime),
          kIdeality * codata2018::kBoltzmann * ambient / codata2018::kElementaryCharge};
}

}  // namespace

HeaterPlace place_of(HeaterType type) {
  return defaults_of(type).place;
}

void add_heater(ThermalStack& stack, const Heater& heater) {
  stack.heater_place = place_of(heater.type);
  stack.heater_thickness = thickness_of(heater);
  stack.heater_resistance = heater.boundary_resistance;
  stack.heater = defaults_of(heater.type).heat;
}

void add_heater(FilmSection& section, const Heater& heater, const Environment& environment) {
  const double density = density_of(heater);
  if (heater.type == HeaterType::doped_silicon)
    section.core = section.core.with_state({.electrons = density});
  if (heater.type != HeaterType::ITO || section.cap_thickness > 0) return;
  section.cap_thickness = thickness_of(heater);
  section.cap = environment.materials.find(Node::text("ITO/Chen2010"), environment.context)
                    .with_state({.electrons = density});
}

HeaterBuild build_heater(const Heater& heater, const ThermalStack& stack, const Material& core,
                         double ambient) {
  HeaterBuild build;
  const double length = heater.length.value_or(stack.film_length);
  const double sides = 2 * heater.contact_distance, span = stack.core_width + sides;
  const double sheet = sheet_of(heater, stack, core, ambient);
  const bool diode = heater.type == HeaterType::PIN;
  physics::Conductor& conductor = build.film.circuit.conductor;
  if (diode) conductor = diode_of(heater, stack, core, ambient, length);
  const double own = sheet * (diode ? sides : span) / length;
  conductor.resistance = own + heater.contact_resistance;
  build.film.circuit.source_resistance = heater.source_resistance;
  build.film.circuit.capacitance = heater.capacitance;
  // Recombination is spread over the core, ohmic heat over all from contact to contact.
  const double width = in_core(heater) ? stack.core_width : stack.film_width;
  build.film.junction_share = stack.film_length / length;
  build.film.ohmic_share =
      diode ? 0 : build.film.junction_share * width / span * own / conductor.resistance;
  build.summary = {sheet, conductor.resistance};
  if (heater.type == HeaterType::ITO) build.references.emplace_back("Chen2010");
  return build;
}

std::vector<std::string> heater_assumptions(const Heater& heater) {
  std::vector<std::string> list{
      fmt::format("heater.capacitance {:g} F: unverified", heater.capacitance),
      "heater: resistance and diode law at ambient temperature; heat beside the cell is lost to "
      "it"};
  const ThermalLayer& heat = defaults_of(heater.type).heat;
  if (heat.capacity > 0)
    list.push_back(fmt::format("heater: {:g} J/(m^3 K), {:g} W/(m K): unverified", heat.capacity,
                               heat.conductivity));
  if (heater.type == HeaterType::graphene)
    list.emplace_back("heater: light does not see the graphene; density and mobility unverified");
  if (heater.type == HeaterType::PIN)
    list.push_back(
        fmt::format("heater.lifetime {:g} s: unverified; one for all currents", heater.lifetime));
  return list;
}

}  // namespace verdet
