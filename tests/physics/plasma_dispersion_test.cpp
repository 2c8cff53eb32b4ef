// Known answers of the carrier laws, from closed forms evaluated here in another way.
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/physics/plasma_dispersion/drude.hpp"
#include "verdet/physics/plasma_dispersion/power_laws.hpp"

namespace verdet::physics {
namespace {

CarrierPowerLaws two_rows() {
  CarrierPowerLaws law;
  law.rows = {{1.3, {3.48e-22, 1.229}, {1.02e-19, 1.089}, {2.98e-22, 1.016}, {1.25e-18, 0.835}},
              {1.55, {8.88e-21, 1.167}, {5.84e-20, 1.109}, {5.40e-22, 1.011}, {1.53e-18, 0.838}}};
  return law;
}

TEST(CarrierPowerLaws, InterpolateTheLogarithmOfTheValues) {
  // Electrons alone at 1e18 cm^-3: 4.6 and 9.0 per cm at the rows; halfway their geometric mean.
  const double low = two_rows()(1.3, 1e24, 0.0).absorption / 100;
  const double high = two_rows()(1.55, 1e24, 0.0).absorption / 100;
  const double middle = two_rows()(1.425, 1e24, 0.0).absorption / 100;
  EXPECT_NEAR(low, 4.6, 0.05);
  EXPECT_NEAR(high, 9.0, 0.05);
  EXPECT_NEAR(middle, 6.4, 0.05);
  EXPECT_NEAR(middle * middle, low * high, 1e-9 * low * high);
}

TEST(CarrierPowerLaws, FollowThePowerOfTheDensity) {
  const double one = two_rows()(1.55, 0.0, 1e23).index;
  const double ten = two_rows()(1.55, 0.0, 1e24).index;
  EXPECT_NEAR(std::log10(ten / one), 0.838, 1e-12);
}

TEST(CarrierPowerLaws, TreatElectronsAndHolesIndependently) {
  const auto both = two_rows()(1.5, 3e23, 7e23);
  const auto electrons = two_rows()(1.5, 3e23, 0.0);
  const auto holes = two_rows()(1.5, 0.0, 7e23);
  EXPECT_DOUBLE_EQ(both.index, electrons.index + holes.index);
  EXPECT_DOUBLE_EQ(both.absorption, electrons.absorption + holes.absorption);
}

TEST(CarrierPowerLaws, ASingleRowHoldsAtEveryWavelength) {
  CarrierPowerLaws law;
  law.rows = {two_rows().rows[1]};
  EXPECT_DOUBLE_EQ(law(1.5, 1e24, 1e24).index, two_rows()(1.55, 1e24, 1e24).index);
}

TEST(DrudeCarriers, MatchThePlasmaFrequency) {
  // To first order dn = -omega_p^2 / (2 n omega^2) with omega_p^2 = N e^2 / (eps_0 m).
  DrudeCarriers law;
  law.index = 3.5;
  law.electron_mass = 0.26;
  law.hole_mass = 0.39;
  law.electron_mobility = 0.14;
  law.hole_mobility = 0.045;
  const double omega = 2 * M_PI * 299792458.0 / 1.55e-6;
  const double mass = 0.26 * 9.1093837015e-31;
  const double plasma2 = 1e24 * std::pow(1.602176634e-19, 2) / (8.8541878128e-12 * mass);
  const auto effect = law(1.55e-6, 1e24, 0.0);
  EXPECT_NEAR(effect.index, -plasma2 / (2 * 3.5 * omega * omega), 1e-9);
  // Im eps = omega_p^2 / (omega^3 tau), alpha = omega Im eps / (n c), tau = mu m / e.
  const double tau = 0.14 * mass / 1.602176634e-19;
  const double alpha = plasma2 / (omega * omega * tau) / (3.5 * 299792458.0);
  EXPECT_NEAR(effect.absorption / alpha, 1, 1e-9);
}

}  // namespace
}  // namespace verdet::physics
