#include "verdet/materials/sampled_curve.hpp"
#include "verdet/base/dual.hpp"
#include "verdet/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace verdet {
namespace {

using D1 = Dual<double, 1>;

TEST(SampledCurve, PassesThroughItsSamplesAndHoldsItsEnds) {
  for (const Interpolation rule : {Interpolation::Linear, Interpolation::Monotone}) {
    const SampledCurve curve({1, 2, 4, 5}, {3, 5, 4, 4}, rule);
    for (const auto& [x, y] : {std::pair{1.0, 3.0}, {2, 5}, {4, 4}, {5, 4}, {0, 3}, {9, 4}})
      EXPECT_DOUBLE_EQ(curve(x), y) << x;
    EXPECT_EQ(curve(D1::variable(9, 0)).grad[0], 0);
    EXPECT_NE(curve(D1::variable(1, 0)).grad[0], 0) << "the first sample belongs to the curve";
  }
}

TEST(SampledCurve, LinearIsLinear) {
  const SampledCurve curve({1, 2, 4}, {3, 5, 4});
  EXPECT_DOUBLE_EQ(curve(1.5), 4);
  EXPECT_DOUBLE_EQ(curve(3.0), 4.5);
  EXPECT_DOUBLE_EQ(curve(D1::variable(3, 0)).grad[0], -0.5);
}

TEST(SampledCurve, MonotoneHasNoNewExtremaAndAContinuousSlope) {
  const SampledCurve curve({1, 2, 3, 4, 5}, {0, 0, 1, 1.01, 0}, Interpolation::Monotone);
  for (double x = 1; x <= 5; x += 0.01) {
    EXPECT_GE(curve(x), -1e-15);
    EXPECT_LE(curve(x), 1.01 + 1e-15);
  }
  for (const double x : {2.0, 3.0, 4.0})
    EXPECT_NEAR(curve(D1::variable(x - 1e-9, 0)).grad[0], curve(D1::variable(x + 1e-9, 0)).grad[0],
                1e-6);
}

TEST(SampledCurve, MonotoneConvergesFasterThanLinear) {
  const auto worst = [](int n, Interpolation rule) {
    std::vector<double> x, y;
    for (int i = 0; i <= n; ++i) {
      x.push_back(1.0 * i / n);
      y.push_back(std::exp(x.back()));
    }
    const SampledCurve curve(x, y, rule);
    double error = 0;
    for (double at = 0.3; at < 0.7; at += 0.0007)
      error = std::max(error, std::abs(curve(at) - std::exp(at)));
    return error;
  };
  EXPECT_NEAR(std::log2(worst(32, Interpolation::Linear) / worst(64, Interpolation::Linear)), 2,
              0.2);
  const double order =
      std::log2(worst(32, Interpolation::Monotone) / worst(64, Interpolation::Monotone));
  EXPECT_NEAR(order, 3, 0.2) << "limited by the second-order slopes";
}

TEST(SampledCurve, OneAndTwoSamples) {
  EXPECT_DOUBLE_EQ(SampledCurve({2}, {7})(1.0), 7);
  EXPECT_DOUBLE_EQ(SampledCurve({2}, {7})(2.0), 7);
  EXPECT_DOUBLE_EQ(SampledCurve({2}, {7}, Interpolation::Monotone)(3.0), 7);
  EXPECT_DOUBLE_EQ(SampledCurve({2, 4}, {7, 8}, Interpolation::Monotone)(3.0), 7.5);
}

TEST(SampledCurve, RefusesBadGrids) {
  EXPECT_THROW(SampledCurve({}, {}), Error);
  EXPECT_THROW(SampledCurve({1, 2}, {1}), Error);
  EXPECT_THROW(SampledCurve({1, 1}, {1, 2}), Error);
  EXPECT_THROW(SampledCurve({2, 1}, {1, 2}), Error);
  EXPECT_THROW(SampledCurve({1, std::nan("")}, {1, 2}), Error);
}

}  // namespace
}  // namespace verdet
