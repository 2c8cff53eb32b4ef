#include <gtest/gtest.h>

#include "slab_oracle.hpp"
#include "verdet/base/error.hpp"
#include "verdet/fields/modes/mode_tracking.hpp"
#include "verdet/fields/modes/observables.hpp"
#include "verdet/fields/modes/shapes.hpp"
#include "verdet/fields/modes/supermodes.hpp"

namespace verdet {
namespace {

constexpr double kFar = 1e-2;

// Two tall slabs side by side: E along y, uniform in y between conducting plates.
CrossSection coupled_slabs(double core, double cladding, double width, double gap) {
  CrossSection s{isotropic_medium(cladding), {}, {}};
  s.regions = {rectangle("left", {-gap / 2 - width, -gap / 2, -kFar, kFar}, isotropic_medium(core)),
               rectangle("right", {gap / 2, gap / 2 + width, -kFar, kFar}, isotropic_medium(core))};
  return s;
}

TEST(Supermodes, SlabCouplerAgainstItsDispersionRelation) {
  ModeOptions o;
  o.walls.bottom = o.walls.top = Wall::pec;
  for (const double gap : {300e-9, 800e-9, 1500e-9}) {
    const double even = oracle::coupled_slabs_te(2.0, 1.444, 600e-9, gap, 1.55e-6, true);
    const double odd = oracle::coupled_slabs_te(2.0, 1.444, 600e-9, gap, 1.55e-6, false);
    const double exact = M_PI * (even - odd) / 1.55e-6;
    const Supermodes s =
        solve_supermodes(coupled_slabs(2.0, 1.444, 600e-9, gap), o, ModePolarisation::tm);
    EXPECT_NEAR(s.even.n_eff.real(), even, 2 * s.even.error_estimate);
    EXPECT_NEAR(s.odd.n_eff.real(), odd, 2 * s.odd.error_estimate);
    EXPECT_NEAR(s.coupling, exact, 0.01 * exact) << gap;
    EXPECT_LT(std::abs(s.coupling - exact), 2 * s.error_estimate + 1e-3 * exact) << gap;
  }
}

// In tall, weakly guiding guides the even TM mode lies above the odd TE mode, which has the same
// mirror symmetry.
TEST(Supermodes, KeepToTheirPolarisation) {
  CrossSection s{isotropic_medium(1.9), {}, {}};
  s.regions = {rectangle("left", {-1.1e-6, -300e-9, -1e-6, 1e-6}, isotropic_medium(2.0)),
               rectangle("right", {300e-9, 1.1e-6, -1e-6, 1e-6}, isotropic_medium(2.0))};
  const Supermodes pair = solve_supermodes(s, {}, ModePolarisation::te, 0.05);
  EXPECT_GT(pair.even.te_fraction, 0.9);
  EXPECT_GT(pair.odd.te_fraction, 0.9);
  std::vector<double> te;
  for (const Mode& mode : solve_modes(s, {.count = 4, .accuracy = 1e-4, .mirror_x = Mirror::none}))
    if (mode.te_fraction > 0.5) te.push_back(mode.n_eff.real());
  ASSERT_GE(te.size(), 2u);
  EXPECT_NEAR(pair.coupling, M_PI * (te[0] - te[1]) / 1.55e-6, 0.05 * pair.coupling);
}

TEST(Supermodes, CrossoverLength) {
  const double kappa = supermode_coupling(2.46, 2.44, 1.55e-6);
  EXPECT_NEAR(kappa, M_PI * 0.02 / 1.55e-6, 1e-6);
  EXPECT_NEAR(crossover_length(kappa), 1.55e-6 / (2 * 0.02), 1e-12);
}

TEST(Supermodes, CouplingOfWiresFallsExponentially) {
  StripShape s;
  s.width = 450e-9;
  s.core = isotropic_medium(3.476);
  s.cladding = s.substrate = isotropic_medium(1.444);
  ModeOptions o;
  o.accuracy = 1e-3;
  const double near =
      solve_supermodes(coupled_strips(s, s.width, 200e-9), o, ModePolarisation::te).coupling;
  const double far =
      solve_supermodes(coupled_strips(s, s.width, 300e-9), o, ModePolarisation::te).coupling;
  const double n = solve_modes(strip(s), o).front().n_eff.real();
  const double rate = 2 * M_PI / 1.55e-6 * std::sqrt(n * n - 1.444 * 1.444);
  EXPECT_GT(near, far);
  // The tail of a plane interface is the slowest: light of finite height decays a little faster.
  EXPECT_GT(std::log(near / far) / 100e-9, rate);
  EXPECT_LT(std::log(near / far) / 100e-9, 1.2 * rate);
}

TEST(Supermodes, NeedsAMirrorPlane) {
  StripShape s;
  s.core = isotropic_medium(3.476);
  s.cladding = s.substrate = isotropic_medium(1.444);
  EXPECT_THROW(solve_supermodes(coupled_strips(s, 400e-9, 200e-9), {}, ModePolarisation::te),
               InputError);
}

SweepPoint unequal_wires(double right_width, int count) {
  StripShape s;
  s.width = 450e-9;
  s.core = isotropic_medium(3.476);
  s.cladding = s.substrate = isotropic_medium(1.444);
  SweepPoint p{coupled_strips(s, right_width, 250e-9), {}};
  p.options.count = count;
  p.options.accuracy = 2e-3;
  p.options.mirror_x = Mirror::none;  // equal widths would otherwise change the symmetry classes
  return p;
}

double share_of(const Mode& m, const char* region) {
  for (const Confinement& c : m.confinement)
    if (c.region == region) return c.factor;
  return -1;
}

TEST(Tracking, BranchesStayContinuousThroughAnAvoidedCrossing) {
  ModeSolver solver;
  const std::vector<double> widths{430e-9, 440e-9, 448e-9, 452e-9, 460e-9, 470e-9};
  const auto track =
      track_modes(solver, widths, [](double w) { return unequal_wires(w, 2); }, {}, {});
  ASSERT_EQ(track.size(), widths.size());
  for (std::size_t k = 0; k < track.size(); ++k) {
    ASSERT_EQ(track[k].modes.size(), 2u);
    // Two coupled guides never cross: the upper branch stays above.
    EXPECT_GT(track[k].modes[0].n_eff.real(), track[k].modes[1].n_eff.real());
    for (const double c : track[k].continuity) EXPECT_GE(c, 0.8);
  }
  // The upper branch starts in the wider left guide and ends in the wider right one.
  EXPECT_GT(share_of(track.front().modes[0], "left"), 0.8);
  EXPECT_GT(share_of(track.back().modes[0], "right"), 0.8);
  EXPECT_GT(share_of(track.front().modes[1], "right"), 0.8);
  EXPECT_GT(share_of(track.back().modes[1], "left"), 0.8);
}

TEST(Tracking, FollowsFieldsThroughATrueCrossing) {
  // A wire grown from flat to upright: TE0 and TM0 cross at the square and are told apart.
  ModeSolver solver;
  const std::vector<double> widths{260e-9, 290e-9, 330e-9, 360e-9};
  const auto point = [](double w) {
    StripShape s;
    s.width = w;
    s.height = 310e-9;
    s.core = isotropic_medium(3.476);
    s.cladding = s.substrate = isotropic_medium(1.444);
    SweepPoint p{strip(s), {}};
    p.options.count = 2;
    p.options.accuracy = 2e-3;
    return p;
  };
  const auto track = track_modes(solver, widths, point, {}, {});
  // Upright: TM0 is the higher; flat: TE0.
  EXPECT_LT(track.front().modes[0].te_fraction, 0.3);
  for (const TrackedPoint& p : track) {
    EXPECT_LT(p.modes[0].te_fraction, 0.3);
    EXPECT_GT(p.modes[1].te_fraction, 0.7);
  }
  EXPECT_GT(track.front().modes[0].n_eff.real(), track.front().modes[1].n_eff.real());
  EXPECT_LT(track.back().modes[0].n_eff.real(), track.back().modes[1].n_eff.real());
}

TEST(Tracking, MatchesByField) {
  const auto modes = [] {
    SweepPoint p = unequal_wires(430e-9, 2);
    return solve_modes(p.section, p.options);
  }();
  const std::vector<Mode> swapped{modes[1], modes[0]};
  EXPECT_EQ(match_modes(modes, swapped), (std::vector<int>{1, 0}));
  EXPECT_EQ(match_modes(modes, {modes[1]}), (std::vector<int>{-1, 0}));
}

}  // namespace
}  // namespace verdet
