// Electronic properties of silicon: published values, limits, and sources against each other.
#include "verdet/materials/library.hpp"

#include <gtest/gtest.h>

namespace verdet {
namespace {

Material silicon(const std::string& record = "") {
  static const MaterialLibrary kLibrary;
  return kLibrary.find(record.empty() ? std::string("Si") : "Si/" + record);
}

double mobility(const std::string& record, Property property, const Conditions& at) {
  return silicon(record).value(property, at) * 1e4;
}

TEST(SiliconMobility, SourcesAgreeForMajorityCarriers) {
  for (const double doping : {1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26}) {
    const Conditions n{.donors = doping}, p{.acceptors = doping};
    const double electrons = mobility("Masetti1983-phosphorus", Property::ElectronMobility, n);
    const double holes = mobility("Masetti1983-boron", Property::HoleMobility, p);
    EXPECT_NEAR(mobility("Klaassen1992-electrons", Property::ElectronMobility, n) / electrons, 1,
                0.1)
        << doping;
    EXPECT_NEAR(mobility("Klaassen1992-holes", Property::HoleMobility, p) / holes, 1, 0.1)
        << doping;
    EXPECT_NEAR(mobility("Caughey1967-electrons", Property::ElectronMobility, n) / electrons, 1,
                0.25);
    EXPECT_NEAR(mobility("Arora1982-electrons", Property::ElectronMobility, n) / electrons, 1,
                0.25);
  }
}

TEST(SiliconMobility, MinorityCarriersAreFasterAtHighDoping) {
  // Repelled by the ions: electrons in p-silicon of 1e19 cm^-3 outrun those in n-silicon.
  const double majority =
      mobility("Klaassen1992-electrons", Property::ElectronMobility, {.donors = 1e25});
  const double minority =
      mobility("Klaassen1992-electrons", Property::ElectronMobility, {.acceptors = 1e25});
  EXPECT_GT(minority, 1.2 * majority);
}

TEST(SiliconMobility, FallsWithHeatAndWithInjectedCarriers) {
  for (const char* record : {"Masetti1983-phosphorus", "Klaassen1992-electrons",
                             "Arora1982-electrons", "Caughey1967-electrons"}) {
    const double cold = mobility(record, Property::ElectronMobility, {.temperature = 260});
    const double hot = mobility(record, Property::ElectronMobility, {.temperature = 400});
    EXPECT_LT(hot, 0.5 * cold) << record;
  }
  const double dark = mobility("Klaassen1992-electrons", Property::ElectronMobility, {});
  const double bright = mobility("Klaassen1992-electrons", Property::ElectronMobility,
                                 {.electrons = 1e24, .holes = 1e24});
  EXPECT_LT(bright, 0.6 * dark);
}

TEST(SiliconIntrinsicDensity, SourcesSpreadAsKnown) {
  const auto density = [](const char* record) {
    return silicon(record).value(Property::IntrinsicDensity) * 1e-6;
  };
  EXPECT_NEAR(density("Misiakos1993"), 9.696e9, 2e6);
  EXPECT_NEAR(density("Couderc2014"), 9.685e9, 4e6);
  EXPECT_NEAR(density("Sproul1991"), 1.004e10, 1e7);
  // n_i^2 = Nc Nv exp(-E_g/kT) within the spread of effective masses.
  const double kt = 1.380649e-23 * 300;
  const Material si = silicon();
  const double product =
      std::sqrt(si.value(Property::ConductionStates) * si.value(Property::ValenceStates)) *
      std::exp(-si.value(Property::BandGap) / (2 * kt)) * 1e-6;
  EXPECT_NEAR(product / density("Misiakos1993"), 1, 0.15);
}

TEST(SiliconRecombination, AugerLimitsAgree) {
  // Richter's enhancement fades at high injection: there it is within a factor 3 of Dziewior's.
  const Conditions bright{.electrons = 1e24, .holes = 1e24};
  const double dziewior = silicon("Dziewior1977").value(Property::AugerRecombination, bright);
  const double richter = silicon("Richter2012").value(Property::AugerRecombination, bright);
  EXPECT_GT(richter, dziewior);
  EXPECT_LT(richter, 3 * dziewior);
  EXPECT_NEAR(silicon().value(Property::AugerRecombination, {.donors = 1e22}), 0, 1e6)
      << "no net rate at rest";
}

TEST(SiliconRecombination, RatesAreRefusedOutsideTheirTemperature) {
  EXPECT_THROW(silicon().value(Property::AugerRecombination, {.temperature = 400}), DomainError);
}

}  // namespace
}  // namespace verdet
