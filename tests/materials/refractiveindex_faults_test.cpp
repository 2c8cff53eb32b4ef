// Malformed pages: each gives one clear message with its place; repairable ones read.
#include "verdet/base/context.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/refractiveindex.hpp"

#include <gtest/gtest.h>

namespace verdet {
namespace {

// The whole message of the InputError that `text` causes, or what went otherwise.
std::string message(const std::string& text) {
  try {
    parse_refractiveindex(text, "page.yml", "page");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

struct BadPage {
  const char* name;
  std::string text;
  std::vector<std::string> expected;  ///< parts of the message
};

const std::string kTable = "DATA:\n  - type: tabulated nk\n    data: |\n";
const std::string kFormula = "DATA:\n  - type: formula 2\n";

std::vector<BadPage> bad_pages() {
  return {
      {"Empty", "", {"map with DATA"}},
      {"NotAMap", "- 1\n- 2\n", {"page.yml:1:1", "map with DATA"}},
      {"NoData", "REFERENCES: x\n", {"page.yml:1:1", "'DATA' is missing"}},
      {"DataIsText", "DATA: hello\n", {"page.yml:1:7", "a list is due"}},
      {"EntryIsText", "DATA: [hello]\n", {"page.yml:1:8", "a map with a type"}},
      {"NoType", "DATA:\n  - data: |\n      1 2 3\n", {"page.yml:2:5", "'type' is missing"}},
      {"UnknownType", "DATA:\n  - type: tabulated q\n", {"page.yml:2:11", "'tabulated q' is not"}},
      {"FormulaA", "DATA:\n  - type: formula A\n", {"page.yml:2:11", "'A' is not one of 1 to 9"}},
      {"FormulaTen", "DATA:\n  - type: formula 10\n", {"page.yml:2:11", "not one of 1 to 9"}},
      {"NoRows", kTable, {"page.yml:3", "empty"}},
      {"MissingBlock", "DATA:\n  - type: tabulated n\n", {"page.yml:2:5", "'data' is missing"}},
      {"ShortRow",
       kTable + "        1.0 2.0 0.1\n        1.1 2.0\n",
       {"page.yml:5:9", "has 2 numbers where 3 are due", "1.1 2.0"}},
      {"LongRow", kTable + "        1.0 2.0 0.1 7\n", {"page.yml:4:9", "has 4 numbers"}},
      {"Letters",
       kTable + "        1.0 2.0 0.1\n        1.1 2.x 0.1\n",
       {"page.yml:5:9", "'2.x' is not a number"}},
      {"Infinite", kTable + "        1.0 inf 0.1\n", {"page.yml:4:9", "not finite"}},
      {"NotANumber", kTable + "        1.0 nan 0.1\n", {"page.yml:4:9", "not finite"}},
      {"MixedUnits",
       kTable + "        1.0 2.0 0.1\n        1100 2.0 0.1\n",
       {"page.yml:5:9", "mixed units"}},
      {"NegativeWavelength", kTable + "        -1.0 2 0.1\n", {"page.yml:4:9", "not above 0"}},
      {"ZeroWavelength", kTable + "        0 2 0.1\n", {"page.yml:4:9", "not above 0"}},
      {"DecimalComma", kTable + "        1,0 2,0 0,1\n", {"page.yml:4:9", "has 6 numbers"}},
      {"NoRange",
       kFormula + "    coefficients: 0 1 0.1\n",
       {"page.yml:2:5", "'wavelength_range' is missing"}},
      {"OneEnd",
       kFormula + "    wavelength_range: 2\n    coefficients: 0 1 0.1\n",
       {"page.yml:3:23", "two positive wavelengths"}},
      {"RangeDownwards",
       kFormula + "    wavelength_range: 2 1\n    coefficients: 0 1 0.1\n",
       {"page.yml:3:23", "lower one first"}},
      {"NoCoefficients",
       kFormula + "    wavelength_range: 1 2\n",
       {"page.yml:2:5", "'coefficients' is missing"}},
      {"BadCoefficient",
       kFormula + "    wavelength_range: 1 2\n    coefficients: 0 a\n",
       {"page.yml:4:19", "'a' is not a number"}},
      {"CoefficientMap",
       kFormula + "    wavelength_range: 1 2\n    coefficients: {a: 1}\n",
       {"page.yml:4:19", "one value is due"}},
      {"NoRealIndex",
       kFormula + "    wavelength_range: 1 2\n    coefficients: -5\n",
       {"page.yml:4:19", "no real index at 1 um"}},
      {"TwiceN",
       "DATA:\n  - type: tabulated n\n    data: |\n      1 2\n      2 2\n"
       "  - type: tabulated n\n    data: |\n      1 2\n      2 2\n",
       {"page.yml:6:5", "states n twice"}},
      {"NoOverlap",
       "DATA:\n  - type: tabulated n\n    data: |\n      1 2\n      2 2\n"
       "  - type: tabulated k\n    data: |\n      3 2\n      4 2\n",
       {"page.yml:2:3", "do not overlap"}},
      {"MixesKerr",
       "DATA:\n  - type: tabulated n\n    data: |\n      1 2\n"
       "  - type: tabulated n2\n    data: |\n      1 2e-18\n",
       {"page.yml:2:3", "mixes n2"}},
      {"DuplicateKey", "DATA: []\nDATA: []\n", {"page.yml:2:1", "stands here twice"}},
      {"NoEntries", "DATA: []\n", {"page.yml:1:7", "holds nothing"}},
  };
}

class Malformed : public ::testing::TestWithParam<BadPage> {};

TEST_P(Malformed, GivesItsPlaceAndCause) {
  const std::string text = message(GetParam().text);
  for (const std::string& part : GetParam().expected)
    EXPECT_NE(text.find(part), std::string::npos) << "expected: " << part << "\ngot: " << text;
}

INSTANTIATE_TEST_SUITE_P(Pages, Malformed, ::testing::ValuesIn(bad_pages()),
                         [](const auto& page) { return std::string(page.param.name); });

TEST(MalformedPages, ReportEveryBadRowAtOnce) {
  try {
    parse_refractiveindex(kTable + "        1 2\n        2 3 0\n        x 3 0\n", "page.yml",
                          "page");
    FAIL();
  } catch (const InputError& error) {
    ASSERT_EQ(error.faults().size(), 2u);
    EXPECT_EQ(error.faults()[0].place.line, 4);
    EXPECT_EQ(error.faults()[1].place.line, 6);
  }
}

// Reads `text` and gives the warnings.
std::string warnings_of(const std::string& text, Record* record = nullptr) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Record read = parse_refractiveindex(text, "page.yml", "page", context);
  if (record) *record = read;
  return join(warnings.texts(), "\n");
}

double n_at(const Record& record, double wavelength) {
  return evaluate(std::get<IndexLaw>(record.law), wavelength, 300.0).re;
}

TEST(RepairedPages, SortRowsOutOfOrder) {
  Record record;
  EXPECT_NE(
      warnings_of(kTable + "        1 2 0\n        3 4 0\n        2 3 0\n", &record).find("sorted"),
      std::string::npos);
  EXPECT_DOUBLE_EQ(n_at(record, 2e-6), 3);
  EXPECT_DOUBLE_EQ(n_at(record, 2.5e-6), 3.5);
}

TEST(RepairedPages, TakeDescendingRowsSilently) {
  Record record;
  EXPECT_EQ(warnings_of(kTable + "        3 4 0\n        2 3 0\n        1 2 0\n", &record), "");
  EXPECT_DOUBLE_EQ(n_at(record, 1.5e-6), 2.5);
}

TEST(RepairedPages, AverageRowsOfOneWavelength) {
  Record record;
  const std::string rows =
      "        1 2 0\n        2 3 0\n        2 4 0\n        2 5 0\n        3 4 0\n";
  EXPECT_NE(warnings_of(kTable + rows, &record).find("2 rows repeat"), std::string::npos);
  EXPECT_DOUBLE_EQ(n_at(record, 2e-6), 4);
}

TEST(RepairedPages, PreferTheTablesOwnRange) {
  Record record;
  const std::string text =
      "DATA:\n  - type: tabulated n\n    wavelength_range: 0.4 1.0\n    data: |\n      1 2\n      "
      "2 3\n";
  EXPECT_NE(warnings_of(text, &record).find("beside a table"), std::string::npos);
  EXPECT_EQ(record.validity.wavelength, (Range{1e-6, 2e-6}));
}

TEST(RepairedPages, WarnOfGain) {
  EXPECT_NE(warnings_of(kTable + "        1 2 -0.1\n        2 3 0\n").find("gain"),
            std::string::npos);
}

TEST(ReadablePages, TakeNumbersAsTheyCome) {
  Record record;
  const std::string rows =
      "        1.0E+0   2.0e0  1.5e-310\n\n        1.1\t2.0 4E-1\n        +1.2, 2, .5\n";
  EXPECT_EQ(warnings_of(kTable + rows, &record), "");
  EXPECT_GT(evaluate(std::get<IndexLaw>(record.law), 1e-6, 300.0).im, 0.0) << "subnormal";
  EXPECT_DOUBLE_EQ(evaluate(std::get<IndexLaw>(record.law), 1.2e-6, 300.0).im, 0.5);
}

TEST(ReadablePages, TakeOneCoefficientAListAndCarriageReturns) {
  Record record;
  warnings_of("DATA:\n  - type: formula 5\n    wavelength_range: 1 2\n    coefficients: 1.5\n",
              &record);
  EXPECT_DOUBLE_EQ(n_at(record, 1.5e-6), 1.5);
  warnings_of(
      "DATA:\n  - type: formula 5\n    wavelength_range: [1, 2]\n    coefficients: [1.5, 0.1, 1]\n",
      &record);
  EXPECT_DOUBLE_EQ(n_at(record, 1.5e-6), 1.65);
  warnings_of("DATA:\r\n  - type: tabulated n\r\n    data: |\r\n      1 2\r\n      2 3\r\n",
              &record);
  EXPECT_DOUBLE_EQ(n_at(record, 1.5e-6), 2.5);
}

TEST(ReadablePages, TakeConditionsBeforeAndAfterTheData) {
  const std::string data = "DATA:\n  - type: tabulated n\n    data: |\n      1 2\n      2 3\n";
  Record record;
  warnings_of("CONDITIONS:\n  temperature: 297.65\n  direction: o\n" + data, &record);
  EXPECT_EQ(record.sample_temperature, 297.65);
  EXPECT_EQ(record.sample.at("direction"), "o");
  warnings_of(data + "CONDITIONS:\n  temperature: 400\u00b0C\n  pulse_duration: 170e-15 190e-15\n",
              &record);
  EXPECT_DOUBLE_EQ(record.sample_temperature.value(), 673.15);
  EXPECT_EQ(record.sample.at("pulse_duration"), "170e-15 190e-15");
  warnings_of(data + "CONDITIONS:\n  temperature: room\n", &record);
  EXPECT_FALSE(record.sample_temperature.has_value());
}

TEST(ReadablePages, StripMarkupFromTexts) {
  Record record;
  warnings_of(
      "REFERENCES: |\n  A. Author.\n  <a href=\"x\"><i>J. Opt.</i> <b>1</b></a>\n"
      "DATA:\n  - type: tabulated n\n    data: |\n      1 2\n",
      &record);
  EXPECT_EQ(record.reference, "A. Author. J. Opt. 1");
}

}  // namespace
}  // namespace verdet
