#include "verdet/fields/phase_change/layered_cell.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {

// Buffers of one pulse.
struct LayeredCell::Work {
  Conduction heat;
  std::vector<double> power;    ///< of every thermal volume, W
  std::vector<double> before;   ///< film temperatures at the start of the step, K
  std::vector<double> old;      ///< fractions at the start of the step
  std::vector<double> optical;  ///< fractions that absorb as the hot film does
  std::vector<double> taken;    ///< by every film cell, W
};

LayeredCell::LayeredCell(StackGrid stack, FilmModes modes, KineticsTable kinetics, double ambient,
                         MeltOptics melt, StepControl control, std::optional<FilmHeater> heater)
    : stack_(std::move(stack)),
      kinetics_(std::move(kinetics)),
      light_(stack_, std::move(modes), kinetics_.melting_temperature(), melt),
      lattice_{stack_.segments(),       stack_.layers(),          stack_.columns(),
               stack_.segment_length(), stack_.layer_thickness(), {}},
      full_grains_(grains_at(1, kinetics_)),
      ambient_(ambient),
      control_(control),
      heater_(heater) {
  for (int c = 0; c < stack_.columns(); ++c)
    lattice_.column_width.push_back(std::max(stack_.film_width(c) / 2, 1e-12));
}

FilmState LayeredCell::start(double crystalline) const {
  const std::size_t cells = stack_.film_cells();
  return {std::vector<double>(stack_.grid().count(), 0.0), std::vector<double>(cells, crystalline),
          std::vector<physics::GrainMoments<double>>(cells, grains_at(crystalline, kinetics_))};
}

double LayeredCell::absorb(const FilmState& state, const Supply& supply, Work& work) const {
  const double total =
      light_.absorb(state.crystalline, work.before, supply.light, work.optical, work.taken);
  std::fill(work.power.begin(), work.power.end(), 0.0);
  add_heat(stack_, supply.heat, work.power);
  for (std::size_t cell = 0; cell < work.taken.size(); ++cell)
    work.power[stack_.volume(cell)] += work.taken[cell];
  return total + supply.heat;
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
  CrystallisationRates rates = kinetics_.at(kelvin);
  if (!(rates.growth > 0)) return phase;
  rates.nucleation = state.chance.nucleation(rates.nucleation, volume, dt);
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

// One step of light, heat and phase; returns what changed most, and the energy taken.
LayeredCell::Change LayeredCell::advance(FilmState& state, const Supply& supply, double dt,
                                         Work& work) const {
  for (std::size_t cell = 0; cell < state.crystalline.size(); ++cell)
    work.before[cell] = ambient_ + state.rise[stack_.volume(cell)];
  stack_.update(work.heat.grid(), state.crystalline);
  const double taken = dt * absorb(state, supply, work);
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
            std::vector<double>(cells), std::vector<double>(cells)};
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
    const FilmHeater::Energy heater = advance_heater(heater_, state, pulses, time, step);
    const Change change = advance(state, {power, heater.heat / step}, step, work);
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
    outcome.delivered += step * power + heater.drawn;
    outcome.electrical += heater.drawn;
    record(stack_, state, ambient_, kinetics_.glass_transition(), time, outcome);
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
        visit(stack_.volume(cell), light_.column_weights()[static_cast<std::size_t>(c)] * share);
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

}  // namespace verdet
