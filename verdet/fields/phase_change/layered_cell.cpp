#include "verdet/fields/phase_change/layered_cell.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace verdet {

// Buffers of one pulse.
struct LayeredCell::Work {
  Conduction heat;
  std::vector<double> power;    ///< of every thermal volume, W
  std::vector<double> before;   ///< film temperatures at the start of the step, K
  std::vector<double> old;      ///< fractions at the start of the step
  std::vector<double> optical;  ///< fractions that absorb as the hot film does
  std::vector<double> loss;     ///< of the cells of one segment
};

LayeredCell::LayeredCell(StackGrid stack, FilmModes modes, KineticsTable kinetics, double ambient,
                         MeltOptics melt, StepControl control)
    : stack_(std::move(stack)),
      modes_(std::move(modes)),
      kinetics_(std::move(kinetics)),
      lattice_{stack_.segments(),       stack_.layers(),          stack_.columns(),
               stack_.segment_length(), stack_.layer_thickness(), {}},
      full_grains_(grains_at(1, kinetics_)),
      ambient_(ambient),
      melt_(melt),
      control_(control) {
  double sum = 0;
  for (int c = 0; c < stack_.columns(); ++c) {
    const double width = stack_.film_width(c) / 2;
    lattice_.column_width.push_back(std::max(width, 1e-12));
    const double weight = modes_.weight(stack_.edge(c), stack_.edge(c) + width);
    column_weight_.push_back(weight);
    sum += weight;
  }
  for (double& weight : column_weight_) weight /= sum;
}

FilmState LayeredCell::start(double crystalline) const {
  const std::size_t cells = stack_.film_cells();
  return {std::vector<double>(stack_.grid().count(), 0.0), std::vector<double>(cells, crystalline),
          std::vector<physics::GrainMoments<double>>(cells, grains_at(crystalline, kinetics_))};
}

// The fraction of a uniform film that the mode would see alike.
double LayeredCell::mode_fraction(std::span<const double> crystalline, int segment) const {
  double sum = 0;
  for (int c = 0; c < lattice_.columns; ++c)
    for (int layer = 0; layer < lattice_.layers; ++layer)
      sum +=
          column_weight_[static_cast<std::size_t>(c)] * crystalline[stack_.cell(segment, layer, c)];
  return sum / lattice_.layers;
}

double LayeredCell::mean_crystalline(const FilmState& state) const {
  double sum = 0, total = 0;
  for (int c = 0; c < lattice_.columns; ++c)
    for (int layer = 0; layer < lattice_.layers; ++layer)
      for (int s = 0; s < lattice_.segments; ++s) {
        sum += stack_.film_width(c) * state.crystalline[stack_.cell(s, layer, c)];
        total += stack_.film_width(c);
      }
  return sum / total;
}

// Hot cells count as melt: see MeltOptics.
void LayeredCell::see_hot(const FilmState& state, Work& work) const {
  for (std::size_t cell = 0; cell < state.crystalline.size(); ++cell) {
    const double x = state.crystalline[cell];
    const double above = work.before[cell] - kinetics_.melting_temperature();
    const double molten = std::clamp(1 + above / melt_.range, 0.0, 1.0);
    work.optical[cell] = x + (1 - x) * molten * melt_.like_crystal;
  }
}

// What one segment takes from the light, shared out by Im epsilon |E|^2; W.
double LayeredCell::absorb_segment(int segment, double light, Work& work) const {
  const double attenuation = modes_.attenuation(mode_fraction(work.optical, segment));
  const double taken = light * -std::expm1(-attenuation * lattice_.segment_length);
  double sum = 0;
  work.loss.clear();
  for (int c = 0; c < lattice_.columns; ++c)
    for (int layer = 0; layer < lattice_.layers; ++layer) {
      work.loss.push_back(column_weight_[static_cast<std::size_t>(c)] *
                          modes_.film_loss(work.optical[stack_.cell(segment, layer, c)]));
      sum += work.loss.back();
    }
  if (!(sum > 0)) return 0;
  std::size_t next = 0;
  for (int c = 0; c < lattice_.columns; ++c)
    for (int layer = 0; layer < lattice_.layers; ++layer)
      work.power[stack_.volume(stack_.cell(segment, layer, c))] = taken * work.loss[next++] / sum;
  return taken;
}

