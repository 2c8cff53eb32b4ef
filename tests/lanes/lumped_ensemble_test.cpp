// Lumped cells in lanes against the same equations one by one over double.
#include "verdet/fields/phase_change/lumped_ensemble.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "verdet/materials/kinetics.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {
namespace {

LumpedCell<double> typical() {
  LumpedCell<double> cell{};
  for (std::size_t i = 0; i < kThermalTerms; ++i)
    cell.heat.time[i] = 1e-10 * std::pow(10.0, 0.5 * static_cast<double>(i));
  cell.heat.resistance = {500, 4000, 20000, 3000, 6000, 5000, 4000, 3000, 1000, 500};
  cell.attenuation = {0.01, 0.1, 0.5, 0.2};
  cell.facet = 0.98;
  cell.ambient = 300;
  cell.melting = 900;
  cell.latent_heat = 4e-11;
  cell.melt_like_crystal = 1;
  cell.melt_range = 20;
  return cell;
}

TEST(LumpedEnsemble, StepsAddUp) {
  const std::vector<LumpedStep> steps = pulse_steps(20e-9, 1e-6, 32, 40);
  double lit = 0, all = 0;
  for (const LumpedStep& step : steps) lit += step.duration * step.light, all += step.duration;
  EXPECT_NEAR(lit, 20e-9, 1e-20);
  EXPECT_NEAR(all / 1e-6, 1, 1e-9);
}

TEST(LumpedEnsemble, LanesAgreeWithTheEquationsOverDouble) {
  const LumpedCell<double> cell = typical();
  const auto kinetics = read_kinetics(Node::text("Wang2021")).parameters;
  const physics::GrainMoments<double> grains = physics::moments_at_fraction(
      0.999, physics::nucleation_rate(kinetics, 656.0), physics::growth_velocity(kinetics, 656.0));
  const std::vector<LumpedStep> steps = pulse_steps(20e-9, 1e-6, 64, 200);
  std::vector<double> power;
  for (int i = 0; i < 37; ++i) power.push_back(2e-3 + 4e-3 * i);
  LumpedEnsemble ensemble(power.size(), 1, grains);
  advance_ensemble(cell, kinetics, steps, power, ensemble);
  struct Rates {
    double growth, nucleation;
  };
  const auto rates = [&](double kelvin) {
    return kelvin < 900 ? Rates{physics::growth_velocity(kinetics, kelvin),
                                physics::nucleation_rate(kinetics, kelvin)}
                        : Rates{0, 0};
  };
  int molten = 0;
  for (std::size_t i = 0; i < power.size(); ++i) {
    LumpedState<double> state{};
    state.crystalline = 1;
    state.grains = grains;
    for (const LumpedStep& step : steps) {
      lumped_step(state, cell, power[i] * step.light, step.duration,
                  chain_step(cell.heat, step.duration), rates);
    }
    EXPECT_NEAR(ensemble.crystalline[i], state.crystalline, 1e-8) << power[i];
    EXPECT_NEAR(ensemble.rise[7][i], state.rise[7], 1e-6) << power[i];
    molten += state.crystalline < 0.5;
  }
  EXPECT_GT(molten, 5);
  EXPECT_LT(molten, 35);
}

}  // namespace
}  // namespace verdet
