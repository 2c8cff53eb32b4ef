#include "verdet/base/parameters.hpp"

#include <gtest/gtest.h>

#include <array>

#include "verdet/base/dual.hpp"

namespace verdet {
namespace {

enum class Shape { Strip, Rib };
constexpr std::array<std::string_view, 2> choice_names(Shape) {
  return {"strip", "rib"};
}

template <class T>
struct Layer {
  T thickness{1e-8};
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "thickness", .unit = "m", .above = 0, .meaning = "thickness"}, p.thickness...);
  }
};

template <class T>
struct Sample {
  T width{5e-7};
  std::optional<T> gap;
  int count{3};
  bool closed{false};
  Shape shape{Shape::Strip};
  Layer<T> cap;
  std::vector<Layer<T>> layers;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "width", .unit = "m", .above = 0, .max = 1e-5, .meaning = "core width"},
      p.width...);
    v(About{.name = "gap", .unit = "m", .min = 0, .meaning = "distance"}, p.gap...);
    v(About{.name = "count", .min = 1, .meaning = "how many"}, p.count...);
    v(About{.name = "closed", .meaning = "closed or not"}, p.closed...);
    v(About{.name = "shape", .meaning = "cross-section"}, p.shape...);
    v(About{.name = "cap", .meaning = "top layer"}, p.cap...);
    v(About{.name = "layers", .meaning = "stack"}, p.layers...);
  }
  void validate(Problems& problems) const {
    if (gap && *gap > width) problems.add("gap", "is wider than the core");
  }
};

ParameterSet bound(const std::string& text) {
  ParameterSet set = ParameterSet::of<Sample<double>>();
  set.bind(parse_yaml(text, "spec.yaml"), "device");
  return set;
}

std::string refusal(const std::string& text) {
  try {
    bound(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Parameters, BindsEveryKindOfField) {
  const auto set = bound(
      "{width: 450 nm, gap: 200 nm, count: 4, closed: true, shape: rib, cap: {thickness: 2 nm},"
      " layers: [{thickness: 5 nm}, {}]}");
  const auto& p = set.as<Sample<double>>();
  EXPECT_EQ(p.width, 450e-9);
  EXPECT_EQ(p.gap, 200e-9);
  EXPECT_EQ(p.count, 4);
  EXPECT_TRUE(p.closed);
  EXPECT_EQ(p.shape, Shape::Rib);
  EXPECT_EQ(p.cap.thickness, 2e-9);
  ASSERT_EQ(p.layers.size(), 2u);
  EXPECT_EQ(p.layers[0].thickness, 5e-9);
  EXPECT_EQ(p.layers[1].thickness, 1e-8);
}

TEST(Parameters, AllFaultsAreReportedAtOnce) {
  try {
    bound("{widht: 1 um, gap: 2 s, count: 0.5, shape: slot, layers: [{thickness: 0 nm}]}");
    FAIL() << "accepted";
  } catch (const InputError& error) {
    EXPECT_EQ(error.faults().size(), 5u);
    const std::string text = error.what();
    EXPECT_NE(text.find("unknown key 'widht'; did you mean 'width'?"), std::string::npos);
    EXPECT_NE(text.find("device.layers.0.thickness"), std::string::npos);
    EXPECT_NE(text.find("spec.yaml:1:"), std::string::npos);
  }
}

TEST(Parameters, BoundsAndCrossChecksNameThePlace) {
  EXPECT_NE(refusal("{width: 20 um}").find("at most 10 um"), std::string::npos);
  EXPECT_NE(refusal("{gap: 900 nm}").find("device.gap: is wider than the core"), std::string::npos);
  EXPECT_NE(refusal("{cap: 3}").find("a map is due"), std::string::npos);
}

TEST(Parameters, AnUnknownKeyIsShownWhereItStands) {
  const auto place_of = [](const std::string& text) {
    try {
      bound(text);
    } catch (const InputError& error) {
      const Place& place = error.faults().at(0).place;
      return std::pair(place.line, place.column);
    }
    return std::pair(0, 0);
  };
  EXPECT_EQ(place_of("{width: 1 um, widht: 1 um}"), std::pair(1, 15));
  EXPECT_EQ(place_of("width: 1 um\nwidht:   widht"), std::pair(2, 1));
  EXPECT_EQ(place_of("\"wid ht\": 3"), std::pair(1, 2));
  EXPECT_EQ(place_of("widht:"), std::pair(1, 1));
  EXPECT_EQ(place_of("widht:\n  thickness: 2 nm"), std::pair(2, 3)) << "a block: its first line";
}

TEST(Parameters, LeavesCarryDottedPathsAndMoveTheValues) {
  ParameterSet set = bound("{gap: 100 nm, layers: [{}, {}]}");
  std::vector<std::string> paths;
  for (const Leaf& leaf : set.leaves()) {
    paths.push_back(leaf.path);
    if (leaf.path == "layers.1.thickness") *leaf.value = 7e-9;
  }
  const std::vector<std::string> expected = {"width", "gap", "cap.thickness", "layers.0.thickness",
                                             "layers.1.thickness"};
  EXPECT_EQ(paths, expected);
  EXPECT_EQ(set.as<Sample<double>>().layers[1].thickness, 7e-9);
}

TEST(Parameters, CopiesAreIndependent) {
  ParameterSet set = bound("{}");
  ParameterSet copy = set;
  *copy.leaves()[0].value = 1e-6;
  EXPECT_EQ(set.as<Sample<double>>().width, 5e-7);
}

TEST(Parameters, ResolvedTextReadsBackAsTheSameSet) {
  const ParameterSet set =
      bound("{width: 1 nm, gap: 0.3 nm, shape: rib, layers: [{}, {thickness: 3 nm}]}");
  ParameterSet again = ParameterSet::of<Sample<double>>();
  again.bind(set.resolved(), "");
  EXPECT_EQ(to_yaml(again.resolved()), to_yaml(set.resolved()));
  EXPECT_EQ(again.as<Sample<double>>().layers[1].thickness, 3e-9);
}

TEST(Parameters, FillKeepsShapeAndDiscreteParts) {
  const auto set = bound("{gap: 100 nm, shape: rib, layers: [{}, {thickness: 3 nm}]}");
  Sample<Dual<double, 1>> dual;
  fill_field(set.as<Sample<double>>(), dual);
  EXPECT_EQ(dual.gap->value, 100e-9);
  EXPECT_EQ(dual.shape, Shape::Rib);
  ASSERT_EQ(dual.layers.size(), 2u);
  EXPECT_EQ(dual.layers[1].thickness.value, 3e-9);
}

TEST(Parameters, DescribeNamesNestedAndListedParameters) {
  const auto rows = ParameterSet::of<Sample<double>>().describe();
  std::vector<std::string> paths;
  for (const ParameterRow& row : rows) paths.push_back(row.path);
  const std::vector<std::string> expected = {"width",         "gap",    "count",
                                             "closed",        "shape",  "cap",
                                             "cap.thickness", "layers", "layers.N.thickness"};
  EXPECT_EQ(paths, expected);
  EXPECT_EQ(rows[0].fallback, "5e-07 m");
  EXPECT_EQ(rows[1].fallback, "");
}

}  // namespace
}  // namespace verdet
