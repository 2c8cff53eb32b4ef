#include <gtest/gtest.h>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/observables.hpp"
#include "verdet/fields/modes/shapes.hpp"
#include "verdet/fields/modes/sidewall_roughness.hpp"

namespace verdet {
namespace {

CrossSection wire(std::complex<double> core, double cladding = 1.444) {
  StripShape s;
  s.core = isotropic_medium(core);
  s.cladding = s.substrate = isotropic_medium(cladding);
  return strip(s);
}

ModeOptions options(int count) {
  ModeOptions o;
  o.count = count;
  o.accuracy = 2e-4;
  o.window = Box{-1.3e-6, 1.3e-6, -1.2e-6, 1.42e-6};
  return o;
}

TEST(Observables, OneWattAndOrthogonalModes) {
  const auto modes = solve_modes(wire(3.476), options(2));
  for (const Mode& m : modes) EXPECT_NEAR(mode_power(m), 1, 1e-12);
  EXPECT_NEAR(std::abs(overlap(modes[0], modes[0])), 1, 1e-12);
  EXPECT_LT(std::abs(overlap(modes[0], modes[1])), 1e-6);
}

TEST(Observables, FieldsObeyFaradaysLawInTheCore) {
  // i beta Ex - dEz/dx = i omega mu0 Hy at the centre of the guide, by central differences.
  const Mode m = solve_modes(wire(3.476), options(1)).front();
  const FieldGrid& g = m.grid;
  int i = 0, j = 0;
  while (g.x[i] < 60e-9) ++i;
  while (g.y[j] < 110e-9) ++j;
  const double k0 = 2 * M_PI / 1.55e-6;
  const std::complex<double> beta = k0 * m.n_eff;
  const auto ez = [&](int a) { return m.electric[2][g.index(a, j)]; };
  const std::complex<double> slope = (ez(i + 1) - ez(i - 1)) / (g.x[i + 1] - g.x[i - 1]);
  const std::complex<double> left =
      std::complex<double>(0, 1) * beta * m.electric[0][g.index(i, j)] - slope;
  const std::complex<double> right =
      std::complex<double>(0, 1) * k0 * 376.730313668 * m.magnetic[1][g.index(i, j)];
  EXPECT_LT(std::abs(left - right), 0.01 * std::abs(right));
}

TEST(Observables, ConfinementIsTheDerivativeOfTheIndex) {
  const double h = 0.01;
  const Mode here = solve_modes(wire(3.476), options(1)).front();
  const double high = solve_modes(wire(3.476 + h), options(1)).front().n_eff.real();
  const double low = solve_modes(wire(3.476 - h), options(1)).front().n_eff.real();
  ASSERT_EQ(here.confinement.size(), 1u);
  EXPECT_NEAR(here.confinement[0].factor, (high - low) / (2 * h), 0.01);
  // Above one: light is slower in the guide than in bulk silicon.
  EXPECT_GT(here.confinement[0].factor, 1.0);
  const double up = solve_modes(wire(3.476, 1.444 + h), options(1)).front().n_eff.real();
  const double down = solve_modes(wire(3.476, 1.444 - h), options(1)).front().n_eff.real();
  EXPECT_NEAR(confinement_factor(wire(3.476), here, -1), (up - down) / (2 * h), 0.01);
}

TEST(Observables, EffectiveAreaOfUniformLightIsItsArea) {
  Mode m;
  m.grid = {{0.5, 1.5, 3.0}, {0.5, 2.0}, {1, 1, 2}, {1, 2}};
  for (auto& f : m.electric) f.assign(6, {0.3, 0.4});
  for (auto& f : m.magnetic) f.assign(6, 1.0);
  EXPECT_NEAR(effective_area(m), 12, 1e-12);
  EXPECT_NEAR(te_fraction(m), 0.5, 1e-12);
  // Light in one cell only.
  for (auto& f : m.electric) std::fill(f.begin(), f.end(), 0.0);
  m.electric[0][m.grid.index(2, 1)] = 7;
  EXPECT_NEAR(effective_area(m), 4, 1e-12);
}

TEST(Observables, OverlapOfDifferentWidthsIsTheButtCoupling) {
  StripShape s;
  s.core = isotropic_medium(3.476);
  s.cladding = s.substrate = isotropic_medium(1.444);
  const Mode a = solve_modes(strip(s), options(1)).front();
  s.width = 450e-9;
  const Mode b = solve_modes(strip(s), options(1)).front();
  const double power = std::norm(overlap(a, b));
  EXPECT_LT(power, 1);
  EXPECT_GT(power, 0.97);
  EXPECT_NEAR(power, std::norm(overlap(b, a)), 2e-3);
}

// Radiation of line currents i omega eps0 (n1^2 - n2^2) E(wall) f(z) into a medium n2, both walls:
// alpha = 2 phi^2 (n1^2 - n2^2)^2 k0^3 / (4 pi n1) int_0^pi S(beta - n2 k0 cos t) dt,
// S(q) = 2 sigma^2 Lc / (1 + Lc^2 q^2), phi^2 = E(wall)^2 / int E^2 of the exact slab mode.
double roughness_by_integration(const RoughSlab& s) {
  const double k0 = 2 * M_PI / s.wavelength, d = s.width / 2, n1 = s.core_index,
               n2 = s.cladding_index;
  const double k = k0 * std::sqrt(n1 * n1 - s.n_eff * s.n_eff);
  const double g = k0 * std::sqrt(s.n_eff * s.n_eff - n2 * n2);
  const double phi2 = std::pow(std::cos(k * d), 2) / (d + 1 / g);
  const int steps = 20000;
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double q = s.n_eff * k0 - n2 * k0 * std::cos((i + 0.5) * M_PI / steps);
    const double l = s.correlation_length;
    sum += 2 * s.roughness * s.roughness * l / (1 + l * l * q * q) * M_PI / steps;
  }
  return 2 * phi2 * std::pow(n1 * n1 - n2 * n2, 2) * std::pow(k0, 3) / (4 * M_PI * n1) * sum;
}

TEST(Roughness, ClosedFormEqualsTheRadiationIntegral) {
  // n_eff of the fundamental slab modes, from tan(k d) = g / k.
  const RoughSlab slabs[] = {{3.476, 1.444, 500e-9, 1.55e-6, 3.271573748, 2e-9, 50e-9},
                             {1.5, 1.45, 2e-6, 1e-6, 1.48978061, 5e-9, 1e-6},
                             {2.0, 1.444, 800e-9, 1.55e-6, 1.887468632, 2e-9, 200e-9}};
  for (const RoughSlab& s : slabs)
    EXPECT_NEAR(roughness_loss(s) / roughness_by_integration(s), 1, 1e-4);
}

TEST(Roughness, ScalesWithTheVarianceAndRejectsNonsense) {
  RoughSlab s{3.476, 1.444, 500e-9, 1.55e-6, 3.2716, 2e-9, 50e-9};
  const double one = roughness_loss(s);
  s.roughness *= 2;
  EXPECT_NEAR(roughness_loss(s), 4 * one, 1e-9 * one);
  s.n_eff = 1.4;
  EXPECT_THROW(roughness_loss(s), DomainError);
  s = {3.476, 3.5, 500e-9, 1.55e-6, 3.2716, 2e-9, 50e-9};
  EXPECT_THROW(roughness_loss(s), DomainError);
}

}  // namespace
}  // namespace verdet
