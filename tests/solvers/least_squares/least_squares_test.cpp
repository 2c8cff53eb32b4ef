// The engine against closed forms: linear regression, bounds, robust losses, rank deficiency,
// profiles, runaways, basins.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "solvers/least_squares/model_problem.hpp"
#include "verdet/solvers/least_squares/multi_start.hpp"
#include "verdet/solvers/least_squares/sample.hpp"
#include "verdet/solvers/least_squares/uncertainty.hpp"

namespace verdet {
namespace {

constexpr auto kLine = [](double x, const auto& b) { return b[0] + b[1] * x; };

std::vector<double> grid(int n) {
  std::vector<double> x(n);
  std::iota(x.begin(), x.end(), 0.0);
  return x;
}

Context on_threads(int threads) {
  Context context;
  context.threads = threads;
  return context;
}

Minimum fit(const LeastSquaresProblem& problem, const MinimiseOptions& options = {}) {
  std::vector<double> start;
  for (const FreeParameter& p : problem.parameters()) start.push_back(p.start);
  MinimiseOptions tight = options;
  tight.tolerance = 1e-15;
  return minimise(problem, start, tight, {});
}

TEST(LeastSquares, LineHasTheTextbookErrors) {
  const std::vector<double> x = grid(6), y = {1.1, 2.9, 5.2, 6.8, 9.1, 11.2};
  const auto problem = model_problem<2>(kLine, x, y, {{"a", 0}, {"b", 1}});
  const Minimum m = fit(problem);
  // slope = Sxy/Sxx, its error sqrt(s^2/Sxx).
  const double sxx = 17.5, mean = 36.3 / 6;
  double sxy = 0, rest = 0;
  for (int i = 0; i < 6; ++i) sxy += (x[i] - 2.5) * (y[i] - mean);
  const double slope = sxy / sxx, level = mean - 2.5 * slope;
  for (int i = 0; i < 6; ++i) rest += std::pow(y[i] - level - slope * x[i], 2);
  EXPECT_NEAR(m.x[1], slope, 1e-9);
  const Covariance c = covariance_at(problem, m, {}, false);
  EXPECT_EQ(c.degrees_of_freedom, 4);
  EXPECT_NEAR(c.standard_error[1], std::sqrt(rest / 4 / sxx), 1e-9);
  EXPECT_NEAR(c.correlation[1], -2.5 / std::sqrt(2.5 * 2.5 + sxx / 6), 1e-9);
  // For a linear model the profile interval is x +- t s, t(4, 97.5 %) = 2.776445.
  const auto intervals = profile_intervals(problem, m, c, {}, false, {});
  EXPECT_NEAR(intervals[1].high - m.x[1], 2.776445 * c.standard_error[1],
              3e-3 * c.standard_error[1]);
  EXPECT_NEAR(m.x[1] - intervals[1].low, 2.776445 * c.standard_error[1],
              3e-3 * c.standard_error[1]);
}

TEST(LeastSquares, RankDeficientModelsAreRecognised) {
  const auto model = [](double x, const auto& b) { return (b[0] * b[1]) * x + b[2]; };
  const auto problem =
      model_problem<3>(model, grid(6), {0, 2, 4.1, 6, 8, 9.9}, {{"a", 1}, {"b", 1}, {"c", 0}});
  const Covariance c = covariance_at(problem, fit(problem), {}, false);
  EXPECT_TRUE(c.undetermined[0]);
  EXPECT_TRUE(c.undetermined[1]);
  EXPECT_FALSE(c.undetermined[2]);
  EXPECT_TRUE(std::isinf(c.standard_error[0]));
  EXPECT_TRUE(std::isfinite(c.standard_error[2]));
  EXPECT_EQ(c.degrees_of_freedom, 4);
}

TEST(LeastSquares, ProfilesHoldAtABoundAndForASingleParameter) {
  // The mean of data below 0, held at >= 0: the optimum is the bound, the upper limit where the
  // cost has risen by s^2 t^2 above that at the bound: n m^2 rises by s^2 t^2.
  const std::vector<double> y = {-0.3, 0.1, -0.2, 0.05, -0.15};
  const auto mean = [](double, const auto& b) { return b[0]; };
  const auto problem = model_problem<1>(mean, grid(5), y, {{"level", 0.5, 0, 10}});
  const Minimum m = fit(problem);
  EXPECT_NEAR(m.x[0], 0, 1e-9);
  const Covariance c = covariance_at(problem, m, {}, true);
  EXPECT_TRUE(c.at_bound[0]);
  const auto intervals = profile_intervals(problem, m, c, {}, true, {});
  EXPECT_TRUE(intervals[0].low_open);
  EXPECT_EQ(intervals[0].low, 0);
  // 5 (a - ybar)^2 - 5 ybar^2 = t^2 with ybar = -0.1, t = 1.96.
  const double expected = -0.1 + std::sqrt(0.01 + 1.959963985 * 1.959963985 / 5);
  EXPECT_NEAR(intervals[0].high, expected, 2e-3 * expected);
}

TEST(LeastSquares, RobustLossesIgnoreAnOutlier) {
  std::vector<double> y = {0, 1, 2, 3, 4, 50, 6, 7, 8};
  const auto problem = model_problem<2>(kLine, grid(9), y, {{"a", 0.5}, {"b", 0.5}});
  EXPECT_GT(std::abs(fit(problem).x[1] - 1), 0.3);
  for (const Loss loss : {Loss::Cauchy, Loss::Huber, Loss::SoftL1}) {
    const Minimum m = fit(problem, {.loss = loss, .loss_scale = 0.01});
    EXPECT_NEAR(m.x[1], 1, 0.02);
  }
  // Huber's cost of one residual: 2 c r - c^2.
  std::vector<double> r = {3.0}, j = {1.0};
  robustify({.loss = Loss::Huber, .loss_scale = 0.5}, r, j);
  EXPECT_NEAR(r[0] * r[0], 2 * 0.5 * 3 - 0.25, 1e-14);
  EXPECT_NEAR(2 * r[0] * j[0], 2 * 0.5, 1e-14);  // its derivative
}

TEST(LeastSquares, RunawayIsReported) {
  // y = 1 - exp(-b x) to data that are exactly 1: better and better as b grows without end.
  const auto model = [](double x, const auto& b) { return 1.0 / (b[0] * x); };
  const auto problem = model_problem<1>(model, {1, 2, 3}, {0, 0, 0}, {{"b", 1}});
  const Minimum m = minimise(problem, {1}, {.iterations = 2000, .tolerance = 1e-14}, {});
  EXPECT_EQ(m.termination, Termination::Unbounded) << m.x[0];
}

TEST(LeastSquares, TwinsAreBasinsOfEqualCost) {
  const auto model = [](double x, const auto& b) { return (b[0] + b[1]) * x + b[0] * b[1]; };
  const auto problem =
      model_problem<2>(model, {0, 1, 2}, {6, 11, 16}, {{"a", 2.2, 0.1, 10}, {"b", 2.9, 0.1, 10}});
  const MultiStart found = multi_start(problem, 16, {}, on_threads(2));
  ASSERT_GE(found.basins.size(), 2u);
  EXPECT_NEAR(found.basins[0].cost, found.basins[1].cost, 1e-12);
  EXPECT_NEAR(found.basins[0].x[0], found.basins[1].x[1], 1e-5);
}

TEST(LeastSquares, ResultsDoNotDependOnThreads) {
  const auto model = [](double x, const auto& b) { return b[0] * sin(b[1] * x); };
  std::vector<double> y;
  for (const double x : grid(20)) y.push_back(2 * std::sin(0.7 * x));
  const auto problem = model_problem<2>(model, grid(20), y, {{"a", 1, 0, 5}, {"w", 0.5, 0.1, 3}});
  const MultiStart one = multi_start(problem, 12, {}, on_threads(1));
  const MultiStart two = multi_start(problem, 12, {}, on_threads(2));
  ASSERT_EQ(one.basins.size(), two.basins.size());
  EXPECT_EQ(one.basins[0].x, two.basins[0].x);
  EXPECT_NEAR(one.basins[0].x[1], 0.7, 1e-9);
}

TEST(LeastSquares, PosteriorOfALinearModelIsItsNormalDistribution) {
  const std::vector<double> x = grid(6), y = {1.1, 2.9, 5.2, 6.8, 9.1, 11.2};
  const auto problem = model_problem<2>(kLine, x, y, {{"a", 0}, {"b", 1}});
  const Minimum m = fit(problem);
  const Covariance c = covariance_at(problem, m, {}, false);
  const Posterior p =
      sample_posterior(problem, m, c.standard_error, c.variance_scale, 40000, 1, {}, {});
  ASSERT_GE(p.count, 40000u);
  EXPECT_GT(p.acceptance, 0.3);
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < p.count; ++i) mean += p.samples[2 * i + 1] / double(p.count);
  for (std::size_t i = 0; i < p.count; ++i)
    square += std::pow(p.samples[2 * i + 1] - mean, 2) / double(p.count);
  // Forty thousand samples correlated over some twenty steps: 2 % of the width.
  EXPECT_NEAR(mean, m.x[1], 0.1 * c.standard_error[1]);
  EXPECT_NEAR(std::sqrt(square), c.standard_error[1], 0.06 * c.standard_error[1]);
}

// True parameters inside the 95 % intervals in 93 to 97 % of 1000 noisy repeats.
TEST(LeastSquaresLong, IntervalsCoverTheTruth) {
  const auto model = [](double x, const auto& b) { return b[0] * exp(-b[1] * x) + b[2]; };
  const std::vector<double> truth = {2.0, 0.4, 0.3};
  std::mt19937_64 random(11);
  std::normal_distribution<double> noise(0, 0.05);
  std::vector<int> inside(3, 0);
  constexpr int kRepeats = 1000;
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    std::vector<double> x, y;
    for (int i = 0; i < 25; ++i) {
      x.push_back(0.4 * i);
      y.push_back(model(x.back(), truth.data()) + noise(random));
    }
    std::vector<FreeParameter> p = {{"a", 1.5}, {"k", 0.6}, {"c", 0.1}};
    const auto problem = model_problem<3>(
        [&](double at, const auto& b) { return b[0] * exp(-b[1] * at) + b[2]; }, x, y, p);
    const Minimum m = fit(problem);
    const auto intervals =
        profile_intervals(problem, m, covariance_at(problem, m, {}, false), {}, false, {});
    for (int j = 0; j < 3; ++j)
      inside[j] += truth[j] >= intervals[j].low && truth[j] <= intervals[j].high;
  }
  for (int j = 0; j < 3; ++j) {
    EXPECT_GE(inside[j], 930) << j;
    EXPECT_LE(inside[j], 970) << j;
  }
}

}  // namespace
}  // namespace verdet
