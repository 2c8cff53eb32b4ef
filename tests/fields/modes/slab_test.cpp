// One-dimensional limits against closed forms.
#include <gtest/gtest.h>

#include "slab_oracle.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

constexpr double kNano = 1e-9;

Medium glass(double n) {
  return isotropic_medium(n);
}

ModeOptions te_options(double accuracy) {
  ModeOptions o;
  o.accuracy = accuracy;
  o.walls.left = o.walls.right = Wall::pec;
  return o;
}

ModeOptions tm_options(double accuracy) {
  ModeOptions o = te_options(accuracy);
  o.walls.left = o.walls.right = Wall::pmc;
  return o;
}

CrossSection silicon_slab(double index) {
  return layer_stack({{"core", 220 * kNano, glass(index)}}, glass(1.444), glass(1.444));
}

TEST(Slab, OracleGivesThePublishedIndices) {
  const auto core = oracle::Layer::isotropic(3.473), clad = oracle::Layer::isotropic(1.444);
  EXPECT_NEAR(oracle::slab_te(core, clad, clad, 220e-9, 1.55e-6), 2.84482, 5e-6);
  EXPECT_NEAR(oracle::slab_tm(core, clad, clad, 220e-9, 1.55e-6), 2.05110, 5e-6);
  const std::complex<double> n =
      oracle::slab_te_with_sheet(3.476, 1.444, 220e-9, 1.55e-6, 6.085339e-5);
  EXPECT_NEAR(n.real(), 2.84777569, 2e-8);
  EXPECT_NEAR(n.imag(), 1.874409e-3, 2e-9);
}

TEST(Slab, TeAndTmLimits) {
  const auto core = oracle::Layer::isotropic(3.473), clad = oracle::Layer::isotropic(1.444);
  const Mode te = solve_modes(silicon_slab(3.473), te_options(2e-6)).front();
  EXPECT_NEAR(te.n_eff.real(), oracle::slab_te(core, clad, clad, 220e-9, 1.55e-6), 4e-6);
  EXPECT_NEAR(te.te_fraction, 1, 1e-9);
  EXPECT_TRUE(te.converged);
  EXPECT_TRUE(te.guided);
  EXPECT_NEAR(te.continuum_index, 1.444, 1e-6);
  const Mode tm = solve_modes(silicon_slab(3.473), tm_options(2e-6)).front();
  EXPECT_NEAR(tm.n_eff.real(), oracle::slab_tm(core, clad, clad, 220e-9, 1.55e-6), 4e-6);
  EXPECT_NEAR(tm.te_fraction, 0, 1e-9);
}

TEST(Slab, ErrorEstimateBoundsTheTrueError) {
  const auto core = oracle::Layer::isotropic(3.473), clad = oracle::Layer::isotropic(1.444);
  for (const double accuracy : {1e-2, 1e-3, 1e-4, 1e-5}) {
    const Mode te = solve_modes(silicon_slab(3.473), te_options(accuracy)).front();
    EXPECT_LT(std::abs(te.n_eff.real() - oracle::slab_te(core, clad, clad, 220e-9, 1.55e-6)),
              2 * te.error_estimate);
    const Mode tm = solve_modes(silicon_slab(3.473), tm_options(accuracy)).front();
    EXPECT_LT(std::abs(tm.n_eff.real() - oracle::slab_tm(core, clad, clad, 220e-9, 1.55e-6)),
              2 * tm.error_estimate);
  }
}

TEST(Slab, SecondOrderWithAlignedInterfaces) {
  for (const bool te : {true, false}) {
    const Mode m =
        solve_modes(silicon_slab(3.473), te ? te_options(1e-7) : tm_options(1e-7)).front();
    ASSERT_GE(m.refinement.size(), 4u);
    const double exact =
        te ? oracle::slab_te(oracle::Layer::isotropic(3.473), oracle::Layer::isotropic(1.444),
                             oracle::Layer::isotropic(1.444), 220e-9, 1.55e-6)
           : oracle::slab_tm(oracle::Layer::isotropic(3.473), oracle::Layer::isotropic(1.444),
                             oracle::Layer::isotropic(1.444), 220e-9, 1.55e-6);
    for (std::size_t k = m.refinement.size() - 3; k + 1 < m.refinement.size(); ++k) {
      const GridResult &a = m.refinement[k], &b = m.refinement[k + 1];
      const double order = std::log(std::abs((a.n_eff.real() - exact) / (b.n_eff.real() - exact))) /
                           std::log(static_cast<double>(b.level) / a.level);
      EXPECT_NEAR(order, 2, 0.2) << (te ? "TE" : "TM") << " at level " << b.level;
    }
  }
}

