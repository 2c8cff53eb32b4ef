#include "verdet/fields/phase_change/resolved_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

// Fewer sites than this make a cell's fraction, and the latent heat of one site, too coarse.
constexpr std::size_t kLeastSites = 8;

// Steps far above the time constants along and across the guide keep what is left of an edge of the
// pulse for long (see Conduction): they are held to 1 us, or a share of the time since that edge.
constexpr double kPrompt = 1e-6, kShare = 0.02;

void check_lattice(const StackGrid& grid, const SiteLattice& lattice) {
  for (int c = 0; c < grid.columns(); ++c) {
    if (!(grid.film_width(c) > 0)) continue;
    for (std::size_t cell = grid.cell(0, 0, c); cell < grid.cell(0, 0, c + 1); ++cell)
      if (lattice.members(cell).size() < kLeastSites)
        throw InputError(fmt::format(
            "sites of {:.3g} nm are too coarse: a heat cell of the film ({:.3g} x {:.3g} x {:.3g} "
            "nm) holds {} of them, at least {} are needed; ask for smaller sites, or for fewer "
            "segments, columns or layers",
            1e9 * lattice.pitch(), 1e9 * grid.segment_length(), 1e9 * grid.film_width(c),
            1e9 * grid.layer_thickness(), lattice.members(cell).size(), kLeastSites));
  }
}

}  // namespace

SiteLattice film_lattice(const StackGrid& grid, double pitch, bool sheet) {
  const ThermalStack& stack = grid.stack();
  const auto count = [&](double length) {
    return std::max(1, static_cast<int>(std::lround(length / pitch)));
  };
  const int deep = sheet ? 1 : count(stack.film_thickness);
  if (deep > 1) pitch = stack.film_thickness / deep;
  if (deep < grid.layers())
    throw InputError(fmt::format(
        "{} heat layers in a film of {:.3g} nm are thinner than its sites ({} in depth); ask for "
        "at most {} layers, or for smaller sites",
        grid.layers(), 1e9 * stack.film_thickness, deep, deep));
  const std::array<int, 3> size{count(stack.film_length), count(stack.film_width), deep};
  const double volume =
      stack.film_length * stack.film_width * stack.film_thickness / size[0] / size[1] / size[2];
  const auto cell_of = [&](const std::array<int, 3>& at) {
    const double from_middle = std::abs((at[1] + 0.5) / size[1] - 0.5) * stack.film_width;
    int column = 0;
    while (column + 1 < grid.columns() && grid.edge(column + 1) <= from_middle) ++column;
    const int segment = static_cast<int>((at[0] + 0.5) / size[0] * grid.segments());
    return grid.cell(segment, at[2] * grid.layers() / size[2], column);
  };
  SiteLattice lattice(size, pitch, volume, false, grid.film_cells(), cell_of);
  check_lattice(grid, lattice);
  return lattice;
}

// Buffers of one pulse.
struct ResolvedCell::Work {
  Conduction heat;
  std::vector<double> power;           ///< of every thermal volume, W
  std::vector<double> before, middle;  ///< film temperatures: at the step's start, and its mean
  std::vector<double> seen, taken;     ///< see FilmLight
  std::vector<std::uint32_t> solid;    ///< crystalline sites before they advance

  Work(const StackGrid& stack, std::size_t cells)
      : heat(stack.grid()),
        power(stack.grid().count()),
        before(cells),
        middle(cells),
        seen(cells),
        taken(cells) {}
};

ResolvedCell::ResolvedCell(StackGrid stack, FilmModes modes, KineticsTable kinetics,
                           std::unique_ptr<const SiteModel> sites, double ambient, MeltOptics melt,
                           StepControl control, std::optional<FilmHeater> heater)
    : stack_(std::move(stack)),
      kinetics_(std::move(kinetics)),
      light_(stack_, std::move(modes), kinetics_.melting_temperature(), melt),
      sites_(std::move(sites)),
      ambient_(ambient),
      control_(control),
      heater_(heater) {
  for (std::size_t cell = 0; cell < stack_.film_cells(); ++cell) {
    const std::size_t count = sites_->lattice().members(cell).size();
    const double whole = kinetics_.heat_of_fusion() / stack_.stack().film_capacity;
    kelvin_per_site_.push_back(count > 0 ? whole / static_cast<double>(count) : 0);
  }
}

