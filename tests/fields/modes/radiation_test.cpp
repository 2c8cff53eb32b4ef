// Bends and substrate leakage through absorbers.
#include <gtest/gtest.h>

#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

constexpr double kMicro = 1e-6, kFar = 1e-2;

// Silicon wire 500 nm x 220 nm (3.48) on oxide (1.46) in air: Xiao and Sun 2012.
CrossSection wire_on_oxide() {
  CrossSection s{isotropic_medium(1.0), {}, {}};
  s.regions = {
      rectangle("box", {-kFar, kFar, -kFar, 0}, isotropic_medium(1.46)),
      rectangle("core", {-0.25 * kMicro, 0.25 * kMicro, 0, 0.22 * kMicro}, isotropic_medium(3.48))};
  return s;
}

Mode bent(double radius) {
  ModeOptions o;
  o.bend_radius = radius;
  o.accuracy = 2e-4;
  return solve_modes(wire_on_oxide(), o).front();
}

TEST(Bend, OneMicrometre) {
  const Mode m = bent(1 * kMicro);
  EXPECT_NEAR(m.n_eff.real(), 2.40791, 3e-4);
  EXPECT_NEAR(std::log10(m.n_eff.imag()), -3.63721, 0.1);
}

TEST(LongBend, TwoMicrometres) {
  const Mode m = bent(2 * kMicro);
  EXPECT_NEAR(m.n_eff.real(), 2.39433, 3e-4);
  EXPECT_NEAR(std::log10(m.n_eff.imag()), -6.48982, 0.1);
}

TEST(Bend, SlabLossAgainstTheExactCylinderSolution) {
  // 500 nm slab of 2.845 in 1.444, R = 1 um, E normal to the bend plane: Im n_eff = 9.29e-4.
  CrossSection s{isotropic_medium(1.444), {}, {}};
  s.regions = {
      rectangle("core", {-0.25 * kMicro, 0.25 * kMicro, -kFar, kFar}, isotropic_medium(2.845))};
  ModeOptions o;
  o.bend_radius = 1 * kMicro;
  o.walls.bottom = o.walls.top = Wall::pec;
  o.accuracy = 2e-5;
  const Mode m = solve_modes(s, o).front();
  EXPECT_NEAR(m.n_eff.imag(), 9.29e-4, 1e-5);
  EXPECT_NEAR(m.te_fraction, 0, 1e-9);
}

TEST(Bend, WideRadiusIsStraight) {
  ModeOptions o;
  o.accuracy = 5e-4;
  o.window = Box{-1.2 * kMicro, 1.2 * kMicro, -1.2 * kMicro, 1.4 * kMicro};
  const Mode straight = solve_modes(wire_on_oxide(), o).front();
  o.bend_radius = 1e-3;
  const Mode wide = solve_modes(wire_on_oxide(), o).front();
  EXPECT_NEAR(wide.n_eff.real(), straight.n_eff.real(), 2e-5);
  EXPECT_LT(std::abs(wide.n_eff.imag()), 1e-8);
}

TEST(LongLeaky, WireAboveASiliconHandle) {
  // Bienstman et al. 2006: 500 nm x 220 nm wire of 3.5 on 1 um of 1.45 on 3.5, in air.
  CrossSection s{isotropic_medium(1.0), {}, {}};
  s.regions = {
      rectangle("handle", {-kFar, kFar, -kFar, -kMicro}, isotropic_medium(3.5)),
      rectangle("box", {-kFar, kFar, -kMicro, 0}, isotropic_medium(1.45)),
      rectangle("core", {-0.25 * kMicro, 0.25 * kMicro, 0, 0.22 * kMicro}, isotropic_medium(3.5))};
  ModeOptions o;
  o.index_guess = 2.41;
  o.walls = {Wall::pml, Wall::pml, Wall::pml, Wall::pml};
  o.window = Box{-1.2 * kMicro, 1.2 * kMicro, -1.3 * kMicro, 1.2 * kMicro};
  o.accuracy = 1e-4;
  const Mode m = solve_modes(s, o).front();
  EXPECT_NEAR(m.n_eff.real(), 2.412372, 5e-5);
  EXPECT_NEAR(m.n_eff.imag(), 2.9135e-8, 0.02 * 2.9135e-8);
  EXPECT_FALSE(m.guided);
  EXPECT_NEAR(m.continuum_index, 3.5, 1e-3);
}

}  // namespace
}  // namespace verdet
