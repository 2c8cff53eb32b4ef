// Films divided into islands, on straight guides and on tapers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "studies/cells.hpp"
#include "verdet/devices/phase_change_cell.hpp"

namespace verdet {
namespace {

using testing::HasSubstr;
using testing_cells::ask, testing_cells::device, testing_cells::last, testing_cells::message_of;

constexpr double kWavelength = 1.55e-6;

const CellModel& cell(const std::string& film, const std::string& further = "") {
  return dynamic_cast<const PhaseChangeCell&>(device("pcm_synapse", further, film)).cell();
}

CellReadout seen(const CellModel& cell, double crystalline) {
  return cell.read(cell.start(crystalline), kWavelength);
}

PulseOutcome pulse(const CellModel& cell, FilmState& state, double power, double width) {
  return cell.apply(state, WritePulse{.power = power, .width = width, .period = 300e-9}, {});
}

TEST(Islands, EqualOnesMultiply) {
  const CellModel& one = cell("length: 1 um");
  const CellModel& three = cell("length: 1 um, islands: 3, gap: 2 um");
  const CellModel& closer = cell("length: 1 um, islands: 3, gap: 1 um");
  for (const double crystalline : {0.0, 0.4, 1.0}) {
    const double single = seen(one, crystalline).transmission;
    EXPECT_NEAR(seen(three, crystalline).transmission / std::pow(single, 3), 1, 1e-12);
    EXPECT_NEAR(three.mean_crystalline(three.start(crystalline)), crystalline, 1e-12);
  }
  // Two gaps longer by 1 um each, between the indices of oxide and nitride.
  const double longer = seen(three, 0).phase - seen(closer, 0).phase;
  const double index = longer * kWavelength / (2 * std::numbers::pi * 2e-6);
  EXPECT_GT(index, 1.45);
  EXPECT_LT(index, 1.99);
  EXPECT_NEAR(seen(three, 0).phase - 3 * seen(one, 0).phase, 2 * longer, 1e-9);
}

TEST(Islands, OnATaperEachHasTheWidthOfItsMiddle) {
  // 3 um from 1.3 um to 0.7 um: 1.2 um and 0.8 um in the middles of the islands.
  const CellModel& taper = cell("length: 1 um, islands: 2, gap: 1 um",
                                ", waveguide: {width: 1.3 um, end_width: 0.7 um}");
  const CellModel& wide = cell("length: 1 um", ", waveguide: {width: 1.2 um}");
  const CellModel& narrow = cell("length: 1 um", ", waveguide: {width: 0.8 um}");
  const double product = seen(wide, 1).transmission * seen(narrow, 1).transmission;
  EXPECT_NEAR(seen(taper, 1).transmission / product, 1, 1e-9);
  EXPECT_GT(std::abs(seen(wide, 1).transmission / seen(narrow, 1).transmission - 1), 0.02);
}

TEST(Islands, WeakLightIsLostOneAfterTheOther) {
  const CellModel& one = cell("length: 1 um");
  const CellModel& three = cell("length: 1 um, islands: 3, gap: 2 um");
  FilmState single = one.start(1), row = three.start(1);
  const double share = pulse(one, single, 1e-6, 10e-9).absorbed / (1e-6 * 10e-9);
  const PulseOutcome outcome = pulse(three, row, 1e-6, 10e-9);
  const double passed = seen(one, 1).transmission;
  EXPECT_NEAR(outcome.delivered / (1e-6 * 10e-9), 1, 1e-9);
  EXPECT_NEAR(outcome.absorbed / outcome.delivered / (share * (1 + passed + passed * passed)), 1,
              1e-6);
}

TEST(Islands, TheFirstMeltsFirst) {
  const CellModel& three = cell("length: 1 um, islands: 3, gap: 2 um");
  FilmState state = three.start(1);
  const PulseOutcome outcome = pulse(three, state, 9e-3, 50e-9);
  EXPECT_NEAR(outcome.delivered / (9e-3 * 50e-9), 1, 1e-9);
  EXPECT_LT(outcome.absorbed, outcome.delivered);
  const std::vector<CellFigure> islands = three.figures(state);
  ASSERT_EQ(islands.size(), 3U);
  EXPECT_LT(islands[0].value, 0.9);
  EXPECT_LT(islands[0].value, islands[1].value);
  EXPECT_LE(islands[1].value, islands[2].value);
  EXPECT_NEAR(three.mean_crystalline(state),
              (islands[0].value + islands[1].value + islands[2].value) / 3, 1e-12);
}

// A row of two short films takes a pulse as one film of twice the length does, but for the heat
// that flows between its halves and for its two junctions more. With f what a junction passes and q
// what half a film does, the whole takes f (1 - q^2) and the halves f (1 - q) (1 + f^2 q).
TEST(Islands, TwoHalvesDoWhatTheWholeDoes) {
  const CellModel& whole = cell("length: 2 um");
  const CellModel& halves = cell("length: 1 um, islands: 2, gap: 0 um");
  const double t_half = seen(cell("length: 1 um"), 1).transmission;
  const double f2 = t_half * t_half / seen(whole, 1).transmission, q = t_half / f2;
  ASSERT_LT(f2, 1);
  FilmState one = whole.start(1), two = halves.start(1);
  const double absorbed = pulse(whole, one, 12e-3, 20e-9).absorbed;
  const double ratio = pulse(halves, two, 12e-3, 20e-9).absorbed / absorbed;
  EXPECT_NEAR(ratio / ((1 + f2 * q) / (1 + q)), 1, 0.03);
  EXPECT_LT(whole.mean_crystalline(one), 0.9);
  EXPECT_NEAR(halves.mean_crystalline(two), whole.mean_crystalline(one), 0.1);
}

TEST(Islands, TablesTellWhatEachDid) {
  const Table table =
      ask(device("pcm_synapse", "", "length: 1 um, islands: 3, gap: 2 um"), "transient",
          "duration: 100 ns, samples: 21, input: {power: 9 mW, pulses: {width: 50 ns, period: 100 "
          "ns}}");
  EXPECT_LT(last(table, "crystalline_fraction_1"), last(table, "crystalline_fraction_3"));
}

TEST(Islands, FaultsAreFoundBeforeModesAreSolved) {
  const auto message = [](const std::string& film, const std::string& further) {
    return message_of([&] { device("pcm_synapse", further, film); });
  };
  EXPECT_THAT(message("length: 5 um, islands: 6, gap: 1 um", ""),
              HasSubstr("longer than its waveguide"));
  EXPECT_THAT(message("length: 5 um", ", waveguide: {end_width: 0.8 um}"),
              HasSubstr("cell.islands"));
  EXPECT_THAT(
      message("length: 1 um, islands: 2, width: 1.2 um", ", waveguide: {end_width: 0.8 um}"),
      HasSubstr("cannot be wider"));
  EXPECT_THAT(message("length: 1 um, islands: 2",
                      ", waveguide: {platform: Si, width: 500 nm, height: 220 nm}, "
                      "heater: {type: graphene}"),
              HasSubstr("one film"));
}

}  // namespace
}  // namespace verdet
