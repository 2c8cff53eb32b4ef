// Foreign tables of n and k, read and written.
#include "verdet/materials/exchange/write.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/materials/refractiveindex.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace verdet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

IndexColumns read(const std::string& text, const std::string& unit = "",
                  Warnings* warnings = nullptr) {
  Context context;
  context.warnings = warnings;
  return read_index_text(text, "film.csv", unit, context);
}

TEST(IndexText, ReadsEveryDialectToTheSameColumns) {
  const std::vector<std::pair<std::string, std::string>> dialects = {
      {"wl,n,k\n1.0,2.0,0.1\n1.5,1.9,0.05\n", ""},                       // Tidy3D
      {"wavelength (nm);n;k\n1000;2,0;0,1\n1500;1,9;0,05\n", ""},        // decimal commas
      {"# film\nlambda_um\tn\tk\n1.0\t2.0\t0.1\n1.5\t1.9\t0.05\n", ""},  // tabs and comments
      {"1000 2.0 0.1\n1500 1.9 0.05\n", "nm"},                           // no header
      {"1000,0 2,0 0,1\n1500,0 1,9 0,05\n", "nm"},                // no header, decimal commas
      {"wl,n\n1.0,2.0\n1.5,1.9\nwl,k\n1.0,0.1\n1.5,0.05\n", ""},  // two blocks
      {"\xef\xbb\xbf"
       "Wavelength [um], Index, Extinction\r\n1.0, 2.0, 0.1\r\n1.5, 1.9, 0.05\r\n",
       ""},
      {"energy (eV),n,k\n0.826561322,1.9,0.05\n1.239841984,2.0,0.1\n", ""},
      {"wavelength (\xb5m),n,k\n1.0,2.0,0.1\n1.5,1.9,0.05\n", ""},      // Latin-1
      {"wavelength (\xc2\xb5m),n,k\n1.0,2.0,0.1\n1.5,1.9,0.05\n", ""},  // UTF-8
      {"frequency (THz),eps1,eps2\n199.861638667,3.6075,0.19\n299.792458,3.99,0.4\n", ""},
  };
  for (const auto& [text, unit] : dialects) {
    const IndexColumns c = read(text, unit);
    ASSERT_THAT(c.wavelength, SizeIs(2)) << text;
    EXPECT_NEAR(c.wavelength[0], 1e-6, 1e-14) << text;
    EXPECT_NEAR(c.wavelength[1], 1.5e-6, 1e-14) << text;
    EXPECT_NEAR(c.n[0], 2.0, 1e-9) << text;
    EXPECT_NEAR(c.k[1], 0.05, 1e-9) << text;
  }
}

TEST(IndexText, RepairsWithAWarning) {
  Warnings warnings;
  const IndexColumns c = read("wl,n\n1.5,1.9\n1.0,2.0\n1.5,2.1\n", "", &warnings);
  EXPECT_THAT(c.n, ElementsAre(2.0, 2.0));
  EXPECT_THAT(warnings.texts(), SizeIs(2));
  Warnings none;
  read("wl,n\n1.5,1.9\n1.0,2.0\n", "", &none);
  EXPECT_THAT(none.texts(), SizeIs(0)) << "descending is usual";
}

struct Bad {
  const char* text;
  int line;
  const char* says;
};

TEST(IndexText, RefusesWithTheLine) {
  for (const Bad& bad : {Bad{"", 1, "no rows"},
                         {"# only words\n", 2, "no rows"},
                         {"wavelength,n\n1.0,2.0\n", 2, "--unit"},
                         {"1000 2.0\n", 1, "--unit"},
                         {"colour,n\nred,2\n", 1, "header"},
                         {"wl,n,k\n1.0,2.0\n", 2, "2 columns where 3"},
                         {"wl,n\n1.0,abc\n", 2, "'abc' is not a number"},
                         {"wl,n\n1.0,nan\n", 2, "not finite"},
                         {"wl,n\n-1.0,2\n", 2, "not above 0"},
                         {"wavelength (kg),n\n1.0,2\n", 2, "no unit of a wavelength"},
                         {"wl,k\n1.0,2\n", 2, "index n"},
                         {"wl,n\n1.0,2.0\n1200,1.9\n", 3, "mixed units"},
                         {"wl,n\n1,2\n2,2\nwl,n\n1,2\n2,2\n", 5, "states n too"},
                         {"wl,n\n1,2\n2,2\nwl,k\n1,0\n3,0\n", 6, "not on the wavelengths"}}) {
    try {
      read(bad.text);
      ADD_FAILURE() << "accepted: " << bad.text;
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr(bad.says)) << bad.text;
      EXPECT_EQ(error.faults().front().place.line, bad.line) << error.what();
    }
  }
}

