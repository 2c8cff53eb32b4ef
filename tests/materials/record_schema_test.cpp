// Faults of record files: all at once, each with its place and the nearest valid word.
#include "verdet/base/node.hpp"
#include "verdet/materials/record.hpp"

#include <gtest/gtest.h>

namespace verdet {
namespace {

const std::string kGood = R"(verdet_record: 1
property: refractive_index
title: glass
model: sellmeier
coefficients:
  B1: {value: 1.1, unit: "1", uncertainty: unreported}
  l1: {value: 90, unit: nm, uncertainty: 1e-3}
uncertainty: 1e-4
validity:
  wavelength: [400 nm, 2 um]
  temperature: [20 degC, 300 K]
sample: {temperature: 295 K, description: bulk}
source: {key: Smith1999, where: Table 2}
status: verified
verification: by hand
spot_checks:
  - {wavelength: 1 um, n: 1.4523, tolerance: 1e-3, from: Table 3}
)";

Record read(const std::string& text) {
  return parse_record(parse_yaml(text, "r.yaml"), "X/Smith1999");
}

std::string replaced(const std::string& what, const std::string& with) {
  std::string text = kGood;
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

std::vector<Fault> faults(const std::string& text) {
  try {
    read(text);
  } catch (const InputError& error) {
    return error.faults();
  }
  return {};
}

TEST(RecordSchema, ReadsAGoodRecordInSi) {
  const Record record = read(kGood);
  EXPECT_EQ(record.property, Property::RefractiveIndex);
  EXPECT_DOUBLE_EQ(record.validity.wavelength.low, 400e-9);
  EXPECT_DOUBLE_EQ(record.validity.temperature.low, 293.15);
  EXPECT_TRUE(record.verified);
  ASSERT_EQ(record.coefficients.size(), 2u);
  EXPECT_EQ(record.coefficients[1].unit, "nm");
  const auto& law = std::get<physics::Sellmeier>(std::get<IndexLaw>(record.law).separate()->n);
  EXPECT_NEAR(law.terms.at(0).pole, 0.0081, 1e-15) << "nm became um";
  EXPECT_DOUBLE_EQ(record.spot_checks.at(0).wavelength, 1e-6);
}

struct BadRecord {
  const char* name;
  const char* what;
  const char* with;
  int line;
  const char* expected;  ///< part of the message
};

constexpr BadRecord kBad[] = {
    {"Version", "verdet_record: 1", "verdet_record: 2", 1, "version 1"},
    {"NoVersion", "verdet_record: 1\n", "", 1, "'verdet_record' is missing"},
    {"Property", "refractive_index", "refractiv_index", 2, "did you mean 'refractive_index'"},
    {"Model", "model: sellmeier", "model: selmeier", 4, "did you mean 'sellmeier'"},
    {"ModelOfAnotherProperty", "model: sellmeier", "model: power_laws", 4, "is not a model of"},
    {"UnknownKey", "title: glass", "titel: glass", 3, "did you mean 'title'"},
    {"UnknownCoefficient", "  l1:", "  L1:", 7, "did you mean"},
    {"MissingCoefficient", "  l1: {value: 90, unit: nm, uncertainty: 1e-3}\n", "", 6,
     "'l1' is missing"},
    {"WrongUnit", "unit: nm", "unit: K", 7, "wrong dimension"},
    {"UnknownUnit", "unit: nm", "unit: blorp", 7, "'blorp' is not a unit"},
    {"NoUnit", "value: 90, unit: nm", "value: 90", 7, "'unit' is missing"},
    {"NoUncertainty", ", uncertainty: unreported}", "}", 6, "'uncertainty' is missing"},
    {"NegativeUncertainty", "uncertainty: 1e-3", "uncertainty: -1", 7, "at least 0"},
    {"BadNumber", "value: 90", "value: 9o", 7, "'9o' is not a number"},
    {"InfiniteNumber", "value: 90", "value: inf", 7, "not finite"},
    {"CoefficientKey", "value: 90", "valeu: 90", 7, "did you mean 'value'"},
    {"RangeWithoutUnit", "[400 nm, 2 um]", "[400, 2 um]", 10, "needs a unit"},
    {"RangeDownwards", "[400 nm, 2 um]", "[2 um, 400 nm]", 10, "runs downwards"},
    {"RangeOfThree", "[400 nm, 2 um]", "[1 um, 2 um, 3 um]", 10, "[lowest, highest]"},
    {"RangeIsText", "[400 nm, 2 um]", "400 nm", 10, "a list is due"},
    {"RangeUnit", "[20 degC, 300 K]", "[20 m, 300 K]", 11, "wrong dimension"},
    {"Status", "status: verified", "status: checked", 14, "'verified' or 'unverified'"},
    {"NoSource", "source: {key: Smith1999, where: Table 2}\n", "", 1, "'source' is missing"},
    {"SourceKey", "where: Table 2", "were: Table 2", 13, "did you mean 'where'"},
    {"SampleKey", "description: bulk", "descripton: bulk", 12, "did you mean 'description'"},
    {"NoSpotChecks", "  - {wavelength: 1 um, n: 1.4523, tolerance: 1e-3, from: Table 3}\n", "", 16,
     "'spot_checks' is missing"},
    {"EmptySpotChecks", "\n  - {wavelength: 1 um, n: 1.4523, tolerance: 1e-3, from: Table 3}",
     " []", 16, "at least one spot check"},
    {"SpotWithoutTolerance", "tolerance: 1e-3, ", "", 17, "'tolerance' is missing"},
    {"SpotZeroTolerance", "tolerance: 1e-3", "tolerance: 0", 17, "above 0"},
    {"SpotWithoutQuantity", "n: 1.4523, tolerance: 1e-3", "tolerance: 1e-3", 17, "states one of"},
    {"SpotTwoQuantities", "n: 1.4523", "n: 1.4523, k: 0", 17, "one quantity per spot check"},
    {"SpotUnknownKey", "from: Table 3", "form: Table 3", 17, "did you mean 'from'"},
    {"DuplicateKey", "title: glass", "title: glass\ntitle: glass", 4, "stands here twice"},
};

class BadRecords : public ::testing::TestWithParam<BadRecord> {};

TEST_P(BadRecords, NameThePlaceAndTheRemedy) {
  const BadRecord& bad = GetParam();
  const std::vector<Fault> found = faults(replaced(bad.what, bad.with));
  ASSERT_FALSE(found.empty());
  bool hit = false;
  std::string all;
  for (const Fault& fault : found) {
    all += std::to_string(fault.place.line) + ": " + fault.message + "\n";
    hit = hit || (fault.place.line == bad.line && fault.place.column > 0 &&
                  fault.message.find(bad.expected) != std::string::npos);
  }
  EXPECT_TRUE(hit) << "expected " << bad.line << ": " << bad.expected << "\ngot\n" << all;
}

INSTANTIATE_TEST_SUITE_P(Files, BadRecords, ::testing::ValuesIn(kBad),
                         [](const auto& bad) { return std::string(bad.param.name); });

TEST(RecordSchema, ReportsAllFaultsAtOnce) {
  std::string text = replaced("unit: nm", "unit: K");
  text.replace(text.find("status: verified"), 16, "status: checked");
  text.replace(text.find("from: Table 3"), 13, "form: Table 3");
  text.replace(text.find("model: sell"), 11, "modl: sell");
  std::vector<int> lines;
  for (const Fault& fault : faults(text)) lines.push_back(fault.place.line);
  for (const int line : {4, 14, 17})
    EXPECT_NE(std::find(lines.begin(), lines.end(), line), lines.end()) << line;
  EXPECT_GE(lines.size(), 4u);
}

TEST(RecordSchema, PrintsFileLineColumnAndTheLine) {
  try {
    read(replaced("unit: nm", "unit: K"));
    FAIL();
  } catch (const InputError& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("r.yaml:7:"), std::string::npos) << text;
    EXPECT_NE(text.find("l1: {value: 90, unit: K"), std::string::npos) << text;
    EXPECT_NE(text.find("coefficients.l1.unit"), std::string::npos) << text;
  }
}

TEST(RecordSchema, ATextOrAListIsNoRecord) {
  EXPECT_FALSE(faults("hello").empty());
  EXPECT_FALSE(faults("[1, 2]").empty());
  EXPECT_FALSE(faults("{}").empty());
}

const std::string kTable = R"(verdet_record: 1
property: kerr
title: t
model: table
table:
  columns: {wavelength: um, value: cm^2/GW}
  uncertainty: 10 %
  rows:
    - [1.0, 2]
    - [2.0, 4]
uncertainty: unreported
validity: {wavelength: [1 um, 2 um], temperature: unreported}
sample: {description: x}
source: {key: Smith1999, where: Fig. 1}
status: unverified
verification: not yet
spot_checks:
  - {wavelength: 1.5 um, value: 3e-13 m^2/W, tolerance: 1e-16 m^2/W, from: Fig. 1}
)";

