// Silicon strip in oxide: the published index, both routes through the symmetry, the group index.
#include <gtest/gtest.h>

#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/observables.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

StripShape wire(double core, double cladding) {
  StripShape s;
  s.core = isotropic_medium(core);
  s.cladding = s.substrate = isotropic_medium(cladding);
  return s;
}

TEST(Strip, ReferenceIndex) {
  // Converged by two independent methods (plane waves to resolution 400, finite differences to
  // 2.5 nm): 2.44537 +- 3e-5.
  ModeOptions o;
  o.accuracy = 5e-5;
  const Mode m = solve_modes(strip(wire(3.476, 1.444)), o).front();
  EXPECT_NEAR(m.n_eff.real(), 2.44537, 3e-5);
  EXPECT_EQ(m.n_eff.imag(), 0);
  EXPECT_EQ(m.loss, 0);
  EXPECT_TRUE(m.converged);
  EXPECT_LE(m.error_estimate, 5e-5);
  EXPECT_TRUE(m.guided);
  EXPECT_GT(m.te_fraction, 0.97);
}

TEST(Strip, ErrorEstimateIsHonestAtEveryAccuracy) {
  for (const double accuracy : {1e-2, 5e-4, 1e-4, 3e-5}) {
    ModeOptions o;
    o.accuracy = accuracy;
    const Mode m = solve_modes(strip(wire(3.476, 1.444)), o).front();
    EXPECT_LE(m.error_estimate, accuracy);
    // The reference itself is known to 3e-5.
    EXPECT_LT(std::abs(m.n_eff.real() - 2.44537), 2 * m.error_estimate + 3e-5) << accuracy;
  }
}

TEST(Strip, TextbookCaseHasTwoGuidedModes) {
  ModeOptions o;
  o.count = 2;
  const std::vector<Mode> modes = solve_modes(strip(wire(3.473, 1.444)), o);
  ASSERT_EQ(modes.size(), 2u);
  EXPECT_NEAR(modes[0].n_eff.real(), 2.443, 1e-3);  // Chrostowski and Hochberg 2015, fig. 3.14
  EXPECT_GT(modes[0].te_fraction, 0.97);
  EXPECT_LT(modes[1].te_fraction, 0.1);
  EXPECT_TRUE(modes[1].guided);
  EXPECT_GT(modes[1].n_eff.real(), 1.70);
  EXPECT_LT(modes[1].n_eff.real(), 1.82);
}

TEST(Strip, SymmetryClassesAgreeWithTheWholeSection) {
  ModeOptions half, whole;
  half.count = whole.count = 2;
  half.accuracy = whole.accuracy = 1e-3;
  half.window = whole.window = Box{-1.2e-6, 1.2e-6, -1.0e-6, 1.22e-6};
  whole.mirror_x = whole.mirror_y = Mirror::none;
  const auto a = solve_modes(strip(wire(3.476, 1.444)), half);
  const auto b = solve_modes(strip(wire(3.476, 1.444)), whole);
  for (int k = 0; k < 2; ++k) {
    EXPECT_NEAR(a[k].n_eff.real(), b[k].n_eff.real(), a[k].error_estimate + b[k].error_estimate);
    EXPECT_NEAR(std::abs(overlap(a[k], b[k])), 1, 2e-3);
    EXPECT_NEAR(a[k].te_fraction, b[k].te_fraction, 2e-3);
    EXPECT_NEAR(a[k].effective_area / b[k].effective_area, 1, 5e-3);
  }
}

TEST(Strip, ForcedMirrorPicksThePolarisation) {
  ModeOptions o;
  o.mirror_x = Mirror::magnetic;
  const Mode tm = solve_modes(strip(wire(3.476, 1.444)), o).front();
  EXPECT_LT(tm.te_fraction, 0.1);
  o.mirror_x = Mirror::electric;
  EXPECT_GT(solve_modes(strip(wire(3.476, 1.444)), o).front().te_fraction, 0.97);
}

// Sellmeier formulas, lambda in um: silicon of Salzberg and Villa 1957 in Tatian's form (1984),
// silica of Malitson 1965.
double silicon(double um) {
  const double q = um * um;
  return std::sqrt(1 + 10.6684293 * q / (q - 0.301516485 * 0.301516485) +
                   0.0030434748 * q / (q - 1.13475115 * 1.13475115) +
                   1.54133408 * q / (q - 1104.0 * 1104.0));
}
double silica(double um) {
  const double q = um * um;
  return std::sqrt(1 + 0.6961663 * q / (q - 0.0684043 * 0.0684043) +
                   0.4079426 * q / (q - 0.1162414 * 0.1162414) +
                   0.8974794 * q / (q - 9.896161 * 9.896161));
}
Medium dispersive(double (*n)(double), double wavelength) {
  const double um = wavelength * 1e6, d = 1e-4;
  return isotropic_medium(n(um), (n(um + d) - n(um - d)) / (2 * d) * 1e6);
}
CrossSection dispersive_wire(double wavelength) {
  StripShape s;
  s.core = dispersive(silicon, wavelength);
  s.cladding = s.substrate = dispersive(silica, wavelength);
  return strip(s);
}

// The silicon behind the published group index: one Lorentz line (Chrostowski and Hochberg 2015,
// eq. 3.1), n(1550 nm) = 3.473; its oxide is taken without dispersion.
double book_silicon(double um) {
  const double omega = 2 * M_PI * 299792458.0 / (um * 1e-6), line = 3.9328e15;
  return std::sqrt(7.9874 + 3.6880 * line * line / (line * line - omega * omega));
}

