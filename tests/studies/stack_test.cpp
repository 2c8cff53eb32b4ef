#include <gtest/gtest.h>

#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/studies/grid.hpp"

namespace verdet {
namespace {

Table point(std::vector<double> positions, double offset) {
  Table table;
  table.add_axis({"x", "m", "", {1, 2}, {}});
  table.add("y", "W", {"x"}, {offset + 1, offset + 2});
  Table& group = table.group("events");
  Axis axis{"event", "1", "", {}, {}};
  for (std::size_t i = 0; i < positions.size(); ++i) axis.values.push_back(static_cast<double>(i));
  group.add_axis(axis);
  group.add("position", "m", {"event"}, std::move(positions));
  return table;
}

TEST(Stack, PutsTheSweepAxisInFrontAndPadsRaggedOnes) {
  const Table a = point({0.1}, 0), b = point({0.2, 0.3}, 10);
  const Table all = stack({{"p", "m", "", {5, 6, 7}, {}}}, {&a, nullptr, &b});
  const Variable& y = all.variable("y");
  EXPECT_EQ(y.axes, (std::vector<std::string>{"p", "x"}));
  EXPECT_EQ(y.values[1], 2);
  EXPECT_TRUE(std::isnan(y.values[2]));
  EXPECT_EQ(y.values[4], 11);
  const Table* events = all.find_group("events");
  ASSERT_TRUE(events);
  EXPECT_EQ(events->variable("position").values[0], 0.1);
  EXPECT_TRUE(std::isnan(events->variable("position").values[1]));
  EXPECT_EQ(events->variable("position").values[5], 0.3);
  EXPECT_EQ(events->variable("count_event").integers, (std::vector<std::int32_t>{1, -1, 2}));
}

// What an experiment says of one point must not get lost, nor be said of all.
TEST(Stack, KeepsWhatThePointsSayOfThemselves) {
  Table a = point({0.1}, 0), b = point({0.2}, 10);
  for (Table* table : {&a, &b}) {
    table->set("assumptions", std::vector<std::string>{"dry air"});
    table->set("rate_unit", std::string("K/s"));
  }
  a.set("rate", 3.0);
  b.set("rate", 4.0);
  a.set("method", std::string("bisection"));
  b.set("method", std::string("secant"));
  const Table all = stack({{"p", "m", "", {5, 6, 7}, {}}}, {&a, nullptr, &b});
  const Variable& rate = all.variable("rate");
  EXPECT_EQ(rate.unit, "K/s");
  EXPECT_EQ(rate.axes, (std::vector<std::string>{"p"}));
  EXPECT_EQ(rate.values[0], 3);
  EXPECT_TRUE(std::isnan(rate.values[1]));
  EXPECT_EQ(rate.values[2], 4);
  ASSERT_TRUE(all.attribute("assumptions"));
  EXPECT_FALSE(all.attribute("method"));
  EXPECT_FALSE(all.attribute("rate_unit"));
}

TEST(Stack, AnAxisThatMeansDifferentThingsIsRefused) {
  Table a = point({}, 0), b;
  b.add_axis({"x", "m", "", {1, 3}, {}});
  b.add("y", "W", {"x"}, {1, 2});
  b.group("events");
  EXPECT_THROW(stack({{"p", "m", "", {1, 2}, {}}}, {&a, &b}), InputError);
}

}  // namespace
}  // namespace verdet
