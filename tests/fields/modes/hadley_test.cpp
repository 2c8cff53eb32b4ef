// Corner problems and ribs of Hadley 2002 (J. Lightwave Technol. 20, 1219), values as tabulated
// there.
#include <gtest/gtest.h>

#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

constexpr double kMicro = 1e-6;

// 1 um x 1 um box, the lower left quarter filled with the core.
Mode corner_mode(double core, double cladding, const Walls& walls, double accuracy) {
  CrossSection section{isotropic_medium(std::sqrt(cladding)), {}, {}};
  section.regions.push_back(
      rectangle("core", {0, 0.5 * kMicro, 0, 0.5 * kMicro}, isotropic_medium(std::sqrt(core))));
  ModeOptions o;
  o.wavelength = 1.5 * kMicro;
  o.accuracy = accuracy;
  o.window = Box{0, kMicro, 0, kMicro};
  o.walls = walls;
  return solve_modes(section, o).front();
}

TEST(Hadley, CornersInBoxes) {
  const Walls sides{Wall::pec, Wall::pec, Wall::pmc, Wall::pmc};
  const Walls left_top{Wall::pec, Wall::pmc, Wall::pmc, Wall::pec};
  struct Case {
    double core, cladding;
    Walls walls;
    double exact;
  };
  const Case cases[] = {{2.25, 1, sides, 1.27627404},
                        {8, 1, sides, 2.65679692},
                        {1, 2.25, left_top, 1.387926425},
                        {1, 8, left_top, 2.761465320}};
  for (const Case& c : cases) {
    const Mode m = corner_mode(c.core, c.cladding, c.walls, 1e-5);
    EXPECT_TRUE(m.converged);
    EXPECT_NEAR(m.n_eff.real(), c.exact, 1e-5) << c.core << " / " << c.cladding;
    EXPECT_LT(std::abs(m.n_eff.real() - c.exact), 2 * m.error_estimate)
        << c.core << " / " << c.cladding;
  }
}

// Regions reach ten micrometres on purpose: the window has to be found inside.
CrossSection rib_section(double slab) {
  CrossSection s{isotropic_medium(1.0), {}, {}};
  const double far = 10 * kMicro;
  s.regions.push_back(rectangle("substrate", {-far, far, -far, 0}, isotropic_medium(3.40)));
  if (slab > 0)
    s.regions.push_back(rectangle("slab", {-far, far, 0, slab}, isotropic_medium(3.44)));
  s.regions.push_back(
      rectangle("core", {-1.5 * kMicro, 1.5 * kMicro, slab, kMicro}, isotropic_medium(3.44)));
  return s;
}

void expect_rib(double slab, double exact) {
  ModeOptions o;
  o.wavelength = 1.15 * kMicro;
  o.accuracy = 2e-5;
  const Mode m = solve_modes(rib_section(slab * kMicro), o).front();
  EXPECT_TRUE(m.converged) << slab;
  EXPECT_TRUE(m.guided) << slab;
  EXPECT_NEAR(m.n_eff.real(), exact, 5e-6) << slab;
  EXPECT_LT(std::abs(m.n_eff.real() - exact), 2 * m.error_estimate + 3e-6) << slab;
  EXPECT_GT(m.te_fraction, 0.99);
  EXPECT_LT(m.grid.x.back(), 9 * kMicro);
}

TEST(Hadley, RibWithHalfSlab) {
  expect_rib(0.4, 3.412774);
}

TEST(LongHadley, RibSeries) {
  expect_rib(0.0, 3.412022);
  expect_rib(0.1, 3.412126);
  expect_rib(0.2, 3.412279);
  expect_rib(0.3, 3.412492);
  expect_rib(0.6, 3.413571);
  expect_rib(0.7, 3.414100);
}

}  // namespace
}  // namespace verdet
