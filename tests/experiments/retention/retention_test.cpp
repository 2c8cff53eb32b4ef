#include "verdet/experiments/retention/retention_time.hpp"

#include <gtest/gtest.h>

#include "verdet/materials/kinetics.hpp"

namespace verdet {
namespace {

TEST(Retention, TimesAndSlopes) {
  const auto p = read_kinetics(Node::text("Wang2021")).parameters;
  EXPECT_NEAR(retention_time(p, 400.0, 0.5) / 6844, 1, 1e-3);
  EXPECT_NEAR(retention_time(p, 300.0, 0.5) / 6.4e14, 1, 0.02);
  // Below T_glass viscosity dominates: close to its activation energy, 2.45 eV, and the slope of
  // two times an interval apart.
  const double k = 1.380649e-23, ev = 1.602176634e-19;
  const double energy = activation_energy(p, 400, 0.5);
  const double chord =
      (std::log(retention_time(p, 399.0, 0.5)) - std::log(retention_time(p, 401.0, 0.5))) /
      (1 / (k * 399) - 1 / (k * 401));
  EXPECT_NEAR(energy / chord, 1, 1e-4);
  EXPECT_NEAR(energy / ev, 2.45, 0.2);
}

TEST(Retention, TemperatureOfAGivenTimeInvertsTheTime) {
  const auto p = read_kinetics(Node::text("Wang2021")).parameters;
  const double kelvin = retention_temperature(p, 3.15576e8, 0.1);
  EXPECT_NEAR(retention_time(p, kelvin, 0.1) / 3.15576e8, 1, 1e-9);
  EXPECT_TRUE(std::isnan(retention_temperature(p, 1e-30, 0.1)));
}

}  // namespace
}  // namespace verdet