double LayeredCell::absorb(const FilmState& state, double power, Work& work) const {
  std::fill(work.power.begin(), work.power.end(), 0.0);
  if (!(power > 0)) return 0;
  see_hot(state, work);
  double left = power * modes_.at(mode_fraction(work.optical, 0)).facet, total = 0;
  for (int s = 0; s < lattice_.segments; ++s) {
    const double taken = absorb_segment(s, left, work);
    left -= taken;
    total += taken;
  }
  return total;
}

// Melting, then crystallisation at the mean temperature of the step.
Phase LayeredCell::transform_cell(FilmState& state, std::size_t cell, double volume,
                                  const Work& work, double dt) const {
  const double capacity = volume * stack_.stack().film_capacity;
  const Melting melting{kinetics_.melting_temperature(), kinetics_.heat_of_fusion() * volume};
  const double x = work.old[cell];
  Phase phase = melt({ambient_ + state.rise[stack_.volume(cell)], x}, capacity, melting);
  if (phase.crystalline < x) state.grains[cell] = shrunk(state.grains[cell], x, phase.crystalline);
  const double kelvin = 0.5 * (work.before[cell] + phase.kelvin);
  if (!(phase.crystalline < 1 && kelvin < melting.temperature)) return phase;
  const CrystallisationRates rates = kinetics_.at(kelvin);
  if (!(rates.growth > 0)) return phase;
  const Advance next = advance_cell(phase.crystalline, state.grains[cell], rates,
                                    front_sides(lattice_, work.old, cell), dt);
  phase = crystallise(phase, next.crystalline, capacity, melting);
  state.grains[cell] = phase.crystalline < 0.999 ? next.grains : full_grains_;
  return phase;
}

LayeredCell::Change LayeredCell::transform(FilmState& state, Work& work, double dt) const {
  work.old = state.crystalline;
  Change most;
  for (int c = 0; c < lattice_.columns; ++c) {
    const double volume = stack_.cell_volume(c);
    if (!(volume > 0)) continue;
    for (std::size_t cell = stack_.cell(0, 0, c); cell < stack_.cell(0, 0, c + 1); ++cell) {
      const Phase phase = transform_cell(state, cell, volume, work, dt);
      const double moved = phase.crystalline - work.old[cell];
      state.rise[stack_.volume(cell)] = phase.kelvin - ambient_;
      state.crystalline[cell] = phase.crystalline;
      most.temperature = std::max(most.temperature, std::abs(phase.kelvin - work.before[cell]));
      most.crystalline = std::max(most.crystalline, moved);
    }
  }
  return most;
}

void LayeredCell::observe(const FilmState& state, double time, PulseOutcome& outcome) const {
  double hottest = 0, guide = 0;
  for (std::size_t cell = 0; cell < state.crystalline.size(); ++cell)
    hottest = std::max(hottest, state.rise[stack_.volume(cell)]);
  for (const std::size_t v : stack_.guide_volumes()) guide = std::max(guide, state.rise[v]);
  outcome.peak_temperature = std::max(outcome.peak_temperature, ambient_ + hottest);
  outcome.peak_guide = std::max(outcome.peak_guide, ambient_ + guide);
  if (ambient_ + hottest > kinetics_.glass_transition()) outcome.latency = time;
}

// One step of light, heat and phase; returns what changed most, and the energy taken.
LayeredCell::Change LayeredCell::advance(FilmState& state, double power, double dt,
                                         Work& work) const {
  for (std::size_t cell = 0; cell < state.crystalline.size(); ++cell)
    work.before[cell] = ambient_ + state.rise[stack_.volume(cell)];
  stack_.update(work.heat.grid(), state.crystalline);
  const double taken = dt * absorb(state, power, work);
  work.heat.step(state.rise, work.power, dt);
  Change change = transform(state, work, dt);
  change.absorbed = taken;
  return change;
}

