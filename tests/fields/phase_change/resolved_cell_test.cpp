// The resolved cell: energy through melt and freeze, agreement with the other levels, randomness,
// faults of its grid.
#include "verdet/fields/phase_change/resolved_cell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "fields/phase_change/films.hpp"
#include "verdet/fields/phase_change/automaton.hpp"
#include "verdet/fields/phase_change/growth_fronts.hpp"
#include "verdet/fields/phase_change/lumped_cell.hpp"

namespace verdet {
namespace {

using namespace testing_films;

ThermalStack small_stack() {
  ThermalStack stack = nitride_stack(0.6e-6, 0.5e-6);
  stack.oxide_thickness = 2e-6;
  stack.spreading_film = true;
  stack.segments = 12;
  stack.film_layers = 1;
  return stack;
}

FilmModes crystal_absorbs() {
  return absorbing_modes(0.25e-6, 1.2);
}

ResolvedCell resolved(const ThermalStack& stack, FilmModes modes, std::uint64_t seed = 1,
                      bool automaton = false, StepControl control = {}) {
  const StackGrid grid(stack);
  SiteLattice lattice = film_lattice(grid, 5e-9, automaton);
  std::unique_ptr<const SiteModel> sites;
  if (automaton)
    sites = std::make_unique<GillespieAutomaton>(std::move(lattice), wang(), seed);
  else
    sites = std::make_unique<GrowthFronts>(std::move(lattice), KineticsTable(wang()), seed);
  return {grid, std::move(modes), KineticsTable(wang()), std::move(sites), 300, {}, control};
}

TEST(ResolvedCell, EnergyClosesThroughMeltAndFreeze) {
  for (const bool automaton : {false, true}) {
    ThermalStack stack = small_stack();
    stack.oxide.conductivity = 1e-9;
    const ResolvedCell cell = resolved(stack, crystal_absorbs(), 1, automaton);
    FilmState state = cell.start(1);
    const double before = cell.energy(state);
    EXPECT_NEAR(cell.mean_crystalline(state), 1, 1e-12);
    const WritePulse pulse{.power = 22e-3, .width = 10e-9, .period = 10e-9};
    const PulseOutcome hot = cell.apply(state, pulse, {});
    EXPECT_GT(hot.peak_temperature, 900);
    EXPECT_LT(cell.mean_crystalline(state), 0.9) << automaton;
    const PulseOutcome cold = cell.apply(state, {.power = 0, .width = 1e-9, .period = 1e-6}, {});
    EXPECT_EQ(cold.absorbed, 0);
    EXPECT_NEAR((cell.energy(state) - before) / hot.absorbed, 1, 1e-9) << automaton;
  }
}

TEST(ResolvedCell, LongTheSeedIsTheOnlyChance) {
  const WritePulse pulse{.power = 6e-3, .width = 20e-9, .period = 200e-9};
  const auto after = [&](std::uint64_t seed) {
    const ResolvedCell cell = resolved(small_stack(), crystal_absorbs(), seed);
    FilmState state = cell.start(0.5);
    cell.apply(state, pulse, {});
    return state.sites.grain;
  };
  EXPECT_EQ(after(4), after(4));
  EXPECT_NE(after(4), after(5));
}

// Lit evenly, and thick against its grains (20 nm at 600 K): what the layered level assumes.
ThermalStack even_stack() {
  ThermalStack stack = silicon_stack(0.6e-6, 0.4e-6, 60e-9);
  stack.spreading_film = true;
  stack.segments = 4;
  stack.film_layers = 1;
  stack.columns = 2;
  return stack;
}

FilmModes even_modes() {
  return indifferent_modes({2.0, 1.25e-4});
}

// Power of a pulse that would heat the film by `rise` (K) if it stayed as it is.
double power_for(const CellModel& cell, double rise, double width) {
  FilmState state = cell.start(0);
  const PulseOutcome weak = cell.apply(state, {1e-3, width, width}, {});
  return 1e-3 * rise / (weak.peak_temperature - 300);
}

TEST(ResolvedCell, AgreesWithTheOtherLevelsWhereTheFilmIsEven) {
  const ThermalStack stack = even_stack();
  const ResolvedCell fine = resolved(stack, even_modes());
  const LayeredCell layered(StackGrid(stack), even_modes(), KineticsTable(wang()), 300, {}, {});
  const LumpedCellModel lumped(layered, 625e6 * 0.6e-6 * 0.4e-6 * 60e-9, {});
  for (const auto& [rise, width, start] :
       {std::tuple{270., 400e-9, 0.0}, std::tuple{290., 400e-9, 0.0}, std::tuple{1000., 20e-9, 1.0},
        std::tuple{1250., 20e-9, 1.0}}) {
    const double power = power_for(layered, rise, width);
    const WritePulse pulse{.power = power, .width = width, .period = 2e-6};
    FilmState a = fine.start(start), b = layered.start(start), c = lumped.start(start);
    const PulseOutcome most = fine.apply(a, pulse, {}), mean = layered.apply(b, pulse, {});
    const PulseOutcome least = lumped.apply(c, pulse, {});
    EXPECT_NEAR((mean.peak_temperature - 300) / (most.peak_temperature - 300), 1, 0.05) << rise;
    EXPECT_NEAR((least.peak_temperature - 300) / (most.peak_temperature - 300), 1, 0.08) << rise;
    EXPECT_NEAR(most.absorbed / mean.absorbed, 1, 0.01) << rise;
    EXPECT_NEAR(fine.mean_crystalline(a), layered.mean_crystalline(b), 0.06) << rise;
    EXPECT_NEAR(fine.mean_crystalline(a), lumped.mean_crystalline(c), 0.1) << rise;
  }
}

// N short pulses far apart crystallise as one of their summed time at temperature.
TEST(ResolvedCell, LongSubThresholdPulsesAccumulate) {
  ThermalStack stack = even_stack();
  stack.film_thickness = 10e-9;
  stack.oxide_thickness = 0.5e-6;
  // Pulses far longer than the heat's way out (0.3 us), so that warming up counts for little; the
  // mean over films, since each has some hundred grains only.
  double once = 0, often = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const ResolvedCell cell = resolved(stack, even_modes(), seed);
    const double power = power_for(cell, 217, 5e-6);
    FilmState held = cell.start(0), pulsed = cell.start(0);
    cell.apply(held, {power, 480e-6, 490e-6}, {});
    for (int i = 0; i < 4; ++i) cell.apply(pulsed, {power, 120e-6, 130e-6}, {});
    once += cell.mean_crystalline(held) / 6;
    often += cell.mean_crystalline(pulsed) / 6;
  }
  EXPECT_GT(once, 0.1);
  EXPECT_LT(once, 0.9);
  EXPECT_NEAR(often / once, 1, 0.1);
}

TEST(ResolvedCell, SettlesWithTheStep) {
  const WritePulse pulse{.power = 14e-3, .width = 20e-9, .period = 200e-9};
  const auto after = [&](double step) {
    const ResolvedCell cell = resolved(small_stack(), crystal_absorbs(), 1, false, {step, 0.05});
    FilmState state = cell.start(1);
    cell.apply(state, pulse, {});
    return cell.mean_crystalline(state);
  };
  const double coarse = after(10), fine = after(2.5);
  EXPECT_LT(coarse, 0.95);
  EXPECT_NEAR(coarse, fine, 0.02);
}

TEST(ResolvedCell, GridsFinerThanTheirSitesAreFaults) {
  ThermalStack stack = small_stack();
  stack.film_layers = 3;
  try {
    film_lattice(StackGrid(stack), 5e-9, false);
    ADD_FAILURE();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("thinner than its sites"));
  }
  stack.film_layers = 1;
  stack.segments = 200;
  stack.columns = 40;
  try {
    film_lattice(StackGrid(stack), 5e-9, false);
    ADD_FAILURE();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("too coarse"));
  }
}

}  // namespace
}  // namespace verdet
