#include "verdet/physics/synapse/conductance_noise.hpp"

#include <gtest/gtest.h>

namespace verdet::physics {
namespace {

// Values of an independent script from the published coefficients.
TEST(ConductanceNoise, TwoIndependentFitsOfProgrammingAgree) {
  EXPECT_NEAR(programming_noise(0.0), 0.26348e-6, 1e-12);
  EXPECT_NEAR(programming_noise(0.5), 0.95271e-6, 1e-11);
  EXPECT_NEAR(programming_noise(1.0), 1.05538e-6, 1e-11);
  EXPECT_NEAR(programming_noise_joshi(0.0), 0.28639e-6, 1e-11);
  EXPECT_NEAR(programming_noise_joshi(12.5e-6), 0.95528e-6, 1e-11);
  EXPECT_NEAR(programming_noise_joshi(25e-6), 1.06552e-6, 1e-11);
  for (const double share : {0.0, 0.5, 1.0})
    EXPECT_NEAR(programming_noise(share) / programming_noise_joshi(25e-6 * share), 1, 0.1);
}

TEST(ConductanceNoise, DriftKeepsItsBoundsAndMayVanish) {
  EXPECT_EQ(drift_exponent(1.0), 0.049);
  EXPECT_EQ(drift_exponent(1e-6), 0.1);
  EXPECT_NEAR(drift_exponent(0.1), 0.0244 + 0.0155 * 2.302585093, 1e-9);
  // From cell to cell: -0.0125 ln g - 0.0059 between 0.008 and 0.045.
  EXPECT_EQ(drift_exponent_deviation(1.0), 0.008);
  EXPECT_EQ(drift_exponent_deviation(1e-3), 0.045);
  EXPECT_NEAR(drift_exponent_deviation(0.1), 0.022882, 1e-6);
  EXPECT_EQ(drifted(1e-5, 0.0, 1e6), 1e-5);
  EXPECT_NEAR(drifted(1e-5, 0.05, 20e3) / 1e-5, std::pow(1000.0, -0.05), 1e-12);
}

TEST(ConductanceNoise, ReadingsGetNoisierWithTime) {
  const double early = read_noise(1e-5, 0.4, 1.0), late = read_noise(1e-5, 0.4, 1e6);
  EXPECT_GT(late, early);
  EXPECT_NEAR(early / (1e-5 * 0.0088 * std::pow(0.4, -0.65)), std::sqrt(std::log(2e6)), 1e-4);
  // Weak cells: Q stops at 0.2, where 0.0088 g^-0.65 would be 0.785.
  EXPECT_NEAR(read_noise(1e-6, 1e-3, 1.0) / (1e-6 * 0.2), std::sqrt(std::log(2e6)), 1e-4);
}

}  // namespace
}  // namespace verdet::physics
