#include "verdet/materials/kinetics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "verdet/base/bibliography.hpp"

namespace verdet {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text) {
  try {
    read_kinetics(parse_yaml(text));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Kinetics, EveryShippedSetIsWholeAndSourced) {
  const Bibliography bibliography;
  const std::vector<std::string> names = kinetics_names();
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) {
    const KineticsRecord record = read_kinetics(Node::text(name));
    EXPECT_EQ(record.keys.size(), 13u) << name << ": one key per parameter";
    for (const std::string& key : record.references())
      EXPECT_NO_THROW(bibliography.entry(key)) << name;
    EXPECT_FALSE(record.verification.empty()) << name;
    EXPECT_THAT(kinetics_of(record.material), testing::Contains(name));
  }
}

TEST(Kinetics, WangsSetInSi) {
  const auto p = read_kinetics(Node::text("Wang2021")).parameters;
  EXPECT_EQ(p.melting_temperature, 900);
  EXPECT_NEAR(p.glass_activation_energy, 2.45 * 1.602176634e-19, 1e-27);
  EXPECT_NEAR(p.wetting_angle, 130 * M_PI / 180, 1e-14);
  EXPECT_NEAR(p.jump_distance, 2.99e-10, 1e-24);
}

TEST(Kinetics, SingleParametersAreReplaced) {
  const KineticsRecord record =
      read_kinetics(parse_yaml("{set: Wang2021, melting_temperature: 880 K}"));
  EXPECT_EQ(record.parameters.melting_temperature, 880);
  EXPECT_EQ(record.parameters.fragility, 140);
  EXPECT_FALSE(record.verified);
  EXPECT_FALSE(record.keys.contains("melting_temperature"));
}

TEST(Kinetics, FaultsNameTheRemedy) {
  EXPECT_THAT(refusal("Wang2012"), HasSubstr("did you mean 'Wang2021'"));
  EXPECT_THAT(refusal("{set: Wang2021, fragilty: 100}"), HasSubstr("fragility"));
  EXPECT_THAT(refusal("{set: Wang2021, melting_temperature: 880 nm}"), HasSubstr("K"));
  EXPECT_THAT(refusal("{melting_temperature: 880 K}"), HasSubstr("interface_energy"));
  EXPECT_THAT(refusal("{set: Wang2021, glass_transition: 950 K}"),
              HasSubstr("must lie below melting_temperature"));
  EXPECT_THAT(refusal("[1, 2]"), HasSubstr("name of a set"));
}

}  // namespace
}  // namespace verdet