TEST(IndexText, BecomesARecordThatAnswers) {
  const IndexColumns c = read("wl,n,k\n1.0,2.0,0.1\n1.2,1.95,0.07\n1.5,1.9,0.05\n");
  const std::string text = record_of_columns(c, "a \"film\"", "unpublished", "film.csv");
  const Record record = parse_record(parse_yaml(text, "film.yaml"), "film");
  EXPECT_FALSE(record.verified);
  for (const SpotCheck& check : record.spot_checks)
    EXPECT_NEAR(evaluate_spot_check(record, check), check.expected, check.tolerance);
  const Material film("film",
                      {{Property::RefractiveIndex, std::make_shared<const Record>(record)}});
  EXPECT_NEAR(film.index(1.2e-6).imag(), 0.07, 1e-12);
  EXPECT_THROW(film.index(1.6e-6), DomainError);
}

TEST(Export, APageReadsBackAsTheSameCurve) {
  const Material gold = MaterialLibrary().find(std::string("Au"));
  const MaterialCurve curve = sample_curve(gold, {0.5e-6, 2e-6}, {}, 61);
  const Record page =
      parse_refractiveindex(refractiveindex_page(curve, "x: \"y\"", "z"), "p.yml", "p", {});
  for (std::size_t i = 0; i < curve.n.size(); ++i) {
    const auto index = evaluate(std::get<IndexLaw>(page.law), curve.wavelength[i], 300.0);
    EXPECT_NEAR(index.re, curve.n[i], 1e-7);
    EXPECT_NEAR(index.im, curve.k[i], 1e-7);
  }
}

TEST(Export, LumericalRowsAscendInFrequencyAndHoldThePermittivity) {
  const Material gold = MaterialLibrary().find(std::string("Au"));
  std::istringstream rows(lumerical_samples(sample_curve(gold, {1e-6, 2e-6}, {}, 11)));
  double f = 0, real = 0, imaginary = 0, last = 0;
  int count = 0;
  while (rows >> f >> real >> imaginary) {
    EXPECT_GT(f, last);
    last = f;
    const auto n = gold.index(299792458.0 / f);
    EXPECT_NEAR(std::abs(n * n - std::complex<double>(real, imaginary)), 0, 1e-6 * std::abs(n * n));
    ++count;
  }
  EXPECT_EQ(count, 11);
}

// Meep's own formulas over the printed numbers: eps = e + sum s f0^2 / (f0^2 - f^2 - i f g), Drude
// s / (-f^2 - i f g).
std::complex<double> meep_permittivity(const std::string& text, double f) {
  const auto number = [](const std::string& line, const std::string& name) {
    return std::stod(line.substr(line.find(name + "=") + name.size() + 1));
  };
  std::istringstream lines(text);
  std::complex<double> eps = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("mp.Medium(") != std::string::npos) eps += number(line, "epsilon");
    if (line.find("Susceptibility(") == std::string::npos) continue;
    const double f0 = number(line, "frequency"), g = number(line, "gamma"),
                 s = number(line, "sigma");
    const bool drude = line.find("Drude") != std::string::npos;
    eps += s * f0 * f0 / std::complex<double>((drude ? 0 : f0 * f0) - f * f, -f * g);
  }
  return eps;
}

TEST(Export, MeepPolesGiveTheSamePermittivity) {
  for (const char* name : {"Au/Rakic1998", "SiO2/Malitson1965", "Si/Salzberg1957"}) {
    // The record alone: a default material adds its thermo-optic shift.
    const Material material(name, {{Property::RefractiveIndex, MaterialLibrary().record(name)}});
    const std::string text = meep_medium(material.record(Property::RefractiveIndex));
    for (const double um : {1.4, 1.55, 3.0}) {
      const auto n = material.index(um * 1e-6, {.temperature = 296});
      EXPECT_NEAR(std::abs(meep_permittivity(text, 1 / um) / (n * n) - 1.0), 0, 1e-9) << name;
    }
  }
  EXPECT_THROW(meep_medium(MaterialLibrary()
                               .find(std::string("Ge2Sb2Te5/Frantz"))
                               .record(Property::RefractiveIndex)),
               InputError);
}

}  // namespace
}  // namespace verdet
