// Conformance of every shipped record: schema, source, spot checks, validity, defaults.
#include "verdet/base/bibliography.hpp"
#include "verdet/base/data.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/kramers_kronig.hpp"
#include "verdet/materials/library.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace verdet {
namespace {

const MaterialLibrary& library() {
  static const MaterialLibrary kLibrary;
  return kLibrary;
}

class ShippedRecord : public ::testing::TestWithParam<std::string> {
 protected:
  // Reading runs the whole schema and throws on any fault.
  std::shared_ptr<const Record> record() const { return library().record(GetParam()); }
};

std::vector<std::string> names() {
  return library().list();
}

TEST(ShippedRecords, AreMany) {
  EXPECT_GE(names().size(), 20u);
  for (const char* due : {"Si/Li1980", "Si/Salzberg1957", "Si/Frey2006", "SiO2/Malitson1965",
                          "SiO2/Ghosh1994", "Si3N4/Luke2015", "Si/Nedeljkovic2011"})
    EXPECT_NE(std::find(names().begin(), names().end(), due), names().end()) << due;
}

// The value of `name = {...}` in a BibTeX entry, or "".
std::string field(const std::string& entry, const std::string& name) {
  const std::size_t at = entry.find("  " + name + " = {");
  if (at == std::string::npos) return "";
  const std::size_t open = entry.find('{', at);
  return entry.substr(open + 1, entry.find("}", open) - open - 1);
}

TEST_P(ShippedRecord, CitesAKnownSource) {
  static const Bibliography kReferences;
  ASSERT_FALSE(record()->keys.empty());
  for (const std::string& key : record()->keys) ASSERT_NO_THROW(kReferences.entry(key)) << key;
  EXPECT_FALSE(record()->reference.empty());
  EXPECT_FALSE(record()->verification.empty());
}

TEST_P(ShippedRecord, ReproducesItsSpotChecks) {
  ASSERT_FALSE(record()->spot_checks.empty());
  for (const SpotCheck& check : record()->spot_checks)
    EXPECT_NEAR(evaluate_spot_check(*record(), check), check.expected, check.tolerance)
        << check.quantity << " from " << check.from;
}

TEST_P(ShippedRecord, ChecksInsideItsOwnValidity) {
  const Validity& validity = record()->validity;
  EXPECT_LE(validity.wavelength.low, validity.wavelength.high);
  for (const SpotCheck& check : record()->spot_checks) {
    EXPECT_TRUE(check.wavelength == 0 || validity.wavelength.contains(check.wavelength));
    EXPECT_TRUE(validity.temperature.contains(check.conditions.temperature));
  }
}

TEST_P(ShippedRecord, IsPassiveAndFiniteOverItsValidity) {
  const auto* law = std::get_if<IndexLaw>(&record()->law);
  if (!law) return;  // other properties have their own checks above
  const Range range = record()->validity.wavelength;
  const Range warm =
      record()->validity.temperature.bounded() ? record()->validity.temperature : Range{300, 300};
  for (int i = 0; i <= 200; ++i)
    for (const double kelvin : {warm.low, 0.5 * (warm.low + warm.high), warm.high}) {
      const double wavelength = range.low + (range.high - range.low) * i / 200.0;
      const Complex<double> index = evaluate(*law, wavelength, kelvin);
      ASSERT_TRUE(std::isfinite(index.re)) << wavelength << " m, " << kelvin << " K";
      ASSERT_GE(index.im, 0.0);
      ASSERT_GT(index.re, 0.0);
    }
}

TEST_P(ShippedRecord, IsCausalWhereThatCanBeTold) {
  // A record whose source is not causal must say so.
  const bool admitted = record()->notes.find("Kramers and Kronig") != std::string::npos;
  EXPECT_EQ(kramers_kronig(*record()).verdict == KramersKronig::Verdict::Inconsistent, admitted);
}

TEST_P(ShippedRecord, RefusesOutsideItsValidity) {
  const Material material(GetParam(), {{record()->property, record()}});
  const Validity& validity = record()->validity;
  const auto ask = [&](const Material& of, double wavelength, double kelvin) {
    const Conditions at{.temperature = kelvin, .electrons = 0, .holes = 0};
    switch (record()->property) {
      case Property::RefractiveIndex:
        return of.index(wavelength, at).real();
      case Property::FreeCarriers:
        return of.free_carriers(wavelength, at).index;
      case Property::Kerr:
        return of.kerr(wavelength);
      case Property::TwoPhotonAbsorption:
        return of.two_photon_absorption(wavelength);
      case Property::ThermoOptic:
        return of.thermo_optic(wavelength, at);
      case Property::Density:
        return of.density(kelvin);
      case Property::HeatCapacity:
        return of.heat_capacity(kelvin);
      case Property::VolumetricHeatCapacity:
        return of.value(Property::VolumetricHeatCapacity, at);
      case Property::ThermalConductivity:
        return of.thermal_conductivity(kelvin);
      case Property::Extinction:
        return of.extinction(wavelength, at);
      case Property::SheetConductivity:
        return of.sheet_conductivity(wavelength, {.temperature = kelvin, .scattering_time = 1e-13})
            .real();
      case Property::Gyration:
        return of.gyration(wavelength, at).real();
      case Property::Pockels:
        return of
            .with(Property::RefractiveIndex, std::make_shared<const Record>(constant_index(2.0)))
            .permittivity(wavelength, at, {0, 0, 1.0})[2][2]
            .real();
      case Property::ExtraordinaryIndex:
        return of
            .with(Property::RefractiveIndex, std::make_shared<const Record>(constant_index(2.0)))
            .permittivity(wavelength, at)[2][2]
            .real();
      default:
        return of.value(record()->property, {.temperature = kelvin, .donors = 1e23}, wavelength);
    }
    return 0.0;
  };
  const double kelvin = validity.temperature.bounded() ? validity.temperature.high : 300;
  int refused = 0;
  if (validity.wavelength.bounded())
    for (const double outside :
         {validity.wavelength.low * 0.999, validity.wavelength.high * 1.001}) {
      EXPECT_THROW(ask(material, outside, kelvin), DomainError);
      EXPECT_NO_THROW(ask(material.with(Extrapolation::Allow), outside, kelvin));
      ++refused;
    }
  const bool thermal =
      record()->property != Property::Kerr && record()->property != Property::TwoPhotonAbsorption;
  if (validity.temperature.bounded() && thermal)
    for (const double outside :
         {validity.temperature.low * 0.99, validity.temperature.high * 1.01}) {
      EXPECT_THROW(ask(material, validity.wavelength.high, outside), DomainError);
      ++refused;
    }
  if (phase_mixture(record()->law)) {
    const Conditions beyond{.crystalline_fraction = 1.01};
    EXPECT_THROW(material.index(validity.wavelength.low, beyond), DomainError);
  }
  EXPECT_GT(refused, 0) << "nothing bounds this record";
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Every, ShippedRecord, ::testing::ValuesIn(names()), test_name);

TEST(ShippedMaterials, AnswerWithTheirDefaults) {
  const std::vector<std::string> materials = library().materials();
  ASSERT_GE(materials.size(), 4u);
  for (const std::string& name : materials) {
    const Material material = library().find(name);
    EXPECT_EQ(material.name(), name);
    if (material.has(Property::RefractiveIndex)) {
      const Range range = material.record(Property::RefractiveIndex).validity.wavelength;
      const double wavelength = std::isfinite(range.low) ? range.low : 1.55e-6;
      EXPECT_GT(material.index(wavelength).real(), 0.0) << name;
    }
    EXPECT_FALSE(material.records().empty());
    EXPECT_FALSE(material.references().empty());
  }
}

TEST(ShippedReferences, AreWellFormed) {
  const Bibliography references;
  ASSERT_GE(references.keys().size(), 15u);
  for (const std::string& key : references.keys()) {
    SCOPED_TRACE(key);
    const std::string& entry = references.entry(key);
    for (const char* due : {"author", "title", "year"}) EXPECT_NE(field(entry, due), "") << due;
    // A key holds the year it is cited by, so a wrong year shows.
    EXPECT_NE(key.find(field(entry, "year")), std::string::npos);
    const std::string doi = field(entry, "doi");
    EXPECT_TRUE(doi.starts_with("10.") || (doi.empty() && field(entry, "note") != ""))
        << "neither a DOI nor a note that says why";
  }
  EXPECT_EQ(field(references.entry("Li1980"), "volume"), "9");
  EXPECT_EQ(field(references.entry("Bristow2007"), "pages"), "191104");
}

TEST(ShippedReferences, StandOnce) {
  std::ifstream file(data_folder() / "references.bib");
  std::size_t entries = 0;
  for (std::string line; std::getline(file, line);) entries += line.starts_with("@") ? 1 : 0;
  EXPECT_EQ(entries, Bibliography().keys().size());
}

}  // namespace
}  // namespace verdet