std::string table_with(const std::string& what, const std::string& with) {
  std::string text = kTable;
  return text.replace(text.find(what), what.size(), with);
}

TEST(RecordTables, ConvertUnitsAndOrderColumns) {
  const Record record = read(kTable);
  EXPECT_NEAR(evaluate_spot_check(record, record.spot_checks[0]), 3e-13, 1e-25);
  EXPECT_FALSE(record.validity.temperature.bounded());
  const Record swapped =
      read(table_with("{wavelength: um, value: cm^2/GW}", "{value: cm^2/GW, wavelength: um}"));
  EXPECT_DOUBLE_EQ(std::get<SampledCurve>(std::get<ScalarLaw>(swapped.law)).x()[1], 4e-6);
}

TEST(RecordTables, RefuseFaultyRows) {
  const auto has = [](const std::string& text, int line, const std::string& part) {
    for (const Fault& fault : faults(text))
      if (fault.place.line == line && fault.message.find(part) != std::string::npos) return true;
    return false;
  };
  EXPECT_TRUE(has(table_with("[2.0, 4]", "[2.0, 4, 5]"), 10, "3 numbers where the table has 2"));
  EXPECT_TRUE(has(table_with("[2.0, 4]", "[0.5, 4]"), 10, "must ascend"));
  EXPECT_TRUE(has(table_with("[2.0, 4]", "[1.0, 4]"), 10, "must ascend"));
  EXPECT_TRUE(has(table_with("[2.0, 4]", "[2.0, x]"), 10, "not a number"));
  EXPECT_TRUE(has(table_with("[2.0, 4]", "2.0"), 10, "a list is due"));
  EXPECT_TRUE(has(table_with("value: cm^2/GW", "value: cm/GW"), 6, "wrong dimension"));
  EXPECT_TRUE(has(table_with("wavelength: um,", "wavelenght: um,"), 6, "did you mean"));
  // An unknown column is one fault; the rows are still counted against all that are stated.
  EXPECT_TRUE(has(table_with("{wavelength: um,", "{extra: um, more: um, wavelength: um,"), 9,
                  "2 numbers where the table has 4"));
  EXPECT_TRUE(has(table_with("{wavelength: um,", "{extra: um, wavelength: um,"), 6, "unknown key"));
  EXPECT_TRUE(has(table_with("rows:", "row:"), 8, "did you mean 'rows'") ||
              has(table_with("rows:", "row:"), 9, "did you mean 'rows'"));
}

}  // namespace
}  // namespace verdet
