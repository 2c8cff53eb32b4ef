// Percentiles, yield and sensitivity against closed forms.
#include "verdet/studies/sweep/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/studies/sweep/columns.hpp"

namespace verdet {
namespace {

TEST(Statistics, PercentilesInterpolateBetweenOrderStatistics) {
  std::vector<double> values = {4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(percentile(values, 25), 1.75);
  EXPECT_DOUBLE_EQ(percentile(values, 50), 2.5);
  EXPECT_DOUBLE_EQ(percentile(values, 100), 4);
  std::vector<double> none;
  EXPECT_TRUE(std::isnan(percentile(none, 50)));
}

Design one_factor(std::uint64_t points, std::size_t paths, bool sensitivity) {
  std::vector<SweptPath> swept;
  Factor factor{"sample", points, false, {}};
  factor.sensitivity = sensitivity;
  for (std::size_t k = 0; k < paths; ++k) {
    swept.push_back({"device.x" + std::to_string(k), {.name = "x"}, 0});
    factor.moves.push_back({k, Effect::Set, nullptr});
  }
  const auto base = sobol_sampler(sensitivity ? 2 * paths : paths, 1, true);
  const Distribution angle{.from = -std::numbers::pi, .to = std::numbers::pi};
  const Distribution normal{
      .shape = Distribution::Shape::Normal, .centre = 5, .spread = 2, .from = -1e9, .to = 1e9};
  for (std::size_t k = 0; k < paths; ++k)
    factor.moves[k].column = std::make_shared<QuantileColumn>(
        sensitivity ? saltelli_sampler(base, paths) : base, k, sensitivity ? angle : normal);
  return {std::move(swept), {std::move(factor)}};
}

// Ishigami's function, a = 7, b = 0.1; its indices are known in closed form (Saltelli2010, section
// 4).
TEST(Statistics, SensitivityOfIshigamisFunction) {
  const Design design = one_factor(5 << 13, 3, true);
  PointValues f{"f", "1", 1, {}};
  std::vector<double> x(3);
  for (std::uint64_t i = 0; i < design.size(); ++i) {
    design.values(i, x);
    f.values.push_back(std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) +
                       0.1 * std::pow(x[2], 4) * std::sin(x[0]));
  }
  const Table table = statistics(design, {}, {f});
  const double pi4 = std::pow(std::numbers::pi, 4), pi8 = pi4 * pi4;
  const double v1 = 0.5 * std::pow(1 + 0.1 * pi4 / 5, 2), v2 = 49.0 / 8,
               v13 = 0.01 * pi8 * (1.0 / 18 - 1.0 / 50), v = v1 + v2 + v13;
  const auto& first = table.variable("f_first_order").values;
  const auto& total = table.variable("f_total").values;
  EXPECT_NEAR(first[0], v1 / v, 0.01);
  EXPECT_NEAR(first[1], v2 / v, 0.01);
  EXPECT_NEAR(first[2], 0, 0.01);
  EXPECT_NEAR(total[0], (v1 + v13) / v, 0.01);
  EXPECT_NEAR(total[1], v2 / v, 0.01);
  EXPECT_NEAR(total[2], v13 / v, 0.01);
}

TEST(Statistics, YieldAndMomentsOfANormalSample) {
  const Design design = one_factor(1 << 14, 1, false);
  PointValues x{"x", "1", 1, {}};
  double value = 0;
  for (std::uint64_t i = 0; i < design.size(); ++i) {
    design.values(i, {&value, 1});
    x.values.push_back(i == 7 ? std::nan("") : value);
  }
  const Table table =
      statistics(design, {.percentiles = {2.275, 50}, .yield = "x > 7", .place = {}}, {x});
  EXPECT_NEAR(table.variable("yield").values[0], 0.158655, 1e-3);
  EXPECT_EQ(table.variable("yield_points").integers[0], (1 << 14) - 1);
  EXPECT_NEAR(table.variable("x_mean").values[0], 5, 1e-3);
  EXPECT_NEAR(table.variable("x_standard_deviation").values[0], 2, 2e-3);
  EXPECT_NEAR(table.variable("x_percentile").values[0], 1, 0.01);
  EXPECT_NEAR(table.variable("x_percentile").values[1], 5, 1e-3);
}

// A chip passes when each of its resonances does; padding says nothing.
TEST(Statistics, AConditionHoldsAtEveryEntry) {
  const Design design = one_factor(4, 1, false);
  const double nan = std::nan("");
  const PointValues q{"q", "1", 2, {9, 9, 9, 1, 9, nan, nan, nan}};
  const Table table = statistics(design, {.percentiles = {}, .yield = "q > 5", .place = {}}, {q});
  EXPECT_NEAR(table.variable("yield").values[0], 2.0 / 3, 1e-15);
  EXPECT_THROW(statistics(design, {.percentiles = {}, .yield = "Q > 5", .place = {}}, {q}),
               InputError);
}

}  // namespace
}  // namespace verdet
