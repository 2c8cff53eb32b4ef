// Hollow metallic and magnetic boxes: closed forms, order of convergence, group index on one grid.
#include <gtest/gtest.h>

#include "verdet/fields/modes/grid_level.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

constexpr double kWavelength = 1e-6, kWidth = 1.3e-6, kHeight = 0.7e-6, kIndex = 1.6;

Domain uniform_box(int nx, int ny, bool conductor) {
  Domain d;
  d.x = {{0, kWidth, 1, 1, 0, 1, nx, false}};
  d.y = {{0, kHeight, 1, 1, 0, 1, ny, false}};
  d.conductor_left = d.conductor_right = d.conductor_bottom = d.conductor_top = conductor;
  d.window = {0, kWidth, 0, kHeight};
  d.bend_radius = INFINITY;
  return d;
}

CrossSection filled() {
  return {isotropic_medium(kIndex), {}, {}};
}

double exact_index(int p, int q) {
  const double a = p * kWavelength / (2 * kWidth), b = q * kWavelength / (2 * kHeight);
  return std::sqrt(kIndex * kIndex - a * a - b * b);
}

LevelModes solve(int level, bool conductor, int count, const CrossSection& section,
                 double wavelength = kWavelength) {
  GridLevel grid;
  grid.prepare(section, uniform_box(8, 6, conductor), level, wavelength);
  LevelSearch s;
  s.count = count;
  s.index = 1.7;
  return grid.solve(s);
}

TEST(MetallicBox, ModesAndSecondOrder) {
  // TE10, TE01, TE20 in a conducting box: a filled rectangular waveguide.
  const double exact[] = {exact_index(1, 0), exact_index(0, 1), exact_index(2, 0)};
  const LevelModes a = solve(2, true, 3, filled()), b = solve(4, true, 3, filled());
  for (int k = 0; k < 3; ++k) {
    const double coarse = std::abs(a.index[k].real() - exact[k]);
    const double fine = std::abs(b.index[k].real() - exact[k]);
    EXPECT_LT(fine, 3e-3);
    EXPECT_NEAR(std::log2(coarse / fine), 2, 0.1) << "mode " << k;
  }
}

TEST(MetallicBox, MagneticWallsCarryTheDualModes) {
  const LevelModes a = solve(2, false, 2, filled()), b = solve(4, false, 2, filled());
  const double exact[] = {exact_index(1, 0), exact_index(0, 1)};
  for (int k = 0; k < 2; ++k)
    EXPECT_NEAR(
        std::log2(std::abs(a.index[k].real() - exact[k]) / std::abs(b.index[k].real() - exact[k])),
        2, 0.1);
}

TEST(MetallicBox, GroupIndexIsTheDerivativeOnThisGrid) {
  // n_g = d(k0 n)/dk0 of the discrete problem, with a core that absorbs and disperses.
  const double slope = -4e5;  // d epsilon / d lambda of the core, 1/m
  const auto section = [&](double wavelength) {
    CrossSection s = filled();
    Medium core{{std::complex<double>(6, 0.2), 5, std::complex<double>(4, 0.1)},
                {slope, slope / 2, 0}};
    for (int c = 0; c < 3; ++c)
      core.epsilon[c] += core.d_epsilon_d_wavelength[c] * (wavelength - kWavelength);
    s.regions.push_back(rectangle("core", {0.4e-6, 0.9e-6, 0.2e-6, 0.45e-6}, core));
    s.sheets.push_back(
        {"sheet", {0, 0.35e-6}, {1e-6, 0.35e-6}, 1e-4 + 20 * (wavelength - kWavelength), 20});
    return s;
  };
  const auto at = [&](double wavelength) {
    GridLevel grid;
    grid.prepare(section(wavelength), uniform_box(26, 14, true), 1, wavelength);
    LevelSearch s;
    s.index = 2.0;
    s.tolerance = 1e-13;
    return grid.solve(s);
  };
  const double h = 1e-11;
  const std::complex<double> low = at(kWavelength - h).index[0],
                             high = at(kWavelength + h).index[0];
  const LevelModes here = at(kWavelength);
  const std::complex<double> expected = here.index[0] - kWavelength * (high - low) / (2 * h);
  EXPECT_GT(std::abs(here.group_index[0].imag()), 1e-3);
  EXPECT_LT(std::abs(here.group_index[0] - expected), 2e-5);
}

TEST(MetallicBox, GroupIndexTimesIndexIsPermittivityWithoutDispersion) {
  const LevelModes m = solve(4, true, 1, filled());
  EXPECT_NEAR((m.index[0] * m.group_index[0]).real(), kIndex * kIndex, 1e-9);
}

}  // namespace
}  // namespace verdet
