// What a phase-change cell refuses, and what it marks and says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "studies/cells.hpp"

namespace verdet {
namespace {

using testing::AllOf, testing::HasSubstr;
using testing_cells::device;

// What is said of "device: {type: pcm_synapse, PARAMETERS}" before anything is computed.
std::string refusal(const std::string& parameters) {
  std::vector<Fault> faults;
  bind_body(parse_yaml("device: {type: pcm_synapse, " + parameters + "}", "device.yaml"),
            testing_cells::registry(), faults);
  return faults.empty() ? "accepted" : InputError(faults).what();
}

std::string refused_pulses(const std::string& settings) {
  try {
    ParameterSet set = testing_cells::registry().experiments.find("pulse_train")->defaults;
    set.bind(parse_yaml("{" + settings + "}", "experiment.yaml"), "experiment");
    return "accepted";
  } catch (const InputError& error) {
    return error.what();
  }
}

TEST(SynapseLimits, ACellLongerThanItsWaveguide) {
  EXPECT_THAT(
      refusal("cell: {length: 30 um}"),
      AllOf(HasSubstr("cell.length"), HasSubstr("(30 um) is longer than its waveguide (20 um)")));
}

TEST(SynapseLimits, ALayerThinnerThanAGridCell) {
  EXPECT_THAT(refusal("cell: {thickness: 2 nm}, grid: {layers: 9}"),
              AllOf(HasSubstr("grid.layers"), HasSubstr("at most 8 fit")));
  EXPECT_EQ(refusal("cell: {thickness: 2 nm}, grid: {layers: 8}"), "accepted");
}

TEST(SynapseLimits, AGuideWithoutAMode) {
  EXPECT_THAT([] { device("pcm_synapse", ", waveguide: {width: 600 nm}"); },
              testing::ThrowsMessage<InputError>(HasSubstr("600 x 330 nm carries no mode")));
}

TEST(SynapseLimits, AStateOutsideItsRange) {
  EXPECT_THAT(refusal("state: 1.5"), HasSubstr("state"));
  EXPECT_THAT(refusal("state: -0.1"), HasSubstr("state"));
  const std::string pulse = ", sequence: [{power: 1 mW, width: 10 ns}]";
  EXPECT_THAT(refused_pulses("start: 1.01" + pulse), HasSubstr("lies outside 0 to 1"));
  EXPECT_THAT(refused_pulses("start: glassy" + pulse), HasSubstr("`crystalline`, `amorphous`"));
}

// A probe that softens the glass is a warning; what is not modelled is said.
TEST(SynapseLimits, ReadingThatDisturbsAndWearThatIsNotModelled) {
  const std::string silicon = ", waveguide: {platform: Si, width: 500 nm, height: 220 nm}";
  const auto warned = [&](const std::string& power) {
    Warnings warnings;
    Context context;
    context.warnings = &warnings;
    const ExperimentType& train = *testing_cells::registry().experiments.find("pulse_train");
    ParameterSet settings = train.defaults;
    settings.bind(parse_yaml("{sequence: [{power: 1 mW, width: 1 ns}]}", "experiment.yaml"),
                  "experiment");
    const Table table = train.compute(
        device("pcm_synapse", silicon + ", probe: {power: " + power + "}"), settings, context);
    EXPECT_EQ(std::get<std::string>(*table.attribute("endurance")), "not modelled");
    return warnings.texts();
  };
  EXPECT_TRUE(warned("10 uW").empty());
  const std::vector<std::string> texts = warned("50 mW");
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_THAT(texts[0], HasSubstr("probe.power: reading with 50 mW heats the film"));
}

}  // namespace
}  // namespace verdet
