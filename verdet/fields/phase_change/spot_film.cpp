#include "verdet/fields/phase_change/spot_film.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace verdet {
namespace {

// First step after an edge of the pulse. Steps far above the time constants of the rings keep what
// is left of that edge for long (see Conduction): they are held to a share of the time since.
constexpr double kFirst = 2e-10, kPrompt = 2e-9, kShare = 0.05;

double gaussian_within(double radius, double spot) {
  return -std::expm1(-2 * radius * radius / (spot * spot));
}

}  // namespace

double half_radius(double spot_radius) {
  return spot_radius * std::sqrt(0.5 * std::numbers::ln2);
}

SiteLattice spot_lattice(const SpotGrid& grid, double pitch, int side) {
  const auto cell_of = [&](const std::array<int, 3>& at) {
    const double x = (at[0] + 0.5 - 0.5 * side) * pitch, y = (at[1] + 0.5 - 0.5 * side) * pitch;
    return static_cast<std::size_t>(grid.ring_at(std::hypot(x, y)));
  };
  return {{side, side, 1},
          pitch,
          pitch * pitch * grid.stack().film_thickness,
          false,
          static_cast<std::size_t>(grid.rings()),
          cell_of};
}

// Buffers of one pulse.
struct SpotFilm::Work {
  Conduction heat;
  std::vector<double> power;           ///< of every thermal volume, W
  std::vector<double> before, middle;  ///< site temperatures: at the step's start, and its mean
  std::vector<std::uint32_t> solid;    ///< crystalline sites before they advance
};

SpotFilm::SpotFilm(SpotGrid grid, SpotLight light, KineticsTable kinetics,
                   std::unique_ptr<const SiteModel> sites, SpotSettings settings,
                   StepControl control)
    : grid_(std::move(grid)),
      light_(std::move(light)),
      kinetics_(std::move(kinetics)),
      sites_(std::move(sites)),
      settings_(settings),
      control_(control) {
  for (int ring = 0; ring < grid_.rings(); ++ring)
    share_.push_back(gaussian_within(grid_.radius(ring + 1), settings_.radius) -
                     gaussian_within(grid_.radius(ring), settings_.radius));
  const double middle = half_radius(settings_.radius);
  while (half_rings_ < grid_.rings() &&
         grid_.radius(half_rings_) + grid_.radius(half_rings_ + 1) < 2 * middle)
    ++half_rings_;
}

FilmState SpotFilm::start(double crystalline) const {
  const double nose = kinetics_.nose();
  const CrystallisationRates rates = kinetics_.at(nose);
  FilmState state{std::vector<double>(grid_.grid().count(), 0.0),
                  std::vector<double>(static_cast<std::size_t>(grid_.rings()), crystalline),
                  {}};
  state.sites = sites_->crystallised(
      crystalline, nose, physics::time_to_fraction(0.5, rates.nucleation, rates.growth));
  return state;
}

double SpotFilm::mean_crystalline(const FilmState& state) const {
  double solid = 0, all = 0;
  for (std::size_t ring = 0; ring < static_cast<std::size_t>(half_rings_); ++ring) {
    solid += state.sites.solid[ring];
    all += static_cast<double>(sites_->lattice().members(ring).size());
  }
  return solid / all;
}

double SpotFilm::film_temperature(const FilmState& state) const {
  double rise = 0;
  for (int ring = 0; ring < grid_.rings(); ++ring)
    for (int row = 0; row < grid_.stack().film_layers; ++row)
      rise = std::max(rise, state.rise[grid_.volume(ring, row)]);
  return settings_.ambient + rise;
}

double SpotFilm::mark_diameter(const FilmState& state) const {
  const SiteLattice& lattice = sites_->lattice();
  const double sites = lattice.fraction(state.sites) * static_cast<double>(lattice.sites());
  return 2 * lattice.pitch() * std::sqrt(sites / std::numbers::pi);
}

std::vector<CellFigure> SpotFilm::figures(const FilmState& state) const {
  return {{"reflectance", "1", "power reflected, film as in the half-maximum circle",
           reflectance(state)},
          {"mark_diameter", "m", "of the circle as large as all crystal", mark_diameter(state)}};
}

double SpotFilm::energy(const FilmState& state) const {
  double sum = 0;
  for (std::size_t i = 0; i < state.rise.size(); ++i)
    sum += grid_.grid().capacity[i] * state.rise[i];
  const SiteLattice& lattice = sites_->lattice();
  const double crystal = lattice.fraction(state.sites) * static_cast<double>(lattice.sites());
  return sum - kinetics_.heat_of_fusion() * lattice.site_volume() * crystal;
}

