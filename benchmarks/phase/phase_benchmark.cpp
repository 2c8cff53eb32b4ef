// Phase-change cells: time steps of lumped cells in lanes against one by one, and a layered pulse.
#include <fmt/format.h>

#include <cmath>
#include <ctime>

#include "verdet/fields/heat/conduction.hpp"
#include "verdet/fields/phase_change/lumped_ensemble.hpp"
#include "verdet/materials/kinetics.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace {

using namespace verdet;

// Of this core, whoever else runs on the machine.
double seconds(auto&& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

LumpedCell<double> typical() {
  LumpedCell<double> cell{};
  for (std::size_t i = 0; i < kThermalTerms; ++i)
    cell.heat.time[i] = 1e-10 * std::pow(10.0, 0.5 * static_cast<double>(i));
  cell.heat.resistance = {500, 4000, 20000, 3000, 6000, 5000, 4000, 3000, 1000, 500};
  cell.attenuation = {0.01, 0.1, 0.5, 0.2};
  cell.facet = 0.98, cell.ambient = 300, cell.melting = 900, cell.latent_heat = 4e-11;
  cell.melt_like_crystal = 1, cell.melt_range = 20;
  return cell;
}

void lumped() {
  const LumpedCell<double> cell = typical();
  const auto kinetics = read_kinetics(Node::text("Wang2021")).parameters;
  const std::vector<LumpedStep> steps = pulse_steps(20e-9, 1e-6, 30, 30);
  constexpr std::size_t kCells = 100000;
  std::vector<double> power(kCells);
  for (std::size_t i = 0; i < kCells; ++i) power[i] = 5e-3 + 3e-2 * static_cast<double>(i) / kCells;
  LumpedEnsemble ensemble(kCells, 1, {});
  const double lanes = seconds([&] { advance_ensemble(cell, kinetics, steps, power, ensemble); });
  struct Rates {
    double growth, nucleation;
  };
  const auto rates = [&](double kelvin) {
    return kelvin < 900 ? Rates{physics::growth_velocity(kinetics, kelvin),
                                physics::nucleation_rate(kinetics, kelvin)}
                        : Rates{0, 0};
  };
  constexpr std::size_t kAlone = 2000;
  double sum = 0;
  const double alone = seconds([&] {
    for (std::size_t i = 0; i < kAlone; ++i) {
      LumpedState<double> state{};
      state.crystalline = 1;
      for (const LumpedStep& step : steps) {
        lumped_step(state, cell, power[i * (kCells / kAlone)] * step.light, step.duration,
                    chain_step(cell.heat, step.duration), rates);
      }
      sum += state.crystalline;
    }
  });
  const double count = static_cast<double>(steps.size());
  const double rate = kCells * count / lanes, single = kAlone * count / alone;
  fmt::print(
      "lumped: {:.1f} million steps per second in lanes, {:.2f} one by one: {:.1f} times "
      "({:.3f})\n",
      rate * 1e-6, single * 1e-6, rate / single, sum / kAlone);
}

void conduction() {
  ConductionGrid grid({200, 20, 100});
  for (int z = 0; z < 100; ++z)
    for (int y = 0; y < 20; ++y)
      for (int x = 0; x < 200; ++x) {
        const std::size_t i = grid.index(x, y, z);
        grid.capacity[i] = 1.5e6 * 1e-24;
        if (x < 199) grid.conductance[0][i] = 1e-8;
        if (y < 19) grid.conductance[1][i] = 1e-8;
        if (z < 99) grid.conductance[2][i] = 1e-8;
        if (y == 19) grid.sink[i] = 1e-8;
      }
  Conduction heat(grid);
  std::vector<double> rise(grid.count(), 0.0), power(grid.count(), 1e-9);
  constexpr int kSteps = 20;
  const double time = seconds([&] {
    for (int s = 0; s < kSteps; ++s) heat.step(rise, power, 1e-10);
  });
  fmt::print(
      "conduction: 200 x 20 x 100 volumes, {:.1f} ns per volume and step; 1 us in steps of "
      "1 ns: {:.1f} s\n",
      time / kSteps / static_cast<double>(grid.count()) * 1e9, time / kSteps * 1000);
}

}  // namespace

int main() {
  lumped();
  conduction();
}
