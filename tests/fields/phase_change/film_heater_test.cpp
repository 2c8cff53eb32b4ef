// A heater over, under or in the guide of a phase-change cell: steady states, energy, the circuit.
#include "verdet/fields/phase_change/film_heater.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "fields/phase_change/films.hpp"
#include "verdet/fields/phase_change/layered_cell.hpp"

namespace verdet {
namespace {

using namespace testing_films;

constexpr double kArea = 5e-6 * 1.3e-6;  // of the film, m^2
constexpr double kBoundary = 5e-8;       // m^2 K/W

// One segment and evenly absorbed light: heat flows alike from every column of the film.
ThermalStack stack_with(HeaterPlace place) {
  ThermalStack stack = nitride_stack();
  stack.heater_place = place;
  stack.heater_thickness = 40e-9;
  stack.heater_resistance = 3e-8;
  stack.heater = {2.6e6, 5};
  stack.segments = 1;
  return stack;
}

FilmHeater resistor(double ohm) {
  return {.circuit = {.conductor = {ohm, 0, 0}, .source_resistance = 50, .capacitance = 1e-13}};
}

LayeredCell cell_with(HeaterPlace place, double ohm = 150) {
  return LayeredCell(StackGrid(stack_with(place)), indifferent_modes(), KineticsTable(wang()), 300,
                     {}, {}, resistor(ohm));
}

WritePulse volts(double level, double width, double period) {
  return {.power = level, .width = width, .period = period, .drive = PulseDrive::voltage};
}

// Steps far above the time constants along and across keep what is left of a transient (see
// Conduction): a steady state is come near in many pulses without a pause.
constexpr double kLong = 1e-5;  // s

PulseOutcome settle(const LayeredCell& cell, FilmState& state, const WritePulse& pulse) {
  for (int i = 0; i < 40; ++i) cell.apply(state, pulse, {});
  return cell.apply(state, pulse, {});
}

// Rises along the middle column, from the top row downwards.
std::vector<double> profile(const LayeredCell& cell, const FilmState& state) {
  const ConductionGrid& grid = cell.stack().grid();
  std::vector<double> rises;
  for (int row = 0; row < grid.size[1]; ++row)
    rises.push_back(state.rise[grid.index(grid.size[0] / 2, row, 0)]);
  return rises;
}

double flux_of(double watts) {
  return watts / kArea;
}

TEST(FilmHeater, AboveTheFilmDrivesItsHeatThroughEveryLayer) {
  const LayeredCell cell = cell_with(HeaterPlace::Above);
  FilmState state = cell.start(1);
  const PulseOutcome done = settle(cell, state, volts(0.4, kLong, kLong));
  const double watts = 0.3 * 0.3 / 150;  // three quarters of 0.4 V fall on 150 ohm
  EXPECT_NEAR(done.absorbed / (watts * kLong), 1, 1e-6);
  const std::vector<double> rise = profile(cell, state);
  const double q = flux_of(watts);
  // Two heater layers of 20 nm, three film layers of 3.33 nm: from middle to middle.
  EXPECT_NEAR((rise[1] - rise[2]) / (q * (10e-9 / 5 + kBoundary + 10e-9 / 6 / 0.5)), 1, 1e-6);
  EXPECT_NEAR((rise[2] - rise[4]) / (q * 2 * 10e-9 / 3 / 0.5), 1, 1e-6);
}

TEST(FilmHeater, BelowTheFilmLeavesItAtItsOwnTemperature) {
  const LayeredCell cell = cell_with(HeaterPlace::Below);
  FilmState state = cell.start(1);
  settle(cell, state, volts(0.4, kLong, kLong));
  const std::vector<double> rise = profile(cell, state);
  EXPECT_NEAR(rise[0] / rise[2], 1, 1e-6);  // no heat flows through the film
  EXPECT_NEAR(rise[2] / rise[3], 1, 1e-6);
  // All of it leaves by the boundary to the core, whose first half row is below 6 nm thick.
  const double drop = rise[4] - rise[5], q = flux_of(0.09 / 150);
  EXPECT_GT(drop, q * (3e-8 + 10e-9 / 5));
  EXPECT_LT(drop, q * (3e-8 + 10e-9 / 5 + 6e-9 / 2.7));
}

TEST(FilmHeater, InTheCoreMakesFilmAndTopOfTheCoreEquallyHot) {
  const LayeredCell cell = cell_with(HeaterPlace::Core);
  FilmState state = cell.start(1);
  settle(cell, state, volts(0.4, kLong, kLong));
  const std::vector<double> rise = profile(cell, state);
  EXPECT_GT(rise[0], 1);
  EXPECT_NEAR(rise[0] / rise[3], 1, 1e-6);
}

TEST(FilmHeater, HeatsTheGuideAsLightOfEqualPowerDoes) {
  const LayeredCell cell = cell_with(HeaterPlace::Above);
  FilmState lit = cell.start(1), driven = cell.start(1);
  const PulseOutcome light = settle(cell, lit, {.power = 8e-3, .width = kLong, .period = kLong});
  const double watts = light.absorbed / kLong;
  const PulseOutcome current = settle(cell, driven,
                                      {.power = std::sqrt(watts / 150),
                                       .width = kLong,
                                       .period = kLong,
                                       .drive = PulseDrive::current});
  EXPECT_NEAR(current.absorbed / light.absorbed, 1, 1e-6);
  EXPECT_NEAR((current.peak_guide - 300) / (light.peak_guide - 300), 1, 1e-6);
  // Light heats every layer of the film alike, current all of it from above: below the middle of
  // the middle layer run (2/3)(1/3) + 1/6 and 1/2 of q d/k.
  const double drop = flux_of(watts) * 10e-9 / 0.5;
  EXPECT_NEAR((profile(cell, driven)[3] - profile(cell, lit)[3]) / (drop / 9), 1, 1e-2);
}

TEST(FilmHeater, EnergyOfAPulseIsInTheStackAndInTheCircuit) {
  const LayeredCell cell = cell_with(HeaterPlace::Above);
  FilmState state = cell.start(1);
  constexpr double kWidth = 2e-9;
  const PulseOutcome done = cell.apply(state, volts(4, kWidth, 2 * kWidth), {});
  EXPECT_NEAR(cell.energy(state) / done.absorbed, 1, 1e-3);  // the wafer has not felt it yet
  // Drawn: V/R_s times the integral of V - v, v rising to 3 V in tau = C R R_s/(R + R_s).
  const double tau = 1e-13 * 37.5;
  const double drawn = 4.0 / 50 * (1.0 * kWidth + 3 * tau);
  EXPECT_NEAR(done.electrical / drawn, 1, 1e-9);
  EXPECT_EQ(done.delivered, done.electrical);
  EXPECT_LT(done.absorbed, done.electrical);
  // In the heater: 60 mW after a rise, and what the capacitance gives back.
  const double rest = 9.0 / 150, rising = -2 * tau + tau / 2, falling = tau / 2;
  EXPECT_NEAR(done.absorbed / (rest * (kWidth + rising + falling)), 1, 1e-9);
}

TEST(FilmHeater, AColdCellRemembersNothing) {
  const LayeredCell cell = cell_with(HeaterPlace::Above);
  FilmState state = cell.start(1);
  const PulseOutcome first = cell.apply(state, volts(3, 20e-9, 1e-4), {});
  const PulseOutcome second = cell.apply(state, volts(3, 20e-9, 1e-4), {});
  EXPECT_NEAR(second.absorbed / first.absorbed, 1, 1e-9);
  EXPECT_NEAR(second.peak_temperature, first.peak_temperature, 0.5);
}

TEST(FilmHeater, MeltsAndQuenchesTheFilmAsAnyHeatDoes) {
  const LayeredCell cell = cell_with(HeaterPlace::Above);
  FilmState state = cell.start(1);
  const PulseOutcome hot = cell.apply(state, volts(6, 20e-9, 1e-6), {});
  EXPECT_GT(hot.peak_temperature, 900);
  EXPECT_LT(cell.mean_crystalline(state), 0.5);
}

}  // namespace
}  // namespace verdet
