#include "verdet/experiments/time_temperature_transformation/cooling.hpp"

#include <gtest/gtest.h>

#include "verdet/materials/kinetics.hpp"

namespace verdet {
namespace {

TEST(Cooling, TheCriticalRateLeavesTheFractionItWasAskedFor) {
  const auto p = read_kinetics(Node::text("Wang2021")).parameters;
  const double rate = critical_cooling_rate(p, 300, 0.01);
  EXPECT_GT(rate, 1e8);
  EXPECT_LT(rate, 1e10);
  EXPECT_NEAR(grains_after_cooling(p, 300, rate).fraction(), 0.01, 1e-9);
  EXPECT_LT(grains_after_cooling(p, 300, 1.5 * rate).fraction(), 0.0025);
  EXPECT_GT(grains_after_cooling(p, 300, 0.5 * rate).fraction(), 0.12);
  // Below the nose nothing is added: the end of the path does not matter.
  EXPECT_NEAR(critical_cooling_rate(p, 450, 0.01) / rate, 1, 1e-4);
}

TEST(Cooling, AFrontGrowsInverselyToTheRate) {
  const auto p = read_kinetics(Node::text("Wang2021")).parameters;
  const double fast = growth_on_cooling(p, 300, 1e10), slow = growth_on_cooling(p, 300, 1e9);
  EXPECT_NEAR(slow / fast, 10, 1e-9);
  // Below 2.27 m/s over at most the 300 K in which growth matters.
  EXPECT_LT(fast, 2.27 * 300 / 1e10);
  EXPECT_GT(fast, 0.5 * 2.27 * 200 / 1e10);
}

}  // namespace
}  // namespace verdet
