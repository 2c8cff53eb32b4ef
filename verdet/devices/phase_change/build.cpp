#include "verdet/devices/phase_change/build.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/devices/phase_change/islands.hpp"
#include "verdet/fields/phase_change/automaton.hpp"
#include "verdet/fields/phase_change/growth_fronts.hpp"
#include "verdet/fields/phase_change/lumped_cell.hpp"
#include "verdet/fields/phase_change/resolved_cell.hpp"
#include "verdet/fields/phase_change/still_cell.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

using Parameters = PcmSynapseParameters<double>;

std::string material_name(const Node& node) {
  if (node.is_text()) return node.as_text();
  const Node* name = node.is_map() ? node.find("material") : nullptr;
  return name ? name->as_text() : "";
}

ThermalLayer thermal_of(const Material& material) {
  return {capacity_of(material), material.thermal_conductivity()};
}

FilmSection section_of(const Parameters& p, const Environment& environment) {
  const auto find = [&](const Node& node, const char* fallback) {
    return environment.materials.find(node.is_null() ? Node::text(fallback) : node,
                                      environment.context);
  };
  FilmSection section{
      .guide_width = p.waveguide.width,
      .guide_height = p.waveguide.height,
      .film_width = p.cell.width.value_or(p.waveguide.width),
      .film_thickness = p.cell.thickness,
      .cap_thickness = p.cell.cap_thickness,
      .core = find(p.waveguide.core, p.waveguide.platform == Platform::Si ? "Si" : "Si3N4"),
      .substrate = find(p.waveguide.substrate, "SiO2"),
      .cladding = find(p.waveguide.cladding, "air"),
      .film = find(p.cell.material, "Ge2Sb2Te5"),
      .cap = find(p.cell.cap, "SiO2")};
  if (p.heater) add_heater(section, *p.heater, environment);
  return section;
}

ThermalStack stack_of(const Parameters& p, const FilmSection& section) {
  ThermalStack stack{};
  stack.film_length = p.cell.length;
  stack.film_width = section.film_width;
  stack.film_thickness = section.film_thickness;
  stack.cap_thickness = p.cell.cap_thickness;
  stack.core_height = section.guide_height;
  stack.core_width = section.guide_width;
  stack.oxide_thickness = p.waveguide.oxide;
  stack.boundary_resistance = p.cell.boundary_resistance;
  stack.film_capacity = capacity_of(section.film);
  stack.amorphous_conductivity = film_conductivity(section.film, 0);
  stack.crystalline_conductivity = film_conductivity(section.film, 1);
  if (p.cell.cap_thickness > 0) stack.cap = thermal_of(section.cap);
  stack.core = thermal_of(section.core);
  stack.oxide = thermal_of(section.substrate);
  stack.segments = p.segments();
  stack.film_layers = p.layers();
  stack.columns = p.columns();
  stack.spreading_film = p.resolved();
  if (p.heater) add_heater(stack, *p.heater);
  return stack;
}

std::unique_ptr<const SiteModel> sites_of(const Parameters& p, const StackGrid& grid,
                                          const KineticsRecord& kinetics) {
  const bool automaton = p.sites.rule == SiteRule::automaton;
  const auto seed = static_cast<std::uint64_t>(p.sites.seed);
  SiteLattice lattice = film_lattice(grid, p.sites.pitch, automaton);
  if (automaton)
    return std::make_unique<GillespieAutomaton>(std::move(lattice), kinetics.parameters, seed);
  return std::make_unique<GrowthFronts>(std::move(lattice), KineticsTable(kinetics.parameters),
                                        seed);
}

// The level the parameters ask for; `sites` of a resolved one only.
std::unique_ptr<CellModel> moving_cell(const Parameters& p, const StackGrid& grid, FilmModes modes,
                                       const KineticsRecord& kinetics,
                                       std::unique_ptr<const SiteModel> sites,
                                       const std::optional<FilmHeater>& heater) {
  const MeltOptics melt{.like_crystal = p.cell.melt_absorption};
  const StepControl control{.temperature = p.grid.temperature_step};
  const KineticsTable table(kinetics.parameters);
  if (p.resolved())
    return std::make_unique<ResolvedCell>(grid, std::move(modes), table, std::move(sites),
                                          p.ambient, melt, control, heater);
  auto layered = std::make_unique<LayeredCell>(grid, std::move(modes), table, p.ambient, melt,
                                               control, heater);
  if (p.model == CellLevel::layered) return layered;
  const double volume = p.cell.length * p.cell.width.value_or(p.waveguide.width) * p.cell.thickness;
  return std::make_unique<LumpedCellModel>(*layered, kinetics.parameters.heat_of_fusion * volume,
                                           melt);
}

void gather(SynapseBuild& build, const std::vector<std::string>& records,
            const std::vector<std::string>& references) {
  add_new(build.records, records);
  add_new(build.references, references);
}

std::optional<FilmHeater> heater_of(const Parameters& p, const ThermalStack& stack,
                                    const Material& core, SynapseBuild& build) {
  if (!p.heater) return std::nullopt;
  const HeaterBuild heater = build_heater(*p.heater, stack, core, p.ambient);
  build.heater = heater.summary;
  gather(build, {}, heater.references);
  return heater.film;
}

