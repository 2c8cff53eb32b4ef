// The lumped cell: its thermal chain, its agreement with the layered level, energy.
#include "verdet/fields/phase_change/lumped_cell.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "fields/phase_change/films.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {
namespace {

using namespace testing_films;

constexpr double kVolume = 16e-6 * 0.8e-6 * 20e-9;

// A long film that takes little of the light: nothing varies along or across it, which is what
// lumping assumes.
LayeredCell even_cell() {
  ThermalStack stack = silicon_stack(16e-6, 0.8e-6, 20e-9);
  stack.segments = 16;
  return LayeredCell(StackGrid(stack), indifferent_modes({2.0, 1.25e-4}), KineticsTable(wang()),
                     300, {}, {});
}

LumpedCellModel lumped(const LayeredCell& cell) {
  return LumpedCellModel(cell, 625e6 * kVolume, {});
}

TEST(ThermalChain, ReturnsTheChainItWasMadeOf) {
  std::vector<double> times, response;
  for (int i = 0; i <= 40; ++i) {
    times.push_back(3e-11 * std::pow(10.0, i / 8.0));
    response.push_back(2000 * -std::expm1(-times.back() / 1e-9) +
                       500 * -std::expm1(-times.back() / 1e-7));
  }
  const ThermalChain<double> chain = fit_chain(times, response);
  EXPECT_NEAR(chain.resistance[2], 2000, 10);
  EXPECT_NEAR(chain.resistance[6], 500, 10);
  double sum = 0;
  for (const double r : chain.resistance) sum += r;
  EXPECT_NEAR(sum, 2500, 5);
}

TEST(LumpedCell, HeatsAsTheLayeredCell) {
  const LayeredCell layered = even_cell();
  const LumpedCellModel cell = lumped(layered);
  std::vector<double> times{1e-10, 1e-9, 1e-8, 1e-7, 1e-6};
  const std::vector<double> exact = layered.step_response(times, 0.5);
  for (std::size_t k = 0; k < times.size(); ++k) {
    double sum = 0;
    for (std::size_t i = 0; i < kThermalTerms; ++i)
      sum += cell.cell().heat.resistance[i] * -std::expm1(-times[k] / cell.cell().heat.time[i]);
    EXPECT_NEAR(sum / exact[k], 1, 0.03) << times[k];
  }
}

// Crystallising during the pulse, while cooling from the melt, and melting in part or wholly.
TEST(LumpedCell, AgreesWithTheLayeredCellWhereTheFilmIsEven) {
  const LayeredCell layered = even_cell();
  const LumpedCellModel cell = lumped(layered);
  for (const auto& [power, width, start] :
       {std::tuple{0.32, 50e-9, 0.0}, std::tuple{1.3, 400e-9, 0.0}, std::tuple{2.5, 400e-9, 0.0},
        std::tuple{3.5, 400e-9, 0.0}, std::tuple{5.5, 400e-9, 0.0}, std::tuple{6.5, 20e-9, 1.0},
        std::tuple{8.6, 20e-9, 1.0}}) {
    FilmState a = layered.start(start), b = cell.start(start);
    const WritePulse pulse{.power = power, .width = width, .period = 2e-6};
    const PulseOutcome fine = layered.apply(a, pulse, {}), quick = cell.apply(b, pulse, {});
    EXPECT_NEAR((quick.peak_temperature - 300) / (fine.peak_temperature - 300), 1, 0.06) << power;
    EXPECT_NEAR(quick.absorbed / fine.absorbed, 1, 0.01) << power;
    EXPECT_NEAR(cell.mean_crystalline(b), layered.mean_crystalline(a), 0.08) << power;
  }
}

TEST(LumpedCell, ReadsAsTheLayeredCell) {
  const LayeredCell layered = even_cell();
  const LumpedCellModel cell = lumped(layered);
  for (const double x : {0.0, 0.4, 1.0}) {
    const CellReadout a = layered.read(layered.start(x), 1.55e-6),
                      b = cell.read(cell.start(x), 1.55e-6);
    EXPECT_NEAR(a.transmission, b.transmission, 1e-12);
    EXPECT_NEAR(a.phase, b.phase, 1e-9);
  }
}

}  // namespace
}  // namespace verdet
