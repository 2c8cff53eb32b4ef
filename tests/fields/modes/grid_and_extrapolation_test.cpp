#include <gtest/gtest.h>

#include <algorithm>

#include "verdet/fields/modes/domain_plan.hpp"
#include "verdet/fields/modes/node_media.hpp"
#include "verdet/fields/modes/richardson.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

const AxisPlan kPlan{{-2, 0, 5, 0.1, 0.25, 0.6, 0, false},
                     {0, 1, 0.1, 0.1, 0.25, 0.15, 0, false},
                     {1, 1.05, 0.05, 0.05, 0.25, 0.15, 0, false},
                     {1.05, 4, 0.05, 5, 0.25, 0.6, 0, false}};

TEST(GradedAxis, BreaksAreLinesAndLevelsNest) {
  const std::vector<double> one = grid_lines(kPlan, 1), three = grid_lines(kPlan, 3);
  EXPECT_EQ((one.size() - 1) * 3, three.size() - 1);
  EXPECT_EQ(static_cast<int>(one.size()) - 1, cells_at_level_one(kPlan));
  EXPECT_TRUE(std::is_sorted(three.begin(), three.end()));
  for (std::size_t k = 0; k < one.size(); ++k) EXPECT_NEAR(one[k], three[3 * k], 1e-12);
  for (const double b : {-2.0, 0.0, 1.0, 1.05, 4.0})
    EXPECT_TRUE(
        std::any_of(one.begin(), one.end(), [&](double x) { return std::abs(x - b) < 1e-12; }));
}

TEST(GradedAxis, CellsFollowTheWantedSize) {
  const std::vector<double> lines = grid_lines(kPlan, 4);
  for (std::size_t k = 0; k + 1 < lines.size(); ++k) {
    const double h = lines[k + 1] - lines[k], x = (lines[k] + lines[k + 1]) / 2;
    EXPECT_GT(h, 0);
    EXPECT_LT(h, 0.6 / 4 * 1.05);
    if (x > 1.05) {
      EXPECT_LT(h, (0.05 + 0.25 * (lines[k + 1] - 1.05)) / 4 * 1.05);
    }
  }
}

TEST(Richardson, RecoversLimitAndOrder) {
  for (const double p : {0.8, 1.0, 1.5, 2.0, 2.9}) {
    const auto v = [&](int m) {
      return std::complex<double>(2.4, 1e-3) + std::complex<double>(0.3, 0.01) * std::pow(m, -p);
    };
    const GridLimit e = extrapolate({2, 3, 4}, {v(2), v(3), v(4)});
    EXPECT_NEAR(e.order, p, 1e-9);
    EXPECT_LT(std::abs(e.value - std::complex<double>(2.4, 1e-3)), 1e-12);
    EXPECT_GT(e.error, 0);
  }
}

TEST(Richardson, MixedOrdersAreCoveredByTheEstimate) {
  for (const double second : {-0.2, -0.05, 0.05, 0.2, 0.5}) {
    const auto v = [&](int m) {
      return 2.4 - 0.1 * std::pow(m, -2.0) + 0.1 * second * std::pow(m, -1.54);
    };
    for (const std::array<int, 3>& m :
         {std::array{1, 2, 3}, std::array{2, 3, 4}, std::array{4, 6, 8}}) {
      const GridLimit e = extrapolate(m, {v(m[0]), v(m[1]), v(m[2])});
      EXPECT_LT(std::abs(e.value - 2.4), 2 * e.error) << second << " at " << m[2];
    }
  }
}

TEST(Richardson, TwoLevelsCoverEveryOrderFromSlantedEdgesUp) {
  for (const double p : {1.0, 1.2, 1.54, 2.0, 3.0})
    for (const std::array<int, 2>& m : {std::array{1, 2}, std::array{3, 4}}) {
      const auto v = [&](int k) { return std::complex<double>(2.4 - 0.1 * std::pow(k, -p), 1e-3); };
      const GridLimit e = extrapolate(m, {v(m[0]), v(m[1])});
      EXPECT_LT(std::abs(e.value - std::complex<double>(2.4, 1e-3)), e.error * (1 + 1e-12)) << p;
      if (p == 2.0) {
        EXPECT_LT(std::abs(e.value - std::complex<double>(2.4, 1e-3)), 1e-14);
      }
    }
}