double SpotFilm::kelvin(const FilmState& state, int ring) const {
  const int rows = settings_.depth == SiteDepth::surface ? 1 : grid_.stack().film_layers;
  double sum = 0;
  for (int row = 0; row < rows; ++row) sum += state.rise[grid_.volume(ring, row)];
  return settings_.ambient + sum / rows;
}

void SpotFilm::lay_power(double crystalline, double power, Work& work) const {
  const SpotLight::Response response = light_.at(crystalline);
  for (int ring = 0; ring < grid_.rings(); ++ring)
    for (int row = 0; row < grid_.rows(); ++row)
      work.power[grid_.volume(ring, row)] = power * share_[static_cast<std::size_t>(ring)] *
                                            response.absorptance[static_cast<std::size_t>(row)];
}

// Crystal that formed or went warms or cools its ring through the whole depth of the film.
void SpotFilm::release(FilmState& state, std::span<const std::uint32_t> before) const {
  for (int ring = 0; ring < grid_.rings(); ++ring) {
    const auto cell = static_cast<std::size_t>(ring);
    if (sites_->lattice().members(cell).empty()) continue;
    state.crystalline[cell] = sites_->lattice().fraction(state.sites, cell);
    const double gained =
        static_cast<double>(state.sites.solid[cell]) - static_cast<double>(before[cell]);
    if (gained == 0 || !settings_.latent_heat) continue;
    const double heat = gained * sites_->lattice().site_volume() * kinetics_.heat_of_fusion();
    const double capacity =
        grid_.stack().film_capacity * grid_.area(ring) * grid_.stack().film_thickness;
    for (int row = 0; row < grid_.stack().film_layers; ++row)
      state.rise[grid_.volume(ring, row)] += heat / capacity;
  }
}

SpotFilm::Change SpotFilm::advance(FilmState& state, double power, double dt, Work& work) const {
  Change change;
  const double seen = mean_crystalline(state);
  for (int ring = 0; ring < grid_.rings(); ++ring)
    work.before[static_cast<std::size_t>(ring)] = kelvin(state, ring);
  grid_.update(work.heat.grid(), state.crystalline);
  lay_power(seen, power, work);
  for (const double p : work.power) change.absorbed += dt * p;
  work.heat.step(state.rise, work.power, dt);
  for (int ring = 0; ring < grid_.rings(); ++ring) {
    const auto at = static_cast<std::size_t>(ring);
    const double now = kelvin(state, ring);
    work.middle[at] = 0.5 * (work.before[at] + now);
    change.temperature = std::max(change.temperature, std::abs(now - work.before[at]));
  }
  work.solid = state.sites.solid;
  sites_->advance(state.sites, work.middle, dt);
  release(state, work.solid);
  change.crystalline = std::abs(mean_crystalline(state) - seen);
  return change;
}

PulseOutcome SpotFilm::apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                             const Context& context) const {
  const auto rings = static_cast<std::size_t>(grid_.rings());
  Work work{Conduction(grid_.grid()),
            std::vector<double>(grid_.grid().count()),
            std::vector<double>(rings),
            std::vector<double>(rings),
            {}};
  PulseOutcome outcome;
  double time = 0, dt = kFirst, edge = 0;
  while (time < period) {
    context.check();
    const double stop = next_edge(pulses, time, period);
    const double most = std::min(dt, std::max(kPrompt, kShare * (time - edge)));
    const bool last = time + 1.000001 * most >= stop;
    const double step = last ? stop - time : most;
    const double power = power_at(pulses, time + 0.5 * step);
    const Change change = advance(state, power, step, work);
    const double wish = std::min(control_.temperature / (change.temperature + 1e-9),
                                 control_.crystalline / (change.crystalline + 1e-12));
    dt = last ? kFirst : step * std::clamp(0.9 * wish, 0.3, 1.5);
    ++outcome.steps;
    time = last ? stop : time + step;
    if (last) edge = time;
    outcome.absorbed += change.absorbed;
    outcome.delivered += step * power;
    const double film = film_temperature(state);
    outcome.peak_temperature = std::max(outcome.peak_temperature, film);
    if (film > kinetics_.glass_transition()) outcome.latency = time;
  }
  return outcome;
}

}  // namespace verdet
