#include "verdet/devices/laser_spot/laser_spot.hpp"

#include <fmt/format.h>

#include "verdet/devices/phase_change/build.hpp"
#include "verdet/fields/phase_change/automaton.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

using Parameters = LaserSpotParameters<double>;

KineticsRecord kinetics_of_film(const Parameters& p) {
  constexpr const char* kPath = "film.kinetics";
  auto kinetics = film_kinetics(p.film.material, p.film.kinetics, kPath);
  if (!kinetics) refuse_without_kinetics(p.film.material, kPath);
  return *std::move(kinetics);
}

double ring_width(const Parameters& p) {
  return half_radius(p.spot_radius) / p.grid.rings;
}

SpotStack stack_of(const Parameters& p, const Material& film, const Material& membrane) {
  const bool by_phase = p.film.conductivity == SpotConductivity::by_phase;
  return {.film_thickness = p.film.thickness,
          .film_capacity = capacity_of(film),
          .amorphous_conductivity = film_conductivity(film, 0),
          .crystalline_conductivity = film_conductivity(film, by_phase ? 1 : 0),
          .membrane_thickness = p.membrane.thickness,
          .membrane = {capacity_of(membrane), membrane.thermal_conductivity()},
          .edge = p.membrane.radius,
          .ring = ring_width(p),
          .fine = 2 * p.spot_radius,
          .film_layers = p.grid.layers,
          .membrane_layers = p.grid.membrane_layers};
}

std::unique_ptr<SpotFilm> build(const Parameters& p, const KineticsRecord& kinetics,
                                const Material& film, const Material& membrane) {
  SpotGrid grid(stack_of(p, film, membrane));
  const auto index = [film, wavelength = p.wavelength](double fraction) {
    return film.index(wavelength, {.crystalline_fraction = fraction});
  };
  SpotLight light(grid, index, membrane.index(p.wavelength), p.wavelength, p.absorption);
  auto sites = std::make_unique<GillespieAutomaton>(spot_lattice(grid, p.sites.pitch, p.sites.side),
                                                    kinetics.parameters,
                                                    static_cast<std::uint64_t>(p.sites.seed));
  return std::make_unique<SpotFilm>(
      std::move(grid), std::move(light), KineticsTable(kinetics.parameters), std::move(sites),
      SpotSettings{p.spot_radius, p.ambient, p.sites.temperature, p.film.latent_heat},
      StepControl{.temperature = p.grid.temperature_step, .crystalline = 0.02});
}

}  // namespace

template <>
void LaserSpotParameters<double>::validate(Problems& problems) const {
  if (membrane.radius < 4 * spot_radius)
    problems.add(
        "membrane.radius",
        fmt::format("the membrane ends {} from the middle, where the spot of {} still "
                    "shines; at least four of its radii are needed",
                    format_quantity(membrane.radius, "m"), format_quantity(spot_radius, "m")));
  const double reach = 0.5 * sites.side * sites.pitch;
  if (reach < half_radius(spot_radius))
    problems.add("sites.side",
                 fmt::format("{} sites of {} do not cover the half-maximum circle of the spot; at "
                             "least {} are needed",
                             sites.side, format_quantity(sites.pitch, "m"),
                             static_cast<int>(2 * half_radius(spot_radius) / sites.pitch) + 1));
  if (ring_width(*this) < 2 * sites.pitch)
    problems.add(
        "grid.rings",
        fmt::format("rings of {} are too narrow for sites of {}; at most {} fit",
                    format_quantity(ring_width(*this), "m"), format_quantity(sites.pitch, "m"),
                    static_cast<int>(half_radius(spot_radius) / sites.pitch / 2)));
  problems.gather([&] { kinetics_of_film(*this); });
}

LaserSpot::LaserSpot(const Parameters& parameters, const Environment& environment)
    : Device(info()), parameters_(parameters), kinetics_(kinetics_of_film(parameters)) {
  const Material film = environment.materials.find(parameters.film.material, environment.context);
  const Material membrane =
      environment.materials.find(parameters.membrane.material, environment.context);
  film_ = build(parameters, kinetics_, film, membrane);
  for (const Material* m : {&film, &membrane}) {
    add_new(records_, m->records());
    add_new(references_, m->references());
  }
  add_new(records_, {"kinetics/" + kinetics_.name});
  add_new(references_, kinetics_.references());
}

DeviceInfo LaserSpot::info() {
  return {.type = "laser_spot",
          .meaning = "phase-change film on a free membrane, written by a focused laser",
          .limits =
              "normal incidence, plane waves; light sees one crystalline fraction; thermal "
              "constants at 300 K; no boundary resistance; grains in the plane of the film only",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

CellLimits LaserSpot::limits() const {
  return {parameters_.film.film_limit, parameters_.film.film_limit,
          kinetics_.parameters.glass_transition, parameters_.ambient};
}

std::vector<std::string> LaserSpot::assumptions() const {
  std::vector<std::string> list{
      fmt::format("film.film_limit {:g} K: stated, not measured", parameters_.film.film_limit)};
  if (parameters_.absorption == SpotAbsorption::beer_lambert)
    list.push_back("absorption beer_lambert: no light comes back from the membrane");
  if (!parameters_.film.latent_heat) list.push_back("film.latent_heat: left out");
  if (parameters_.film.conductivity == SpotConductivity::amorphous)
    list.push_back("film.conductivity: that of the glass everywhere");
  return list;
}

}  // namespace verdet
