// Materials with two phases: what a fraction means, and who refuses it.
#include "shared_data.hpp"
#include "verdet/base/dual.hpp"
#include "verdet/materials/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace verdet {
namespace {

using ::testing::Contains;

Material find(const std::string& spec) {
  return MaterialLibrary().find(parse_yaml(spec));
}

TEST(PhaseChange, ReproducesPublishedMixturesOfFrantz) {
  // Evaluations of the same end points at 1.55 um by another code.
  const Material gst = find("Ge2Sb2Te5/Frantz");
  for (const auto& [x, n, k] : {std::tuple{0.0, 4.0736, 0.0092},
                                {0.25, 4.4543, 0.0889},
                                {0.5, 4.9388, 0.2195},
                                {0.75, 5.5803, 0.4522},
                                {1.0, 6.4644, 0.9198}}) {
    const auto index = gst.index(1.55e-6, {.crystalline_fraction = x});
    EXPECT_NEAR(index.real(), n, 2e-4) << x;
    EXPECT_NEAR(index.imag(), k, 2e-4) << x;
  }
}

TEST(PhaseChange, TheRuleIsNamedAndRecorded) {
  const Material lorentz = find("Ge2Sb2Te5/Frantz");
  const Material bruggeman = find("{material: Ge2Sb2Te5/Frantz, mixing: bruggeman}");
  const Material linear = find("{material: Ge2Sb2Te5, mixing: linear}");
  const Conditions half{.crystalline_fraction = 0.5};
  EXPECT_NEAR(bruggeman.index(1.55e-6, half).imag(), 0.4348, 2e-4);
  EXPECT_NEAR(lorentz.index(1.55e-6, half).imag(), 0.2195, 2e-4);
  EXPECT_GT(linear.index(1.55e-6, half).imag(), 0.5);
  EXPECT_THAT(lorentz.records(), Contains("mixing lorentz_lorenz"));
  EXPECT_THAT(bruggeman.index_records(), Contains("mixing bruggeman"));
}

TEST(PhaseChange, TheFractionMayBeStatedWithTheMaterial) {
  const Material half = find("{material: Ge2Sb2Te5, crystalline_fraction: 0.5}");
  EXPECT_EQ(half.index(1.55e-6), find("Ge2Sb2Te5").index(1.55e-6, {.crystalline_fraction = 0.5}));
  EXPECT_THROW(half.index(1.55e-6, {.crystalline_fraction = 0.6}), DomainError);
}

TEST(PhaseChange, ItsDerivativeByTheFractionIsExact) {
  const Material gst = find("Ge2Sb2Te5");
  using D = Dual<double, 1>;
  ConditionsOf<D> at;
  at.crystalline_fraction = D::variable(0.3, 0);
  const auto slope = gst.index_of(D(1.55e-6), at);
  const auto index = [&](double x) { return gst.index(1.55e-6, {.crystalline_fraction = x}); };
  const auto difference = (index(0.3 + 1e-5) - index(0.3 - 1e-5)) / 2e-5;
  EXPECT_NEAR(slope.re.grad[0], difference.real(), 1e-7);
  EXPECT_NEAR(slope.im.grad[0], difference.imag(), 1e-7);
}

TEST(PhaseChange, OneTenthOfAFractionAsksForMaterialsWithPhases) {
  EXPECT_THROW(find("SiO2").index(1.55e-6, {.crystalline_fraction = 0.1}), InputError);
  EXPECT_THROW(find("{material: SiO2, mixing: bruggeman}"), InputError);
  EXPECT_THROW(find("{material: Ge2Sb2Te5, mixing: maxwell}"), InputError);
}

TEST(PhaseChange, ThermalConstantsFollowThePhase) {
  const Material gst = find("Ge2Sb2Te5");
  EXPECT_DOUBLE_EQ(gst.value(Property::ThermalConductivity, {.crystalline_fraction = 0.5}), 0.35);
  EXPECT_DOUBLE_EQ(gst.value(Property::VolumetricHeatCapacity), 1.25e6);
}

TEST(PhaseChange, ShippedRowsAreThoseOfTheDatabase) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  for (const auto& [ours, theirs] :
       {std::pair{"Ge2Sb2Te5/Frantz-amorphous", "main/Ge2Sb2Te5/nk/Frantz-amorphous"},
        std::pair{"Ge2Sb2Te5/Frantz-crystalline", "main/Ge2Sb2Te5/nk/Frantz-crystal"}}) {
    const Material shipped = library.find(std::string(ours));
    const Material page = library.find(std::string(theirs));
    const auto& n = std::get<SampledCurve>(
        std::get<IndexLaw>(page.record(Property::RefractiveIndex).law).separate()->n);
    ASSERT_GT(n.x().size(), 2000u);
    for (const double wavelength : n.x()) {
      const auto difference = shipped.index(wavelength) - page.index(wavelength);
      EXPECT_LT(std::abs(difference.real()), 5.1e-4) << ours << " " << wavelength;
      EXPECT_LT(std::abs(difference.imag()), 5.1e-4) << ours << " " << wavelength;
    }
  }
}

}  // namespace
}  // namespace verdet
