// Each formula against a value worked out term by term, written as in the format's description.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "verdet/physics/constants.hpp"
#include "verdet/physics/dispersion/info_formulas.hpp"

namespace verdet::physics {
namespace {

double n(int number, const std::vector<double>& c, double um) {
  return info_formula(number, c, um);
}

TEST(InfoFormulas, MatchTheirDefinitions) {
  const double x = 1.55, x2 = x * x;
  EXPECT_DOUBLE_EQ(n(1, {0.2, 2, 0.3, 1, 9}, x),
                   std::sqrt(1.2 + 2 * x2 / (x2 - 0.09) + x2 / (x2 - 81)));
  EXPECT_DOUBLE_EQ(n(2, {0.2, 2, 0.3, 1, 9}, 1.0), std::sqrt(1.2 + 2 / 0.7 - 1 / 8.0));
  EXPECT_DOUBLE_EQ(n(3, {4, 0.1, 2, 0.2, -2}, x), std::sqrt(4 + 0.1 * x2 + 0.2 / x2));
  EXPECT_DOUBLE_EQ(n(4, {4, 0.1, 2, 0.3, 2, 0.2, 0, 0.25, 1, 0.05, -2}, x),
                   std::sqrt(4 + 0.1 * x2 / (x2 - 0.09) + 0.2 / (x2 - 0.25) + 0.05 / x2));
  EXPECT_DOUBLE_EQ(n(5, {1.5, 0.01, -2, 1e-3, -4}, x), 1.5 + 0.01 / x2 + 1e-3 / (x2 * x2));
  EXPECT_DOUBLE_EQ(n(6, {1e-5, 0.05, 238, 0.002, 57}, x),
                   1 + 1e-5 + 0.05 / (238 - 1 / x2) + 0.002 / (57 - 1 / x2));
  const double l = 1 / (x2 - 0.028);
  EXPECT_NEAR(n(7, {3.4, 0.1, 0.02, 1e-4, 1e-5, 1e-6}, x),
              3.4 + 0.1 * l + 0.02 * l * l + 1e-4 * x2 + 1e-5 * x2 * x2 + 1e-6 * x2 * x2 * x2,
              1e-14);
  const double r = 0.3 + 0.02 * x2 / (x2 - 0.05) + 0.001 * x2;
  EXPECT_NEAR((std::pow(n(8, {0.3, 0.02, 0.05, 0.001}, x), 2) - 1) /
                  (std::pow(n(8, {0.3, 0.02, 0.05, 0.001}, x), 2) + 2),
              r, 1e-14);
  EXPECT_DOUBLE_EQ(n(9, {2.5, 0.01, 0.03, -0.2, 1.5, 0.88}, x),
                   std::sqrt(2.5 + 0.01 / (x2 - 0.03) - 0.2 * 0.05 / (0.05 * 0.05 + 0.88)));
}

TEST(InfoFormulas, LeaveOutTermsOfStrengthZero) {
  // Trailing zeros would otherwise give 0^0 and poles at zero wavelength.
  EXPECT_DOUBLE_EQ(n(4, {4, 0, 0, 0, 0, 0, 0, 0, 0}, 1), 2);
  EXPECT_DOUBLE_EQ(n(6, {0.5, 0, 0}, 1), 1.5);
  EXPECT_DOUBLE_EQ(n(9, {4, 0, 1, 0, 1, 0}, 1), 2);
}

TEST(InfoFormulas, HaveNoIndexInsideAStopBand) {
  EXPECT_TRUE(std::isnan(n(1, {0, 2, 1.6}, 1.5)));
  EXPECT_TRUE(std::isnan(n(10, {1}, 1.5)));
}

TEST(Constants, AreConsistentWithTheirDefinitions) {
  using namespace codata2018;
  // c^2 eps_0 mu_0 = 1, Z_0 = mu_0 c, alpha = e^2 / (4 pi eps_0 hbar c).
  EXPECT_NEAR(kSpeedOfLight * kSpeedOfLight * kVacuumPermittivity * kVacuumPermeability, 1, 1e-9);
  EXPECT_NEAR(kVacuumPermeability * kSpeedOfLight / kVacuumImpedance, 1, 1e-9);
  EXPECT_NEAR(kElementaryCharge * kElementaryCharge /
                  (4 * M_PI * kVacuumPermittivity * kHbar * kSpeedOfLight) / kFineStructure,
              1, 1e-9);
  EXPECT_NEAR(kElementaryCharge * kHbar / (2 * kElectronMass) / kBohrMagneton, 1, 1e-9);
}

}  // namespace
}  // namespace verdet::physics