FilmState ResolvedCell::start(double crystalline) const {
  const double nose = kinetics_.nose();
  const CrystallisationRates rates = kinetics_.at(nose);
  FilmState state{std::vector<double>(stack_.grid().count(), 0.0), {}, {}};
  state.sites = sites_->crystallised(
      crystalline, nose, physics::time_to_fraction(0.5, rates.nucleation, rates.growth));
  for (std::size_t cell = 0; cell < stack_.film_cells(); ++cell)
    state.crystalline.push_back(sites_->lattice().fraction(state.sites, cell));
  return state;
}

// Whole sites only: a remainder stays as heat of the crystal above its melting point.
void ResolvedCell::melt(FilmState& state) const {
  for (std::size_t cell = 0; cell < stack_.film_cells(); ++cell) {
    const double each = kelvin_per_site_[cell];
    const double excess = kelvin(state, cell) - kinetics_.melting_temperature();
    if (!(each > 0) || excess < each || state.sites.solid[cell] == 0) continue;
    const auto wanted = static_cast<std::size_t>(excess / each);
    const std::size_t molten = sites_->melt(state.sites, cell, wanted);
    state.rise[stack_.volume(cell)] -= each * static_cast<double>(molten);
  }
}

void ResolvedCell::crystallise(FilmState& state, Work& work, double dt) const {
  for (std::size_t cell = 0; cell < work.middle.size(); ++cell)
    work.middle[cell] = 0.5 * (work.before[cell] + kelvin(state, cell));
  work.solid = state.sites.solid;
  sites_->advance(state.sites, work.middle, dt);
  for (std::size_t cell = 0; cell < work.solid.size(); ++cell) {
    const double gained =
        static_cast<double>(state.sites.solid[cell]) - static_cast<double>(work.solid[cell]);
    state.rise[stack_.volume(cell)] += gained * kelvin_per_site_[cell];
    state.crystalline[cell] = sites_->lattice().fraction(state.sites, cell);
  }
}

ResolvedCell::Change ResolvedCell::advance(FilmState& state, const Supply& supply, double dt,
                                           Work& work) const {
  Change change;
  stack_.update(work.heat.grid(), state.crystalline);
  change.absorbed = dt * (supply.heat + light_.absorb(state.crystalline, work.before, supply.light,
                                                      work.seen, work.taken));
  std::fill(work.power.begin(), work.power.end(), 0.0);
  add_heat(stack_, supply.heat, work.power);
  for (std::size_t cell = 0; cell < work.taken.size(); ++cell)
    work.power[stack_.volume(cell)] += work.taken[cell];
  work.heat.step(state.rise, work.power, dt);
  for (std::size_t cell = 0; cell < work.before.size(); ++cell)
    change.temperature =
        std::max(change.temperature, std::abs(kelvin(state, cell) - work.before[cell]));
  melt(state);
  crystallise(state, work, dt);
  return change;
}

PulseOutcome ResolvedCell::apply(FilmState& state, std::span<const WritePulse> pulses,
                                 double period, const Context& context) const {
  Work work(stack_, stack_.film_cells());
  PulseOutcome outcome;
  double first = 5e-11;
  for (const WritePulse& pulse : pulses) first = std::min(first, 0.02 * pulse.width);
  double time = 0, dt = first, edge = 0;
  while (time < period) {
    context.check();
    for (std::size_t cell = 0; cell < work.before.size(); ++cell)
      work.before[cell] = kelvin(state, cell);
    const double stop = next_edge(pulses, time, period);
    const double settled = std::max(kPrompt, kShare * (time - edge));
    const double most = std::min({dt, sites_->longest_step(work.before), settled});
    const bool last = time + 1.000001 * most >= stop;
    const double step = last ? stop - time : most;
    const double power = power_at(pulses, time + 0.5 * step);
    const FilmHeater::Energy heater = advance_heater(heater_, state, pulses, time, step);
    const Change change = advance(state, {power, heater.heat / step}, step, work);
    const double wish = control_.temperature / (change.temperature + 1e-9);
    dt = last && stop < period ? first
                               : std::max(1e-3 * first, step * std::clamp(0.9 * wish, 0.3, 1.5));
    ++outcome.steps;
    time = last ? stop : time + step;
    if (last) edge = time;
    outcome.absorbed += change.absorbed;
    outcome.delivered += step * power + heater.drawn;
    outcome.electrical += heater.drawn;
    record(stack_, state, ambient_, kinetics_.glass_transition(), time, outcome);
  }
  return outcome;
}

}  // namespace verdet
