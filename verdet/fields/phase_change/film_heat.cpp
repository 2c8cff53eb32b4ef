#include "verdet/fields/phase_change/film_heat.hpp"

#include <algorithm>

namespace verdet {

double hottest(const StackGrid& stack, const FilmState& state, double ambient) {
  double rise = state.rise[stack.volume(0)];
  for (std::size_t cell = 1; cell < stack.film_cells(); ++cell)
    rise = std::max(rise, state.rise[stack.volume(cell)]);
  return ambient + rise;
}

void record(const StackGrid& stack, const FilmState& state, double ambient, double glass_transition,
            double time, PulseOutcome& outcome) {
  double guide = 0;
  for (const std::size_t v : stack.guide_volumes()) guide = std::max(guide, state.rise[v]);
  const double film = hottest(stack, state, ambient);
  outcome.peak_temperature = std::max(outcome.peak_temperature, film);
  outcome.peak_guide = std::max(outcome.peak_guide, ambient + guide);
  if (film > glass_transition) outcome.latency = time;
}

double enthalpy(const StackGrid& stack, const FilmState& state, double heat_of_fusion) {
  double sum = 0;
  for (std::size_t i = 0; i < state.rise.size(); ++i)
    sum += stack.grid().capacity[i] * state.rise[i];
  for (int c = 0; c < stack.columns(); ++c)
    for (std::size_t cell = stack.cell(0, 0, c); cell < stack.cell(0, 0, c + 1); ++cell)
      sum += heat_of_fusion * stack.cell_volume(c) * (1 - state.crystalline[cell]);
  return sum;
}

}  // namespace verdet
