// Published numbers: tables, evaluations by other codes, and the spread between sources.
#include "shared_data.hpp"
#include "verdet/materials/library.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace verdet {
namespace {

Material alone(const std::string& record) {
  static const MaterialLibrary kLibrary;
  auto found = kLibrary.record(record);
  const Property property = found->property;
  return {record, {{property, std::move(found)}}};
}

Conditions at(double kelvin) {
  return {.temperature = kelvin, .electrons = 0, .holes = 0};
}

struct Known {
  double kelvin;
  double n;
};

TEST(SiliconIndex, FollowsFreyAndItsSlope) {
  const Material frey = alone("Si/Frey2006");
  for (const auto& [kelvin, n] :
       {Known{30, 3.44898}, {100, 3.45196}, {200, 3.46339}, {295, 3.47883}})
    EXPECT_NEAR(frey.index(1.55e-6, at(kelvin)).real(), n, 6e-6) << kelvin;
  EXPECT_NEAR(frey.thermo_optic(1.55e-6, at(77)), 5.6e-5, 6e-7);
  EXPECT_NEAR(frey.thermo_optic(1.55e-6, at(200)), 1.44e-4, 6e-7);
  EXPECT_NEAR(frey.thermo_optic(1.55e-6, at(295)), 1.764e-4, 6e-8);
}

TEST(SiliconIndex, FollowsLiBetweenItsTables) {
  const Material li = alone("Si/Li1980");
  const auto mean_slope = [&](double wavelength) {
    return (li.index(wavelength, at(350)).real() - li.index(wavelength, at(293)).real()) / 57;
  };
  EXPECT_NEAR(mean_slope(1.55e-6), 1.895e-4, 5e-7);
  EXPECT_NEAR(mean_slope(1.31e-6), 1.99e-4, 1e-6);
}

TEST(SiliconIndex, SourcesAgreeWithinTheirSpread) {
  // Li 3.4757 (293 K), Frey 3.4785, Salzberg 3.4777: samples differ by 4e-3 at most.
  const double li = alone("Si/Li1980").index(1.55e-6, at(295)).real();
  const double frey = alone("Si/Frey2006").index(1.55e-6, at(295)).real();
  const double salzberg = alone("Si/Salzberg1957").index(1.55e-6, at(299)).real();
  EXPECT_NEAR(li, frey, 4e-3);
  EXPECT_NEAR(li, salzberg, 4e-3);
  EXPECT_GT(frey - li, 1e-3) << "the records must stay distinguishable";
}

TEST(SiliconIndex, LiReproducesItsFourteenTables) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  const Material li = alone("Si/Li1980");
  int rows = 0, tables = 0;
  for (const std::string& page : library.pages()) {
    if (!page.starts_with("main/Si/nk/Li-")) continue;
    ++tables;
    const double kelvin = std::stod(page.substr(std::string("main/Si/nk/Li-").size()));
    const auto record = library.record(page);
    const auto& table = std::get<SampledCurve>(std::get<IndexLaw>(record->law).separate()->n);
    for (std::size_t i = 0; i < table.x().size(); ++i) {
      // Two misprints of the stored tables, by their neighbours and the equation.
      const auto row = [&](double k, double um) {
        return kelvin == k && std::abs(table.x()[i] - um * 1e-6) < 1e-12;
      };
      const bool misprint = row(150, 1.32) || row(750, 1.36);
      const double digits = kelvin <= 350 ? 7e-5 : kelvin <= 500 ? 1.2e-4 : 2e-4;
      const double tolerance = misprint ? 1e-3 : digits;
      EXPECT_NEAR(li.index(table.x()[i], at(kelvin)).real(), table.y()[i], tolerance)
          << page << " at " << table.x()[i];
      ++rows;
    }
  }
  EXPECT_EQ(tables, 14);
  EXPECT_GT(rows, 400);
}

TEST(GlassIndex, GhoshAgreesWithMalitsonAtTwentyDegrees) {
  const Material ghosh = alone("SiO2/Ghosh1994");
  const Material malitson = alone("SiO2/Malitson1965");
  double worst = 0;
  for (double wavelength = 0.4e-6; wavelength < 2.1e-6; wavelength += 0.01e-6)
    worst = std::max(worst, std::abs(ghosh.index(wavelength, at(293.15)).real() -
                                     malitson.index(wavelength, at(293.15)).real()));
  EXPECT_LT(worst, 2.2e-4);
  EXPECT_GT(worst, 1e-5) << "two sources, not one";
}

