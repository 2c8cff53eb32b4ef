#include "verdet/studies/plan.hpp"

#include <gtest/gtest.h>

namespace verdet {
namespace {

const char* kRing =
    "verdet: 1\n"
    "device: {type: microring, radius: 10 um, effective_index: 2.4, group_index: 4.2,"
    " loss: 3 dB/cm, through_coupling: 0.0975}\n"
    "experiment: {type: spectrum, wavelength: {from: 1540 nm, to: 1560 nm, points: 101}}\n";

Plan plan(const std::string& text) {
  static const Registry registry = make_registry();
  return make_plan(parse_yaml(text, "spec.yaml"), registry);
}

std::vector<Fault> faults(const std::string& text) {
  try {
    plan(text);
  } catch (const InputError& error) {
    return error.faults();
  }
  return {};
}

TEST(Plan, ReadsASpec) {
  const Plan p = plan(std::string(kRing) + "output: ring.h5\n");
  EXPECT_EQ(p.experiment->type, "spectrum");
  EXPECT_EQ(p.output, "ring.h5");
}

TEST(Plan, ReportsAllFaultsOfAllSectionsAtOnce) {
  const auto list = faults(
      "verdet: 2\n"
      "device: {type: microring, radius: 10, colour: red}\n"
      "experiment: {type: spektrum}\n"
      "ouput: x.h5\n");
  std::string all;
  for (const Fault& fault : list) all += fault.message + "\n";
  EXPECT_GE(list.size(), 5u) << all;
  for (const char* part : {"did you mean 'output'?", "reads 'verdet: 1'", "needs a unit",
                           "unknown key 'colour'", "did you mean 'spectrum'?"})
    EXPECT_NE(all.find(part), std::string::npos) << part << " missing in:\n" << all;
}

TEST(Plan, AnUnknownKeyIsShownWhereItStands) {
  const auto top = faults(std::string(kRing) + "ouput: x.h5\n");
  ASSERT_EQ(top.size(), 1u);
  EXPECT_EQ(top[0].place.line, 4);
  EXPECT_EQ(top[0].place.column, 1);
  const auto axis = faults(
      "verdet: 1\ndevice: {type: relaxator}\n"
      "experiment: {type: spectrum, wavelength: {form: 1 um, to: 2 um, points: 3}}\n");
  ASSERT_EQ(axis.size(), 1u);
  EXPECT_EQ(axis[0].place.line, 3);
  EXPECT_EQ(axis[0].place.column, 43);
}

TEST(Plan, AWrongDeviceOffersTheNearest) {
  const auto list = faults(
      "verdet: 1\ndevice: {type: mircoring}\nexperiment: {type: spectrum, wavelength: 1 um}\n");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_NE(list[0].message.find("did you mean 'microring'?"), std::string::npos);
  EXPECT_EQ(list[0].place.line, 2);
}

TEST(Plan, SweepPathsAndBoundsAreChecked) {
  const Plan swept = plan(std::string(kRing) + "sweep: {device.radius: [5 um, 10 um]}\n");
  double radius = 0;
  swept.design.values(1, {&radius, 1});
  EXPECT_EQ(radius, 1e-5);
  const auto unknown = faults(std::string(kRing) + "sweep: {device.radios: [5 um]}\n");
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_NE(unknown[0].message.find("did you mean 'device.radius'?"), std::string::npos);
  const auto bounds = faults(std::string(kRing) + "sweep: {device.through_coupling: [0.1, 1.5]}\n");
  ASSERT_EQ(bounds.size(), 1u);
  EXPECT_NE(bounds[0].message.find("out of bounds"), std::string::npos);
}

TEST(Plan, AnAbsentPresetOffersTheKnownOnes) {
  const auto list = faults(
      "verdet: 1\ndevice: {preset: NoSuch2012}\nexperiment: {type: spectrum, wavelength: 1 um}\n");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_NE(list[0].message.find("unknown preset"), std::string::npos);
}

}  // namespace
}  // namespace verdet
