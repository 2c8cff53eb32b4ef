#include "verdet/studies/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/tables/compare.hpp"

namespace verdet {
namespace {

Node ring(const std::string& more = "", const std::string& device = "") {
  return parse_yaml(
      "verdet: 1\n"
      "device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2,"
      " loss: 3 dB/cm, through_coupling: 0.0975" +
      device +
      "}\n"
      "experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1560 nm, points: 101}}\n" +
      more);
}

TEST(Run, TheTableSaysWhereItsNumbersComeFrom) {
  const Table table = run(ring(), {});
  for (const char* name : {"filetype", "format_version", "verdet_version", "isa", "created", "spec",
                           "resolved_spec", "resolved_spec_hash", "phase_convention"})
    EXPECT_FALSE(table.text_attribute(name).empty()) << name;
}

TEST(Run, TheResolvedSpecRunsToTheSameTable) {
  const Table once = run(ring(), {});
  const Table twice = run(parse_yaml(once.text_attribute("resolved_spec")), {});
  EXPECT_TRUE(differences(once, twice, {0, 0}).empty());
  EXPECT_EQ(once.text_attribute("resolved_spec_hash"), twice.text_attribute("resolved_spec_hash"));
}

TEST(Run, ASweepIsItsPointsSideBySide) {
  const Table all = run(ring("sweep: {device.radius: [5 um, 10 um, 20 um]}\n"), {});
  const Table alone = run(ring(), {});
  const auto &s = all.variable("S_real"), &one = alone.variable("S_real");
  EXPECT_EQ(s.axes, (std::vector<std::string>{"radius", "wavelength", "port_out", "port_in"}));
  ASSERT_EQ(s.values.size(), 3 * one.values.size());
  for (std::size_t i = 0; i < one.values.size(); ++i)
    ASSERT_EQ(s.values[one.values.size() + i], one.values[i]);
  EXPECT_EQ(all.variable("status").integers, (std::vector<std::int32_t>{0, 0, 0}));
}

TEST(Run, AFailedPointIsMarkedAndTheOthersStay) {
  // 1900 K lies outside the records of silicon's index, which only the run can tell.
  const Table all = run(ring("sweep: {device.temperature: [310 K, 1900 K, 320 K]}\n"), {});
  EXPECT_EQ(all.variable("status").integers, (std::vector<std::int32_t>{0, 1, 0}));
  EXPECT_NE(all.variable("message").texts[1].find("1900"), std::string::npos);
  const std::vector<double>& s = all.variable("S_real").values;
  EXPECT_TRUE(std::isnan(s[s.size() / 2]));
  EXPECT_FALSE(std::isnan(s.front()) || std::isnan(s.back()));
}

TEST(Run, AStopRequestEndsIt) {
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  EXPECT_THROW(run(ring("sweep: {device.radius: [5 um, 10 um]}\n"), context), Interrupted);
}

TEST(Run, SaysWhichPresetsACircuitIsMadeOf) {
  const Registry registry = make_registry();
  const Plan plan = make_plan(
      parse_yaml("verdet: 1\n"
                 "circuit: {instances: {a: {preset: VanVaerenbergh2012}}, "
                 "ports: {in: a.in_real, out: a.through_real}}\n"
                 "experiment: {type: transient, duration: 1 ns, samples: 3, inputs: {in: 0.01}}\n"),
      registry);
  const Table table = run(plan, MaterialLibrary(), Context());
  EXPECT_EQ(table.text_attribute("a_preset"), "VanVaerenbergh2012");
  EXPECT_EQ(table.text_attribute("a_preset_status"), "verified");
  const auto* references = std::get_if<std::vector<std::string>>(table.attribute("references"));
  ASSERT_TRUE(references);
  EXPECT_NE(std::find(references->begin(), references->end(), "VanVaerenbergh2012"),
            references->end());
}

}  // namespace
}  // namespace verdet