TEST(GlassIndex, DefaultSilicaMovesWithTemperature) {
  const Material silica = MaterialLibrary().find(std::string("SiO2"));
  EXPECT_NEAR(silica.index(1.55e-6, at(293.15)).real(), 1.44402, 6e-6);
  EXPECT_NEAR(silica.thermo_optic(1.55e-6, at(300)), 1.066e-5, 5e-9);
  const double rise = silica.index(1.55e-6, at(343.15)).real() - 1.444024;
  EXPECT_NEAR(rise / 50, 1.066e-5, 2e-8);
}

TEST(NitrideIndex, DefaultNitrideMovesWithTemperature) {
  const Material nitride = MaterialLibrary().find(std::string("Si3N4"));
  EXPECT_NEAR(nitride.index(1.55e-6).real(), 1.99628, 6e-6);
  EXPECT_NEAR(nitride.index(1.55e-6, at(340)).real() - nitride.index(1.55e-6).real(), 40 * 2.45e-5,
              1e-9);
}

TEST(SiliconNonlinearity, SourcesDisagreeByTheKnownFactor) {
  const double bristow = alone("Si/Bristow2007").kerr(1.55e-6);
  const double lin = alone("Si/Lin2007").kerr(1.55e-6);
  EXPECT_NEAR(bristow, 4.84e-18, 1e-22);
  EXPECT_NEAR(lin, 2.51e-18, 1e-22);  // between 2.41e-18 at 1.5 um and 2.61e-18 at 1.6 um
}

TEST(SiliconCarriers, FollowTheSources) {
  const Material nedeljkovic = alone("Si/Nedeljkovic2011");
  const Conditions some{.temperature = 300, .electrons = 1e23, .holes = 1e23};
  EXPECT_NEAR(nedeljkovic.free_carriers(1.55e-6, some).index, -3.5264e-4, 1e-8);
  EXPECT_NEAR(nedeljkovic.free_carriers(1.55e-6, some).absorption, 102.9, 0.05);
  const Conditions electrons{.temperature = 300, .electrons = 1e24, .holes = 0};
  EXPECT_NEAR(nedeljkovic.free_carriers(1.425e-6, electrons).absorption, 640, 5);
  // The old linear laws overstate the index change at 1e17 cm^-3 by a fifth.
  const Material soref = alone("Si/SorefBennett1987");
  EXPECT_NEAR(
      soref.free_carriers(1.55e-6, some).index / nedeljkovic.free_carriers(1.55e-6, some).index,
      1.21, 0.01);
}

TEST(SiliconCarriers, ValuesOverWavelengthSquaredRunSmoothly) {
  // A mistyped coefficient among the 27 rows would jump by its exponent.
  const Material material = alone("Si/Nedeljkovic2011");
  const auto& law = std::get<physics::CarrierPowerLaws>(
      std::get<CarrierLaw>(material.record(Property::FreeCarriers).law));
  ASSERT_EQ(law.rows.size(), 27u);
  for (std::size_t i = 1; i + 1 < law.rows.size(); ++i)
    for (const Conditions& c : {Conditions{300, 1e24, 0}, Conditions{300, 0, 1e24}}) {
      const auto scaled = [&](std::size_t row) {
        const double um = law.rows[row].um;
        return -material.free_carriers(um * 1e-6, c).index / (um * um);
      };
      EXPECT_NEAR(scaled(i) / std::sqrt(scaled(i - 1) * scaled(i + 1)), 1, 0.1) << law.rows[i].um;
    }
}

TEST(SiliconCarriers, EnterTheComplexIndex) {
  const Material silicon = MaterialLibrary().find(std::string("Si"));
  const Conditions doped{.temperature = 300, .electrons = 1e24, .holes = 1e24};
  const std::complex<double> change = silicon.index(1.55e-6, doped) - silicon.index(1.55e-6);
  EXPECT_NEAR(change.real(), -2.7084e-3, 1e-7);
  EXPECT_NEAR(change.imag(), 1435.4 * 1.55e-6 / (4 * M_PI), 1e-8);
}

}  // namespace
}  // namespace verdet
