// Every page of the collected database, against a catalogue made by another program.
#include "shared_data.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/materials/refractiveindex.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace verdet {
namespace {

struct CatalogRow {
  std::string page, types, low, high, n, k;
};

std::vector<CatalogRow> catalog() {
  std::vector<CatalogRow> rows;
  std::ifstream file(testing::shared_database() / "CATALOG.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells = split(line, '\t');
    cells.resize(7);
    rows.push_back({cells[0].substr(0, cells[0].size() - 4), cells[1], cells[2], cells[3], cells[4],
                    cells[5]});
  }
  return rows;
}

// Half a unit in the last digit of a printed number, and a little for its own rounding.
double last_digit(const std::string& text) {
  const std::size_t exponent = text.find_first_of("eE");
  const std::string mantissa = text.substr(0, exponent);
  const std::size_t point = mantissa.find('.');
  const int decimals =
      point == std::string::npos ? 0 : static_cast<int>(mantissa.size() - point - 1);
  const int power = exponent == std::string::npos ? 0 : std::stoi(text.substr(exponent + 1));
  return 0.51 * std::pow(10.0, power - decimals);
}

TEST(Database, EveryPageReadsAndMatchesTheCatalogue) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  const std::vector<CatalogRow> rows = catalog();
  ASSERT_EQ(rows.size(), 354u);
  EXPECT_EQ(library.pages().size(), 354u);
  int compared = 0;
  for (const CatalogRow& row : rows) {
    SCOPED_TRACE(row.page);
    std::shared_ptr<const Record> record;
    ASSERT_NO_THROW(record = library.record(row.page));
    EXPECT_FALSE(record->reference.empty());
    if (row.n.empty() || record->property != Property::RefractiveIndex) continue;
    const std::complex<double> index = library.find(row.page).index(1.55e-6);
    EXPECT_NEAR(index.real(), std::stod(row.n), last_digit(row.n));
    if (!row.k.empty()) {
      EXPECT_NEAR(index.imag(), std::stod(row.k), last_digit(row.k));
    }
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

TEST(Database, RangesMatchTheCatalogue) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  int compared = 0;
  for (const CatalogRow& row : catalog()) {
    if (row.types.find('+') != std::string::npos) continue;  // ours is the overlap of two grids
    const Range& range = library.record(row.page)->validity.wavelength;
    EXPECT_NEAR(range.low * 1e6, std::stod(row.low), 1e-5 * std::stod(row.low)) << row.page;
    EXPECT_NEAR(range.high * 1e6, std::stod(row.high), 1e-5 * std::stod(row.high)) << row.page;
    ++compared;
  }
  EXPECT_GT(compared, 300);
}

TEST(Database, RepairsWhatUsersExpectAndSaysSo) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  const auto warning = [&](const std::string& page) {
    Warnings warnings;
    Context context;
    context.warnings = &warnings;
    library.record(page, context);
    return join(warnings.texts(), "\n");
  };
  EXPECT_NE(warning("main/Fe3O4/nk/Querry").find("were sorted"), std::string::npos);
  EXPECT_NE(warning("main/W/nk/Weaver").find("repeat a wavelength"), std::string::npos);
  EXPECT_NE(warning("main/ZnO/nk/Querry").find("repeat a wavelength"), std::string::npos);
  EXPECT_NE(warning("main/BaTiO3/nk/Johnston-clamped").find("beside a table"), std::string::npos);
  EXPECT_EQ(warning("main/Au/nk/Johnson"), "");
}

TEST(Database, CombinesTwoGrids) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  const Material silicon = library.find(std::string("main/Si/nk/Chandler-Horowitz"));
  EXPECT_GT(silicon.index(10e-6).imag(), 0);
  EXPECT_NEAR(silicon.index(10e-6).real(), 3.4178, 1e-3);  // Salzberg: 3.4179 at 10 um
  EXPECT_THROW(silicon.index(3e-6), DomainError) << "k starts at 6.25 um";
  EXPECT_GT(library.find(std::string("main/MoS2/nk/Yim-2nm")).index(0.6e-6).imag(), 0);
}

TEST(Database, GivesGermaniumOfBurnett) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  const Material germanium = library.find(std::string("main/Ge/nk/Burnett"));
  // Formula 2 of the page, evaluated by hand in double precision.
  const double x2 = 6.8 * 6.8;
  const double n2 = 1 + 0.4886331 * x2 / (x2 - 1.393959) + 14.5142535 * x2 / (x2 - 0.1626427) +
                    0.0091224 * x2 / (x2 - 752.190);
  EXPECT_NEAR(germanium.index(6.8e-6).real(), std::sqrt(n2), 1e-12);
  EXPECT_EQ(germanium.index(6.8e-6).imag(), 0);
  EXPECT_THROW(germanium.index(1.55e-6), DomainError);
  EXPECT_EQ(germanium.record(Property::RefractiveIndex).sample_temperature, 295);
}

TEST(Database, ReadsNonlinearPagesAndThoseOfOneProperty) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  EXPECT_DOUBLE_EQ(library.find(std::string("main/Si/n2/Bristow")).kerr(1.55e-6), 4.84e-18);
  int extinction = 0;
  for (const std::string& page : library.pages())
    if (const auto record = library.record(page); record->property == Property::Extinction) {
      ++extinction;
      const Material material = library.find(page);
      const Range& range = record->validity.wavelength;
      EXPECT_GE(material.extinction(range.low), 0) << page;
      EXPECT_THROW(material.index(range.low), InputError) << page;
    }
  EXPECT_EQ(library.record("main/Ge/n2/Ensley")->property, Property::Kerr);
}

}  // namespace
}  // namespace verdet
