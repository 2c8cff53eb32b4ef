#include <gtest/gtest.h>

#include <string>

#include "verdet/base/error.hpp"
#include "verdet/base/node.hpp"

namespace verdet {
namespace {

std::string refusal(const std::string& text) {
  try {
    parse_yaml(text, "spec.yaml");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Yaml, ValuesKnowTheirPlace) {
  const Node node = parse_yaml("a: 1\nb:\n  c: {d: 10 um}\n", "spec.yaml");
  const Place place = node.at("b").at("c").at("d").place();
  EXPECT_EQ(place.line, 3);
  EXPECT_EQ(place.column, 10);
  EXPECT_EQ(place.text, "  c: {d: 10 um}");
}

TEST(Yaml, DuplicateKeysAreRefusedWithTheirPlace) {
  EXPECT_NE(refusal("a: 1\na: 2\n").find("spec.yaml:2:1"), std::string::npos);
}

TEST(Yaml, LeadingZerosStayText) {
  // YAML 1.1 reads 010 as 8; here a scalar is text until its parameter says what it is.
  EXPECT_EQ(parse_yaml("a: 010").at("a").as_text(), "010");
}

TEST(Yaml, ASecondDocumentIsRefused) {
  EXPECT_NE(refusal("a: 1\n---\nb: 2\n").find("second one"), std::string::npos);
}

TEST(Yaml, TextThatNoDocumentConsumesIsRefused) {
  EXPECT_NE(refusal(", a"), "accepted");
  EXPECT_NE(refusal("a: 1\n, b\n"), "accepted");
}

TEST(Yaml, AliasBombsAreRefused) {
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += std::string(i ? "," : "") + "*" + static_cast<char>(c - 1);
    bomb += "]\n";
  }
  EXPECT_NE(refusal(bomb).find("too large"), std::string::npos);
}

TEST(Yaml, BrokenTextIsOneMessageWithItsPlace) {
  EXPECT_NE(refusal("a: [1, 2\nb: 3\n").find("spec.yaml:"), std::string::npos);
}

TEST(Yaml, WritingAndReadingGivesTheSameTree) {
  const std::string text = "a: {b: [1, \"x: y\", {c: null}], d: \"2\"}\ne: 10 um\n";
  const Node once = parse_yaml(text);
  const Node twice = parse_yaml(to_yaml(once));
  EXPECT_EQ(to_yaml(once), to_yaml(twice));
  EXPECT_EQ(twice.at("a").at("b").items()[1].as_text(), "x: y");
  EXPECT_TRUE(twice.at("a").at("b").items()[2].at("c").is_null());
}

TEST(Yaml, OverridesAreLaidOverKeyByKey) {
  const Node base = parse_yaml("a: {x: 1, y: 2}\nb: 3\n");
  const Node merged = base.merged(parse_yaml("a: {y: 5}\n"));
  EXPECT_EQ(merged.at("a").at("x").as_text(), "1");
  EXPECT_EQ(merged.at("a").at("y").as_text(), "5");
  EXPECT_EQ(merged.at("b").as_text(), "3");
}

}  // namespace
}  // namespace verdet
