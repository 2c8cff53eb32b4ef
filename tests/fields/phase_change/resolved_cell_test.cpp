// The resolved cell: energy through melt and freeze, agreement with the other levels, randomness,
// faults of its grid.
#include "verdet/fields/phase_change/resolved_cell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/fields/phase_change/automaton.hpp"
#include "verdet/fields/phase_change/growth_fronts.hpp"
#include "verdet/fields/phase_change/lumped_cell.hpp"
#include "verdet/materials/kinetics.hpp"

namespace verdet {
namespace {

constexpr double kWavelength = 1.55e-6;

const physics::CrystallisationKinetics<double>& wang() {
  static const auto parameters = read_kinetics(Node::text("Wang2021")).parameters;
  return parameters;
}

ThermalStack small_stack() {
  return {.film_length = 0.6e-6,
          .film_width = 0.5e-6,
          .film_thickness = 10e-9,
          .cap_thickness = 0,
          .core_height = 330e-9,
          .core_width = 0.5e-6,
          .oxide_thickness = 2e-6,
          .boundary_resistance = 5e-8,
          .film_capacity = 1.25e6,
          .amorphous_conductivity = 0.2,
          .crystalline_conductivity = 0.5,
          .cap = {},
          .core = {2.17e6, 2.7},
          .oxide = {1.56e6, 1.38},
          .spreading_film = true,
          .segments = 12,
          .film_layers = 1,
          .columns = 4};
}

FilmModes crystal_absorbs() {
  std::vector<FilmMode> modes;
  for (const double x : FilmModes::fractions(5))
    modes.push_back({{1.62 + 0.13 * x, 3.2e-4 + 0.089 * x * x}, 2.1, 0.99});
  FilmProfile profile;
  for (int i = 0; i <= 20; ++i) {
    profile.distance.push_back(0.25e-6 * i / 20);
    profile.intensity.push_back(std::pow(std::cos(0.06 * i), 2));
  }
  return FilmModes(kWavelength, {{1.57, 0}, 2.0, 1}, modes, {0.075, 11.9}, profile);
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
  ThermalStack stack = small_stack();
  stack.film_width = stack.core_width = 0.4e-6;
  stack.film_thickness = 60e-9;
  stack.amorphous_conductivity = stack.crystalline_conductivity = 10;
  stack.core_height = 220e-9;
  stack.core = {1.66e6, 148};
  stack.segments = 4;
  stack.columns = 2;
  return stack;
}

FilmModes even_modes() {
  std::vector<FilmMode> modes(3, {{2.0, 1.25e-4}, 2.5, 1.0});
  return FilmModes(kWavelength, {{2.0, 0}, 2.5, 1}, modes, {1, 1}, {{0.0, 1e-6}, {1, 1}});
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
