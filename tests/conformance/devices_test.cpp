// Every registered device: its parameters' statement, its known answers (cases.yaml) and its
// traits.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <filesystem>

#include "verdet/base/bibliography.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

const Registry& registry() {
  static const Registry all = make_registry();
  return all;
}

std::vector<std::string> device_names() {
  return registry().devices.names();
}

class Devices : public testing::TestWithParam<std::string> {
 protected:
  const DeviceType& type() const { return *registry().devices.find(GetParam()); }
  Node cases() const {
    return read_yaml(std::string(VERDET_SOURCE_DIR) + "/verdet/devices/" + GetParam() +
                     "/cases.yaml");
  }
};

TEST(DeviceRegistry, IsNotEmpty) {
  EXPECT_GE(device_names().size(), 4u);
}

TEST_P(Devices, StateTheirParametersInFull) {
  const Bibliography bibliography;
  const std::vector<ParameterRow> rows = type().defaults.describe();
  ASSERT_FALSE(rows.empty());
  EXPECT_FALSE(type().info.meaning.empty());
  for (const ParameterRow& row : rows) {
    EXPECT_STRNE(row.about.meaning, "") << row.path;
    EXPECT_NO_THROW(unit_ratio(row.about.unit, row.about.unit)) << row.path;
    if (*row.about.source) {
      EXPECT_NO_THROW(bibliography.entry(row.about.source)) << row.path;
    }
  }
}

TEST_P(Devices, HaveAReadme) {
  const std::string folder = std::string(VERDET_SOURCE_DIR) + "/verdet/devices/" + GetParam();
  EXPECT_TRUE(std::filesystem::exists(folder + "/README.md"));
}

// The value of `group/variable` at row-major indices.
double value_at(const Table& table, const std::string& path, const std::vector<Node>& at) {
  const std::vector<std::string> parts = split(path, '/');
  const Table& home = parts.size() == 1 ? table : *table.find_group(parts[0]);
  const Variable& variable = home.variable(parts.back());
  const std::vector<std::size_t> shape = home.shape(variable);
  std::size_t index = 0;
  for (std::size_t k = 0; k < shape.size(); ++k)
    index = index * shape[k] + static_cast<std::size_t>(parse_number(at.at(k).as_text()));
  return variable.values.at(index);
}

std::string unit_of(const Table& table, const std::string& path) {
  const std::vector<std::string> parts = split(path, '/');
  return (parts.size() == 1 ? table : *table.find_group(parts[0])).variable(parts.back()).unit;
}

void check_traits(const Table& table, const Traits& traits) {
  const Variable& real = table.variable("S_real");
  const Variable& imag = table.variable("S_imag");
  const auto n = static_cast<Eigen::Index>(table.axis("port_in").size());
  const std::size_t points = table.axis("wavelength").size();
  for (std::size_t i = 0; i < points; ++i) {
    Eigen::MatrixXcd s(n, n);
    for (Eigen::Index k = 0; k < n * n; ++k) {
      const std::size_t at = i * static_cast<std::size_t>(n * n) + static_cast<std::size_t>(k);
      s(k / n, k % n) = {real.values[at], imag.values[at]};
    }
    if (traits.passive) {
      ASSERT_LE(s.jacobiSvd().singularValues()(0), 1 + 1e-10) << "point " << i;
    }
    if (traits.reciprocal) {
      ASSERT_LT((s - s.transpose()).norm(), 1e-12) << "point " << i;
    }
  }
}

TEST_P(Devices, GiveTheirKnownAnswersAndKeepTheirTraits) {
  const std::vector<Node> all = cases().items();
  ASSERT_FALSE(all.empty());
  for (const Node& one : all) {
    SCOPED_TRACE(one.at("name").as_text());
    const Table table = run(one.at("spec"), {});
    for (const Node& expected : one.at("expect").items()) {
      const std::string& path = expected.at("variable").as_text();
      const std::string unit = unit_of(table, path);
      const double value = parse_quantity(expected.at("value").as_text(), Kind::Number, unit);
      const double tolerance =
          parse_quantity(expected.at("tolerance").as_text(), Kind::Number, unit);
      EXPECT_NEAR(value_at(table, path, expected.at("at").items()), value, tolerance)
          << path << ", source: " << expected.at("source").as_text();
    }
    if (table.find("S_real")) check_traits(table, type().info.traits);
  }
}

INSTANTIATE_TEST_SUITE_P(All, Devices, testing::ValuesIn(device_names()),
                         [](const auto& device) { return device.param; });

}  // namespace
}  // namespace verdet