PulseOutcome LayeredCell::apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                                const Context& context) const {
  const std::size_t cells = state.crystalline.size();
  Work work{Conduction(stack_.grid()),  std::vector<double>(stack_.grid().count()),
            std::vector<double>(cells), {},
            std::vector<double>(cells), {}};
  PulseOutcome outcome;
  double first = 5e-11;
  for (const WritePulse& pulse : pulses) first = std::min(first, 0.02 * pulse.width);
  double time = 0, dt = first;
  FilmState saved = state;
  while (time < period) {
    if (outcome.steps % 256 == 0) context.check();
    const double stop = next_edge(pulses, time, period);
    const bool last = time + 1.000001 * dt >= stop;
    const double step = last ? stop - time : dt;
    const double power = power_at(pulses, time + 0.5 * step);
    const Change change = advance(state, power, step, work);
    // Edges of a pulse start anew with the smallest step.
    const double wish = std::min(control_.temperature / (change.temperature + 1e-9),
                                 control_.crystalline / (change.crystalline + 1e-12));
    dt = last && stop < period ? first
                               : std::max(1e-3 * first, step * std::clamp(0.9 * wish, 0.3, 1.5));
    ++outcome.steps;
    // Latent heat set free in one long step has no time to leave: such a step is taken again.
    constexpr double kTooMuch = 0.3;
    if (wish < kTooMuch && step > first) {
      state = saved;
      dt = std::max(first, 0.3 * step);
      continue;
    }
    saved = state;
    time = last ? stop : time + step;
    outcome.absorbed += change.absorbed;
    outcome.delivered += step * power;
    observe(state, time, outcome);
  }
  return outcome;
}

std::vector<double> LayeredCell::step_response(std::span<const double> times,
                                               double crystalline) const {
  Conduction heat(stack_.grid());
  stack_.update(heat.grid(), std::vector<double>(stack_.film_cells(), crystalline));
  std::vector<double> rise(stack_.grid().count(), 0.0), power(rise.size(), 0.0);
  const double share = 1.0 / (lattice_.segments * lattice_.layers);
  const auto weigh = [&](auto&& visit) {
    for (int c = 0; c < lattice_.columns; ++c)
      for (std::size_t cell = stack_.cell(0, 0, c); cell < stack_.cell(0, 0, c + 1); ++cell)
        visit(stack_.volume(cell), column_weight_[static_cast<std::size_t>(c)] * share);
  };
  weigh([&](std::size_t volume, double weight) { power[volume] = weight; });
  std::vector<double> response;
  double time = 0, dt = times.front() / 50;
  for (const double until : times) {
    while (time < until) {
      const double step = std::min(dt, until - time);
      heat.step(rise, power, step);
      time += step;
      dt *= 1.03;
    }
    double mean = 0;
    weigh([&](std::size_t volume, double weight) { mean += weight * rise[volume]; });
    response.push_back(mean);
  }
  return response;
}

CellReadout LayeredCell::read(const FilmState& state, double wavelength) const {
  const double k0 = 2 * std::numbers::pi / wavelength;
  double loss = 0, phase = 0;
  for (int s = 0; s < lattice_.segments; ++s) {
    const std::complex<double> n = modes_.index(mode_fraction(state.crystalline, s), wavelength);
    loss += 2 * k0 * n.imag() * lattice_.segment_length;
    phase += k0 * n.real() * lattice_.segment_length;
  }
  const double ends = modes_.at(mode_fraction(state.crystalline, 0)).facet *
                      modes_.at(mode_fraction(state.crystalline, lattice_.segments - 1)).facet;
  return {ends * std::exp(-loss), phase};
}

double LayeredCell::energy(const FilmState& state) const {
  double sum = 0;
  for (std::size_t i = 0; i < state.rise.size(); ++i)
    sum += stack_.grid().capacity[i] * state.rise[i];
  for (int c = 0; c < lattice_.columns; ++c)
    for (std::size_t cell = stack_.cell(0, 0, c); cell < stack_.cell(0, 0, c + 1); ++cell)
      sum += kinetics_.heat_of_fusion() * stack_.cell_volume(c) * (1 - state.crystalline[cell]);
  return sum;
}

}  // namespace verdet