TEST(Strip, GroupIndexWithMaterialDispersion) {
  StripShape s;
  s.core = dispersive(book_silicon, 1.55e-6);
  s.cladding = s.substrate = isotropic_medium(1.444);
  ModeOptions o;
  o.accuracy = 5e-5;
  EXPECT_NEAR(solve_modes(strip(s), o).front().n_group, 4.18, 0.01);
  // Salzberg's silicon and dispersive silica disperse more: each region adds its confinement factor
  // times the difference of its group and phase index.
  const Mode m = solve_modes(dispersive_wire(1.55e-6), o).front();
  const Mode still = solve_modes(strip(wire(silicon(1.55), silica(1.55))), o).front();
  const double core = m.confinement.front().factor;
  const double si = -1.55 * (silicon(1.5501) - silicon(1.5499)) / 2e-4;
  const double glass = -1.55 * (silica(1.5501) - silica(1.5499)) / 2e-4;
  const double outside = confinement_factor(strip(wire(silicon(1.55), silica(1.55))), still, -1);
  EXPECT_NEAR(m.n_group, still.n_group + core * si + outside * glass, 2e-3);
  EXPECT_NEAR(m.n_group, 4.196, 5e-3);
}

TEST(Strip, GroupIndexEqualsTheCentralDifference) {
  ModeSolver solver;
  ModeOptions o;
  o.accuracy = 2e-5;
  o.window = Box{-1.3e-6, 1.3e-6, -1.1e-6, 1.32e-6};
  const double h = 4e-9;
  double n[3], group = 0;
  for (const int side : {0, 1, 2}) {
    o.wavelength = 1.55e-6 + (side - 1) * h;
    const Mode m = solver.solve(dispersive_wire(o.wavelength), o).front();
    n[side] = m.n_eff.real();
    if (side == 1) group = m.n_group;
  }
  EXPECT_NEAR(group, n[1] - 1.55e-6 * (n[2] - n[0]) / (2 * h), 1e-3);
}

TEST(Strip, OneSolverForManyWavelengthsAgreesWithFreshOnes) {
  ModeSolver solver;
  for (const double wavelength : {1.50e-6, 1.55e-6, 1.60e-6}) {
    ModeOptions o;
    o.wavelength = wavelength;
    const Mode kept = solver.solve(strip(wire(3.476, 1.444)), o).front();
    const Mode fresh = solve_modes(strip(wire(3.476, 1.444)), o).front();
    EXPECT_NEAR(kept.n_eff.real(), fresh.n_eff.real(), kept.error_estimate + fresh.error_estimate);
  }
}

TEST(Strip, OneSolverForManyWidthsKeepsTheOrderOfModes) {
  // Three modes in several symmetry classes, some of which come and go among the wanted ones.
  ModeSolver solver;
  StripShape s = wire(3.476, 1.444);
  for (const double width : {480e-9, 500e-9, 560e-9, 640e-9, 700e-9, 500e-9}) {
    s.width = width;
    ModeOptions o;
    o.accuracy = 2e-3;
    o.count = 3;
    const auto kept = solver.solve(strip(s), o), fresh = solve_modes(strip(s), o);
    for (int k = 0; k < 3; ++k)
      EXPECT_NEAR(kept[k].n_eff.real(), fresh[k].n_eff.real(),
                  kept[k].error_estimate + fresh[k].error_estimate)
          << width << " mode " << k;
  }
}

TEST(Strip, AKeptSolverDoesNotMissAModeThatOvertakes) {
  // Growing taller, TM0 passes TE0: the solver that followed TE0 has to notice.
  ModeSolver solver;
  ModeOptions o;
  o.accuracy = 2e-3;
  o.mirror_x = o.mirror_y = Mirror::none;
  StripShape s = wire(3.476, 1.444);
  s.width = 310e-9;
  for (const double height : {290e-9, 300e-9, 320e-9, 330e-9}) {
    s.height = height;
    const Mode m = solver.solve(strip(s), o).front();
    EXPECT_EQ(m.te_fraction > 0.5, height < s.width) << height;
  }
}

TEST(Strip, SameInputSameBits) {
  const ModeOptions o;
  const Mode a = solve_modes(strip(wire(3.476, 1.444)), o).front();
  const Mode b = solve_modes(strip(wire(3.476, 1.444)), o).front();
  EXPECT_EQ(a.n_eff, b.n_eff);
  EXPECT_EQ(a.electric, b.electric);
}

TEST(Strip, SlantedSideWallsLieBetweenTheirStraightBounds) {
  StripShape s = wire(3.476, 1.444);
  ModeOptions o;
  o.accuracy = 2e-4;
  s.sidewall_angle = 80 * M_PI / 180;
  const double slanted = solve_modes(strip(s), o).front().n_eff.real();
  const double inset = 220e-9 / std::tan(s.sidewall_angle);
  s.sidewall_angle = M_PI / 2;
  const double wide = solve_modes(strip(s), o).front().n_eff.real();
  s.width -= inset;  // the mean width
  const double mean = solve_modes(strip(s), o).front().n_eff.real();
  s.width -= inset;
  const double narrow = solve_modes(strip(s), o).front().n_eff.real();
  EXPECT_LT(slanted, wide);
  EXPECT_GT(slanted, narrow);
  EXPECT_NEAR(slanted, mean, 0.15 * (wide - narrow));
}

}  // namespace
}  // namespace verdet