TEST(Slab, AsymmetricHigherModes) {
  const auto layer = [](double n) { return oracle::Layer::isotropic(n); };
  const CrossSection section =
      layer_stack({{"core", 1000 * kNano, glass(2.0)}}, glass(1.5), glass(1.0));
  ModeOptions o = te_options(1e-5);
  o.wavelength = 1e-6;
  o.count = 3;
  const std::vector<Mode> modes = solve_modes(section, o);
  ASSERT_EQ(modes.size(), 3u);
  for (int m = 0; m < 3; ++m)
    EXPECT_NEAR(modes[m].n_eff.real(),
                oracle::slab_te(layer(2.0), layer(1.5), layer(1.0), 1e-6, 1e-6, m), 2e-5);
}

TEST(Slab, UniaxialCoreTm) {
  // Across and along differ by far more than any tolerance.
  const Medium core{{2.2 * 2.2, 2.1 * 2.1, 1.9 * 1.9}, {}};
  const oracle::Layer layer{2.2 * 2.2, 2.1 * 2.1, 1.9 * 1.9};
  const CrossSection section = layer_stack({{"core", 500 * kNano, core}}, glass(1.45), glass(1.45));
  const auto clad = oracle::Layer::isotropic(1.45);
  EXPECT_NEAR(solve_modes(section, tm_options(1e-5)).front().n_eff.real(),
              oracle::slab_tm(layer, clad, clad, 500e-9, 1.55e-6), 2e-5);
  EXPECT_NEAR(solve_modes(section, te_options(1e-5)).front().n_eff.real(),
              oracle::slab_te(layer, clad, clad, 500e-9, 1.55e-6), 2e-5);
}

TEST(Slab, ConductingSheetWithoutThickness) {
  const double sigma = 6.085339e-5;  // e^2 / (4 hbar), S
  CrossSection section = silicon_slab(3.476);
  section.sheets.push_back({"graphene", {-1e-2, 220 * kNano}, {1e-2, 220 * kNano}, sigma});
  const std::complex<double> exact =
      oracle::slab_te_with_sheet(3.476, 1.444, 220e-9, 1.55e-6, sigma);
  const Mode m = solve_modes(section, te_options(2e-6)).front();
  EXPECT_NEAR(m.n_eff.real(), exact.real(), 4e-6);
  EXPECT_NEAR(m.n_eff.imag(), exact.imag(), 1e-3 * exact.imag());
  // 0.065997 dB/um from the reference number.
  EXPECT_NEAR(m.loss * 10 / std::log(10.0) * 1e-6, 0.065997, 1e-4);
  // Grids of different cell height agree: nothing depends on a thickness.
  const double coarse = m.refinement.front().n_eff.imag(), fine = m.refinement.back().n_eff.imag();
  EXPECT_NEAR(coarse, fine, 0.02 * fine);
}

TEST(Slab, BulkAbsorptionGivesLoss) {
  const CrossSection section = layer_stack({{"core", 220 * kNano, isotropic_medium({3.476, 1e-3})}},
                                           glass(1.444), glass(1.444));
  const Mode m = solve_modes(section, te_options(1e-5)).front();
  EXPECT_GT(m.n_eff.imag(), 0);
  EXPECT_NEAR(m.loss, 2 * 2 * M_PI / 1.55e-6 * m.n_eff.imag(), 1e-9);
  // Weak absorption is the confinement factor times k.
  ASSERT_EQ(m.confinement.front().region, "core");
  EXPECT_NEAR(m.n_eff.imag(), 1e-3 * m.confinement.front().factor, 2e-5);
}

}  // namespace
}  // namespace verdet