void check_heater(const Parameters& p, Problems& problems) {
  if (p.model == CellLevel::lumped)
    problems.add("heater", "`model: lumped` knows light only; use layered or resolved");
  if (place_of(p.heater->type) == HeaterPlace::Core && p.waveguide.platform != Platform::Si)
    problems.add("heater.type", "current through the core needs `waveguide.platform: Si`");
  if (p.heater->length && *p.heater->length < p.cell.length)
    problems.add("heater.length", fmt::format("the heater ({}) is shorter than the film ({})",
                                              format_quantity(*p.heater->length, "m"),
                                              format_quantity(p.cell.length, "m")));
}

}  // namespace

double capacity_of(const Material& material) {
  if (material.has(Property::VolumetricHeatCapacity))
    return material.value(Property::VolumetricHeatCapacity);
  return material.density() * material.heat_capacity();
}

double film_conductivity(const Material& film, double fraction) {
  return film.value(Property::ThermalConductivity, {.crystalline_fraction = fraction});
}

Probe probe_of(const SynapseProbe<double>& p) {
  return {p.power,        p.bandwidth,      p.intensity_noise, p.detector_noise,
          p.responsivity, p.drift_exponent, p.drift_time};
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& item : from)
    if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(item);
}

std::optional<KineticsRecord> film_kinetics(const Node& material, const Node& kinetics,
                                            const char* path) {
  if (!kinetics.is_null()) return read_kinetics(kinetics, path);
  const std::vector<std::string> sets = kinetics_of(material_name(material));
  if (sets.empty()) return std::nullopt;
  return read_kinetics(Node::text(sets.front()), path);
}

void refuse_without_kinetics(const Node& material, const char* path) {
  std::vector<std::string> names;
  for (const ParameterRow& row :
       ParameterSet::of<physics::CrystallisationKinetics<double>>().describe())
    names.push_back(row.path);
  material.fail(
      fmt::format("no crystallisation kinetics are known for '{}', so that its state can be read "
                  "(`spectrum`) but not changed; give `kinetics:` one of the sets {}, or a map of "
                  "{}",
                  material_name(material), fmt::join(kinetics_names(), ", "),
                  fmt::join(names, ", ")),
      path);
}

std::optional<KineticsRecord> synapse_kinetics(const Parameters& p) {
  return film_kinetics(p.cell.material, p.cell.kinetics, "cell.kinetics");
}

void refuse_without_kinetics(const Parameters& p) {
  refuse_without_kinetics(p.cell.material, "cell.kinetics");
}

template <>
void PcmSynapseParameters<double>::validate(Problems& problems) const {
  // Below about one atomic layer a grid cell stands for nothing.
  constexpr double kThinnest = 0.25e-9;
  if (cell.extent() > waveguide.length)
    problems.add(
        cell.islands > 1 ? "cell.islands" : "cell.length",
        fmt::format("the film ({}) is longer than its waveguide ({})",
                    format_quantity(cell.extent(), "m"), format_quantity(waveguide.length, "m")));
  check_islands(*this, problems);
  if (cell.thickness / layers() < kThinnest)
    problems.add("grid.layers",
                 fmt::format("{} layers of a film of {} are thinner than 0.25 nm, the least for a "
                             "grid cell; at most {} fit",
                             layers(), format_quantity(cell.thickness, "m"),
                             std::max(1, static_cast<int>(cell.thickness / kThinnest))));
  if (cell.cap_thickness > 0 && cell.cap.is_null())
    problems.add("cell.cap", "a cap of some thickness needs a material");
  if (heater) check_heater(*this, problems);
  problems.gather([&] { synapse_kinetics(*this); });
}

SynapseBuild build_film(const Parameters& p, const std::optional<KineticsRecord>& kinetics,
                        const Environment& environment) {
  const FilmSection section = section_of(p, environment);
  SynapseBuild build;
  for (const Material* m : {&section.core, &section.substrate, &section.cladding, &section.film})
    gather(build, m->records(), m->references());
  if (kinetics) gather(build, {"kinetics/" + kinetics->name}, kinetics->references());
  // The thermal grid first: its faults are found before the modes are solved.
  std::optional<StackGrid> grid;
  if (kinetics) grid.emplace(stack_of(p, section));
  std::optional<FilmHeater> heater;
  if (grid) heater = heater_of(p, grid->stack(), section.core, build);
  std::unique_ptr<const SiteModel> sites;
  if (kinetics && p.resolved()) sites = sites_of(p, *grid, *kinetics);
  FilmModes modes(section, p.wavelength, p.grid.fractions, p.grid.accuracy, environment.context);
  build.bare = modes.bare();
  build.cell = kinetics
                   ? moving_cell(p, *grid, std::move(modes), *kinetics, std::move(sites), heater)
                   : std::make_unique<StillCell>(std::move(modes), p.cell.length, p.ambient);
  return build;
}

}  // namespace verdet
