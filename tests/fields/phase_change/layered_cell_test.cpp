// The layered cell: heat of the stack, energy through melt and freeze, accumulation, convergence.
#include "verdet/fields/phase_change/layered_cell.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "fields/phase_change/films.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {
namespace {

using namespace testing_films;

LayeredCell cell_of(const ThermalStack& stack, StepControl control = {}) {
  return LayeredCell(StackGrid(stack), absorbing_modes(), KineticsTable(wang()), 300, {}, control);
}

TEST(KineticsTable, FollowsTheLaws) {
  const auto& p = wang();
  const KineticsTable table(p);
  for (const double kelvin : {350.3, 533.9, 610.2, 757.7}) {
    EXPECT_NEAR(table.at(kelvin).growth / physics::growth_velocity(p, kelvin), 1, 5e-4) << kelvin;
    EXPECT_NEAR(table.at(kelvin).nucleation / physics::nucleation_rate(p, kelvin), 1, 1e-3)
        << kelvin;
  }
  EXPECT_EQ(table.at(900).growth, 0);
  EXPECT_EQ(table.at(2000).nucleation, 0);
  EXPECT_NEAR(table.nose(), 656, 2);
}

TEST(FilmModes, InterpolateThroughTheirPoints) {
  const FilmModes modes = absorbing_modes();
  for (const double x : {0.0, 0.1, 0.5, 0.77, 1.0}) {
    EXPECT_NEAR(modes.index(x).real(), 1.62 + 0.13 * x, 1e-14);
    EXPECT_NEAR(modes.index(x).imag(), 3.2e-4 + 0.089 * x * x, 1e-14);
  }
  // 10 log10(e) 4 pi k/lambda: the crystalline table is 3.15 dB/um.
  EXPECT_NEAR(modes.attenuation(1) * 1e-6 * 10 / std::log(10.0), 3.145, 1e-3);
  EXPECT_NEAR(modes.index(0, kWavelength * 1.01).real(), 1.62 - 0.01 * (2.1 - 1.62), 1e-12);
  const double whole = modes.weight(0, 0.65e-6);
  EXPECT_NEAR((modes.weight(0, 0.2e-6) + modes.weight(0.2e-6, 0.65e-6)) / whole, 1, 1e-12);
  // The integral of cos^2(b s) from 0 to 1 is (1 + sin(2b)/(2b))/2.
  EXPECT_NEAR(whole / 0.65e-6, 0.5 * (1 + std::sin(2.4) / 2.4), 1e-3);
}

// Steady: a strip at one temperature on oxide that ends on the confocal ellipse of that depth has
// the resistance asinh(t/a)/(pi k) per length, exactly.
TEST(StackGrid, SteadyResistanceOfTheStrip) {
  ThermalStack stack = nitride_stack();
  stack.core.conductivity = 1e4;
  const StackGrid grid(stack);
  Conduction heat(grid.grid());
  std::vector<double> rise(grid.grid().count(), 0.0), power(rise.size(), 0.0);
  const int top = stack.film_layers;  // the uppermost row of the core
  for (int i = 0; i < grid.grid().size[0]; ++i)
    power[grid.grid().index(i, top, 0)] = 100 * grid.segment_length();  // 100 W/m
  for (int s = 0; s < 4000; ++s) heat.step(rise, power, 3e-8);
  const double expected = 100 * std::asinh(3e-6 / 0.65e-6) / (M_PI * 1.38);
  EXPECT_NEAR(rise[grid.grid().index(3, top, 3)] / expected, 1, 1e-3);
}

// The oxide's volumes fill the half-ellipse: (pi/2) (t) sqrt(t^2 + a^2) of area.
TEST(StackGrid, VolumesFillTheirShapes) {
  const ThermalStack stack = nitride_stack();
  const StackGrid grid(stack);
  double sum = 0;
  for (const std::size_t v : grid.guide_volumes()) sum += grid.grid().capacity[v];
  const double length = grid.segment_length() * grid.grid().size[0];
  const double core = 2.17e6 * 330e-9 * 1.3e-6;
  const double oxide = 1.56e6 * M_PI / 2 * 3e-6 * std::hypot(3e-6, 0.65e-6);
  EXPECT_NEAR(sum / length / (core + oxide), 1, 1e-12);
  double film = 0;
  for (int c = 0; c < grid.columns(); ++c)
    film += grid.cell_volume(c) * grid.segments() * grid.layers();
  EXPECT_NEAR(film / (5e-6 * 1.3e-6 * 10e-9), 1, 1e-12);
}

// Early: a film on a large boundary resistance keeps all it absorbs.
TEST(LayeredCell, WeakPulsesHeatTheFilmFirst) {
  ThermalStack stack = nitride_stack();
  stack.boundary_resistance = 1e-6;
  const LayeredCell cell(StackGrid(stack), indifferent_modes(), KineticsTable(wang()), 300, {}, {});
  FilmState state = cell.start(0);
  const PulseOutcome outcome =
      cell.apply(state, {.power = 1e-3, .width = 100e-12, .period = 100e-12}, {});
  const double loss = 4 * M_PI / kWavelength * 2e-3 * 5e-6;
  EXPECT_NEAR(outcome.absorbed / (1e-13 * (1 - std::exp(-loss))), 1, 1e-9);
  EXPECT_NEAR(outcome.delivered, 1e-13, 1e-25);
  double mean = 0, total = 0;
  for (int c = 0; c < cell.stack().columns(); ++c)
    for (std::size_t i = cell.stack().cell(0, 0, c); i < cell.stack().cell(0, 0, c + 1); ++i) {
      mean += cell.stack().cell_volume(c) * state.rise[cell.stack().volume(i)];
      total += cell.stack().cell_volume(c);
    }
  EXPECT_NEAR(mean * 1.25e6 / outcome.absorbed, 1, 0.01);
  EXPECT_NEAR(total, 5e-6 * 1.3e-6 * 10e-9, 1e-24);
}

// With the sink out of reach, heat plus latent heat equals what was absorbed, through melt and
// freeze.
TEST(LayeredCell, EnergyClosesThroughMeltAndFreeze) {
  ThermalStack stack = nitride_stack();
  stack.oxide.conductivity = 1e-9;
  const LayeredCell cell = cell_of(stack);
  FilmState state = cell.start(1);
  const double before = cell.energy(state);
  const WritePulse pulse{.power = 20e-3, .width = 20e-9, .period = 20e-9};
  const PulseOutcome hot = cell.apply(state, pulse, {});
  EXPECT_GT(hot.peak_temperature, 900);
  EXPECT_LT(cell.mean_crystalline(state), 0.9);
  const PulseOutcome cold = cell.apply(state, {.power = 0, .width = 1e-9, .period = 5e-6}, {});
  EXPECT_EQ(cold.absorbed, 0);
  EXPECT_NEAR((cell.energy(state) - before) / hot.absorbed, 1, 1e-9);
}

// A film that keeps its heat melts whole at c (T_m - T_0) + L = 1.375 aJ/nm^3 and not before.
TEST(LayeredCell, MeltsAtTheAdiabaticDensity) {
  ThermalStack stack = nitride_stack();
  stack.boundary_resistance = 1;
  const LayeredCell cell(StackGrid(stack), indifferent_modes(), KineticsTable(wang()), 300, {}, {});
  const double volume = stack.film_length * stack.film_width * stack.film_thickness;
  for (const double share : {0.97, 1.03}) {
    FilmState state = cell.start(1);
    double absorbed = 0;
    const double wanted = share * 1.375e9 * volume;
    while (absorbed < wanted) {
      FilmState trial = state;
      const double got = cell.apply(trial, {1e-2, 1e-10, 1e-10}, {}).absorbed;
      const double power = 1e-2 * std::min(1.0, (wanted - absorbed) / got * 1.0001);
      absorbed += cell.apply(state, {power, 1e-10, 1e-10}, {}).absorbed;
    }
    if (share < 1) {
      EXPECT_GT(cell.mean_crystalline(state), 0.02);
      EXPECT_LT(cell.mean_crystalline(state), 0.15);
    } else {
      EXPECT_LT(cell.mean_crystalline(state), 0.03);
    }
  }
}

// Sub-threshold pulses far apart: N of them crystallise as one of the summed time at temperature.
TEST(LayeredCell, SubThresholdPulsesAccumulate) {
  ThermalStack stack = nitride_stack();
  stack.oxide_thickness = 1e-6;
  const LayeredCell cell(StackGrid(stack), indifferent_modes(), KineticsTable(wang()), 300, {}, {});
  const double power = 35e-3;
  FilmState once = cell.start(0), often = cell.start(0);
  const PulseOutcome held =
      cell.apply(once, {.power = power, .width = 160e-6, .period = 180e-6}, {});
  for (int i = 0; i < 4; ++i)
    cell.apply(often, {.power = power, .width = 40e-6, .period = 60e-6}, {});
  EXPECT_GT(held.peak_temperature, 500);
  EXPECT_LT(held.peak_temperature, 620);
  const double x = cell.mean_crystalline(once);
  EXPECT_GT(x, 0.1);
  EXPECT_LT(x, 0.9);
  EXPECT_NEAR(cell.mean_crystalline(often) / x, 1, 0.05);
}

TEST(LayeredCell, AShortStrongPulseLeavesGlassAndAWarmOneCrystal) {
  const LayeredCell cell = cell_of(nitride_stack());
  FilmState state = cell.start(1);
  const double dark = cell.read(state, kWavelength).transmission;
  EXPECT_NEAR(dark, 0.99 * 0.99 * std::exp(-4 * M_PI / kWavelength * 0.08932 * 5e-6), 1e-6);
  cell.apply(state, {.power = 15e-3, .width = 20e-9, .period = 1e-6}, {});
  const double bright = cell.read(state, kWavelength).transmission;
  const double glass = cell.mean_crystalline(state);
  EXPECT_GT(bright, 1.1 * dark);
  EXPECT_LT(glass, 0.97);
  for (int i = 0; i < 10; ++i)
    cell.apply(state, {.power = 4.5e-3, .width = 100e-9, .period = 1e-6}, {});
  EXPECT_LT(cell.read(state, kWavelength).transmission, bright);
  EXPECT_GT(cell.mean_crystalline(state), glass);
}

// Steps and grid refined: the answers settle. (The hottest cell gets hotter as cells shrink: what
// is compared is the state.)
TEST(LayeredCell, SettlesWithStepAndGrid) {
  const WritePulse pulse{.power = 15e-3, .width = 20e-9, .period = 200e-9};
  const auto after = [&](const ThermalStack& stack, double step) {
    const LayeredCell cell = cell_of(stack, {.temperature = step, .crystalline = step / 200});
    FilmState state = cell.start(1);
    const PulseOutcome outcome = cell.apply(state, pulse, {});
    return std::array{outcome.absorbed * 1e12, cell.mean_crystalline(state),
                      std::log(cell.read(state, kWavelength).transmission)};
  };
  const ThermalStack base = nitride_stack();
  const auto coarse = after(base, 10), fine = after(base, 5), finest = after(base, 1.5);
  ThermalStack dense = base;
  dense.segments *= 2, dense.columns *= 2, dense.film_layers *= 2;
  dense.core_layers *= 2, dense.oxide_layers *= 2;
  const auto denser = after(dense, 10);
  for (std::size_t i = 0; i < coarse.size(); ++i) {
    EXPECT_NEAR(coarse[i] / finest[i], 1, 0.02) << i;
    EXPECT_NEAR(fine[i] / finest[i], 1, 0.01) << i;
    EXPECT_NEAR(denser[i] / coarse[i], 1, 0.03) << i;
  }
}

}  // namespace
}  // namespace verdet