TEST(Richardson, DifferencesThatDoNotShrinkAreNotTrusted) {
  const GridLimit e = extrapolate({2, 3, 4}, {1.0, 1.1, 1.0});
  EXPECT_GE(e.error, 0.1);
  const GridLimit grown = extrapolate({2, 3, 4}, {1.0, 1.1, 1.3});
  EXPECT_GE(grown.error, 0.2);
  const GridLimit flat = extrapolate({2, 3, 4}, {1.0, 1.0, 1.0});
  EXPECT_EQ(flat.error, 0);
}

YeeGrid grid_over(const CrossSection& section, const Box& window) {
  const Domain d = plan_domain(
      section, {window, {Wall::pec, Wall::pec, Wall::pec, Wall::pec}, 1.5e-6, INFINITY, 1, 0});
  return make_grid(d, 1, 1.5e-6);
}

TEST(NodeMedia, MeansAtInterfacesOnGridLines) {
  CrossSection s{isotropic_medium(1.0), {}, {}};
  s.regions.push_back(rectangle("core", {-1e-6, 0, -1e-6, 0}, isotropic_medium(2.0)));
  const YeeGrid g = grid_over(s, {-1e-6, 1e-6, -1e-6, 1e-6});
  const NodeMedia m = paint(s, g, 1.5e-6);
  int i0 = 0, j0 = 0;
  while (g.x.line[i0] < -1e-12) ++i0;
  while (g.y.line[j0] < -1e-12) ++j0;
  const double left = g.x.line[i0] - g.x.centre[i0 - 1], right = g.x.centre[i0] - g.x.line[i0];
  // Tangential Ey on the vertical interface: arithmetic, weighted with the two half cells.
  EXPECT_NEAR(m.epsilon_y(i0, j0 - 3).real(), (4 * left + 1 * right) / (left + right), 1e-12);
  // Ex never straddles it.
  EXPECT_NEAR(m.epsilon_x(i0 - 1, j0 - 3).real(), 4, 1e-12);
  EXPECT_NEAR(m.epsilon_x(i0, j0 - 3).real(), 1, 1e-12);
  EXPECT_TRUE(m.lossless);
}

TEST(NodeMedia, SlantedInterfaceMixesBetweenTheMedia) {
  CrossSection s{isotropic_medium(1.0), {}, {}};
  s.regions.push_back(
      {"wedge", {{-1e-6, -1e-6}, {1e-6, -1e-6}, {-1e-6, 0.63e-6}}, isotropic_medium(2.0)});
  const YeeGrid g = grid_over(s, {-0.9e-6, 0.9e-6, -0.9e-6, 0.9e-6});
  const NodeMedia m = paint(s, g, 1.5e-6);
  int mixed = 0;
  double filled = 0, total = 0;
  for (int j = 0; j <= g.ny(); ++j)
    for (int i = 0; i <= g.nx(); ++i) {
      const double e = m.epsilon_z(i, j).real();
      EXPECT_GE(e, 1 - 1e-12);
      EXPECT_LE(e, 4 + 1e-12);
      mixed += e > 1.01 && e < 3.99;
      const double area = (g.x.dual[i] * g.y.dual[j]).real();
      filled += area * (e - 1) / 3;
      total += area;
    }
  EXPECT_GT(mixed, 10);
  // The part of the triangle y < -1 + 0.815 (1 - x) (um) inside the window.
  const double base = 0.9 + 1 - 0.1 / 0.815, height = -1 + 0.815 * 1.9 + 0.9;
  EXPECT_NEAR(filled / total, base * height / 2 / (1.8 * 1.8), 1e-3);
}

TEST(NodeMedia, SheetAddsItsConductanceOnce) {
  CrossSection s{isotropic_medium(1.0), {}, {}};
  s.sheets.push_back({"sheet", {-0.4e-6, 0.1e-6}, {0.3e-6, 0.1e-6}, 1e-4});
  const YeeGrid g = grid_over(s, {-1e-6, 1e-6, -1e-6, 1e-6});
  const NodeMedia m = paint(s, g, 1.5e-6);
  // Sum of Im(epsilon) over the cells' areas, in units of 1/k0^2: sigma Z0 length k0.
  double sum = 0;
  for (int j = 0; j <= g.ny(); ++j)
    for (int i = 0; i < g.nx(); ++i)
      sum += m.epsilon_x(i, j).imag() * (g.x.width[i] * g.y.dual[j]).real();
  EXPECT_NEAR(sum, 1e-4 * 376.730313668 * 0.7e-6 * g.k0, 1e-9);
  for (const auto& e : m.epsilon_y.value) EXPECT_EQ(e.imag(), 0);
}

}  // namespace
}  // namespace verdet
