// The material's own arithmetic: batches, derivatives, temperature shifts, refusals, messages.
#include "verdet/base/dual.hpp"
#include "verdet/materials/curve.hpp"
#include "verdet/materials/library.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace verdet {
namespace {

Material silicon() {
  return MaterialLibrary().find(std::string("Si"));
}

constexpr Conditions kDoped{.temperature = 340, .electrons = 3e23, .holes = 5e23};

TEST(Material, BatchesAgreeWithSingleAnswers) {
  std::vector<double> wavelengths;
  for (int i = 0; i <= 100; ++i) wavelengths.push_back(1.3e-6 + 3e-9 * i);
  std::vector<std::complex<double>> out(wavelengths.size());
  for (const char* name : {"Si", "Si/Salzberg1957", "SiO2", "Si3N4", "3.4+0.1i"}) {
    const Material material = MaterialLibrary().find(std::string(name)).with(Extrapolation::Allow);
    const Conditions at = material.has(Property::FreeCarriers) ? kDoped : Conditions{};
    material.index(wavelengths, at, out);
    for (std::size_t i = 0; i < out.size(); ++i) {
      EXPECT_EQ(out[i], material.index(wavelengths[i], at)) << name;
      const Complex<double> templated =
          material.index_of(wavelengths[i], at.temperature, at.electrons, at.holes);
      EXPECT_NEAR(out[i].real(), templated.re, 1e-14);
      EXPECT_NEAR(out[i].imag(), templated.im, 1e-14);
    }
  }
  EXPECT_THROW(silicon().index(wavelengths, {}, std::span(out).first(3)), Error);
}

TEST(Material, DerivativesAgreeWithDifferences) {
  const Material material = silicon();
  const double h = 1e-10;
  const auto slope =
      (material.index(1.52e-6 + h, kDoped) - material.index(1.52e-6 - h, kDoped)) / (2 * h);
  const auto exact = material.index_derivative(1.52e-6, kDoped);
  EXPECT_NEAR(exact.real() / slope.real(), 1, 1e-6);
  EXPECT_NEAR(exact.imag() / slope.imag(), 1, 1e-6);
  EXPECT_NEAR(material.group_index(1.52e-6, kDoped),
              material.index(1.52e-6, kDoped).real() - 1.52e-6 * exact.real(), 1e-12);
  using D = Dual<double, 4>;
  const Complex<D> all = material.index_of<D>(D::variable(1.52e-6, 0), D::variable(340, 1),
                                              D::variable(3e23, 2), D::variable(5e23, 3));
  EXPECT_NEAR(all.re.grad[0], exact.real(), 1e-9 * std::abs(exact.real()));
  EXPECT_NEAR(all.re.grad[1], material.thermo_optic(1.52e-6, kDoped), 1e-15);
  Conditions more = kDoped;
  more.electrons *= 1 + 1e-6;
  EXPECT_NEAR(all.re.grad[2] * 3e23 * 1e-6 /
                  (material.index(1.52e-6, more).real() - material.index(1.52e-6, kDoped).real()),
              1, 1e-4);
  EXPECT_LT(all.re.grad[3], 0);
  EXPECT_GT(all.im.grad[3], 0);
}

TEST(Material, ShiftsARecordWithoutTemperatureByTheThermoOpticOne) {
  const Material salzberg = MaterialLibrary().find(std::string("Si/Salzberg1957"));
  const auto n = [&](const Material& of, double kelvin) {
    return of.index(1.55e-6, {.temperature = kelvin, .electrons = 0, .holes = 0}).real();
  };
  EXPECT_NEAR(n(salzberg, 299.15), 3.47772, 6e-6) << "no shift at the sample's temperature";
  EXPECT_NEAR(n(salzberg, 400) - n(salzberg, 299.15), n(silicon(), 400) - n(silicon(), 299.15),
              1e-12);
  Material::Records alone = {
      {Property::RefractiveIndex, salzberg.all_records().at(Property::RefractiveIndex)}};
  EXPECT_THROW(n(Material("alone", alone), 400), DomainError);
  EXPECT_NEAR(n(Material("alone", alone), 300), 3.47772, 6e-6);
}

std::string failure(auto&& ask) {
  try {
    ask();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Material, RefusalNamesQuantityValueRangeAndSource) {
  const std::string text = failure([] { silicon().index(0.8e-6); });
  for (const char* part : {"wavelength 800 nm", "1.2 um to 14 um", "Si/Li1980", "extrapolation"})
    EXPECT_NE(text.find(part), std::string::npos) << text;
  EXPECT_NE(failure([] {
              silicon().index(1.55e-6, {.temperature = 900, .electrons = 0, .holes = 0});
            }).find("temperature 900 K"),
            std::string::npos);
  const std::string dense = failure(
      [] { silicon().index(1.55e-6, {.temperature = 300, .electrons = 1e27, .holes = 0}); });
  EXPECT_NE(dense.find("electron density"), std::string::npos) << dense;
  EXPECT_NE(dense.find("Si/Nedeljkovic2011"), std::string::npos) << dense;
}

TEST(Material, TakesRoundingBelowZeroButNoNegativeDensity) {
  const auto n = [](double holes) {
    return silicon().index(1.55e-6, {.temperature = 300, .electrons = 0, .holes = holes}).real();
  };
  EXPECT_NEAR(n(-1e10), n(0), 1e-12);
  EXPECT_THROW(n(-1e20), DomainError);
}

TEST(Material, RefusesNotANumber) {
  EXPECT_THROW(silicon().index(std::nan("")), DomainError);
  EXPECT_THROW(silicon().index(1.55e-6, {.temperature = std::nan(""), .electrons = 0, .holes = 0}),
               DomainError);
  EXPECT_THROW(
      silicon().index(1.55e-6, {.temperature = 300, .electrons = std::nan(""), .holes = 0}),
      DomainError);
  EXPECT_THROW(silicon().index_of(1.55e-6, 300.0, 0.0, std::nan("")), DomainError);
  const std::vector<double> some = {1.5e-6, std::nan(""), 1.6e-6};
  std::vector<std::complex<double>> out(3);
  EXPECT_THROW(silicon().index(some, {}, out), DomainError);
}

TEST(Material, WithoutACarrierRecordRefusesCarriers) {
  const Material silica = MaterialLibrary().find(std::string("SiO2"));
  const std::string text =
      failure([&] { silica.index(1.55e-6, {.temperature = 300, .electrons = 1e23, .holes = 0}); });
  EXPECT_NE(text.find("states no free_carriers"), std::string::npos) << text;
}

TEST(Material, NamesTheRecordsBehindItsIndex) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(silicon().index_records(), Names{"Si/Li1980"});
  EXPECT_EQ(silicon().index_records(kDoped), (Names{"Si/Li1980", "Si/Nedeljkovic2011"}));
  EXPECT_EQ(MaterialLibrary().find(std::string("SiO2")).index_records(),
            (Names{"SiO2/Malitson1965", "SiO2/Ghosh1994"}));
  EXPECT_GT(silicon().records().size(), 5u);
}

TEST(Material, MissingPropertyListsWhatThereIs) {
  const std::string text =
      failure([] { MaterialLibrary().find(std::string("air")).kerr(1.55e-6); });
  EXPECT_EQ(text, "material 'air' states no kerr; it states refractive_index");
}

TEST(Material, ThermalConstantsOfSilicon) {
  EXPECT_DOUBLE_EQ(silicon().density(), 2330);
  EXPECT_DOUBLE_EQ(silicon().heat_capacity(), 714.5);
  EXPECT_DOUBLE_EQ(silicon().thermal_conductivity(), 148);
  EXPECT_NEAR(silicon().thermal_conductivity(400), 148 * std::pow(0.75, 1.3), 1e-9);
  EXPECT_DOUBLE_EQ(silicon().two_photon_absorption(1.55e-6), 8.4e-12);
}

TEST(Curve, SamplesTheValidityByDefault) {
  const MaterialCurve curve = sample_curve(silicon(), {}, {}, 51);
  ASSERT_EQ(curve.wavelength.size(), 51u);
  EXPECT_DOUBLE_EQ(curve.wavelength.front(), 1.2e-6);
  EXPECT_DOUBLE_EQ(curve.wavelength.back(), 14e-6);
  EXPECT_EQ(curve.n.front(), silicon().index(1.2e-6).real());
  EXPECT_EQ(curve.k.size(), 51u);
  EXPECT_THROW(sample_curve(silicon(), {}, {}, 1), InputError);
  EXPECT_THROW(sample_curve(MaterialLibrary().find(std::string("2")), {}, {}), InputError);
  EXPECT_THROW(sample_curve(silicon(), {0.5e-6, 2e-6}, {}), DomainError);
}

}  // namespace
}  // namespace verdet
