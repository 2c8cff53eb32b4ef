#include "verdet/solvers/ode/drive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

TEST(Drive, IsCutAtKnotsAndStops) {
  const Drive drive{{{{0.0, 1.0, 1.0, 3.0}, {0.0, 2.0, 5.0, 1.0}}}, {}};
  const double stops[] = {2.5};
  const DriveTable table = tabulate(drive, 2, -1.0, 4.0, stops);
  EXPECT_THAT(table.times, testing::ElementsAre(-1, 0, 1, 2.5, 3, 4));
  EXPECT_EQ(table.shape, DriveShape::Linear);
  // Constant before, ramp, then the step to 5 that falls to 1, cut at the stop.
  EXPECT_DOUBLE_EQ(table.segment(0)[0].start, 0);
  EXPECT_DOUBLE_EQ(table.segment(1)[0].slope, 2);
  EXPECT_DOUBLE_EQ(table.segment(2)[0].start, 5);
  EXPECT_DOUBLE_EQ(table.segment(3)[0].start, 2);
  EXPECT_DOUBLE_EQ(table.segment(4)[0].start, 1);
  EXPECT_DOUBLE_EQ(table.segment(4)[0].slope, 0);
  EXPECT_DOUBLE_EQ(table.segment(2)[1].start, 0);  // the input that has no signal
}

TEST(Drive, StepsKeepTheConstantShape) {
  const Drive drive{{{{0.0, 1.0, 1.0}, {1.0, 1.0, 2.0}}}, {}};
  EXPECT_EQ(tabulate(drive, 1, 0, 2).shape, DriveShape::Constant);
}

TEST(Drive, TonesRotateBackwards) {
  const Drive drive{{PiecewiseLinear::constant(1.0)},
                    {{0, 1, 2.0, PiecewiseLinear::constant(3.0), 0.5}}};
  double u[2];
  drive.evaluate(0.7, u);
  EXPECT_DOUBLE_EQ(u[0], 1 + 3 * std::cos(2.0 * 0.7 + 0.5));
  EXPECT_DOUBLE_EQ(u[1], -3 * std::sin(2.0 * 0.7 + 0.5));
  EXPECT_EQ(tabulate(drive, 2, 0, 1).shape, DriveShape::Toned);
}

TEST(Drive, RefusesWhatMakesNoSense) {
  const auto message = [](const Drive& drive) {
    try {
      tabulate(drive, 2, 0, 1);
    } catch (const InputError& error) {
      return error.message();
    }
    return std::string("accepted");
  };
  EXPECT_THAT(message({{{{0, 2, 1}, {0, 0, 0}}}, {}}), testing::HasSubstr("runs backwards"));
  EXPECT_THAT(message({{{{0, 1}, {0, NAN}}}, {}}), testing::HasSubstr("knot 1: the value"));
  EXPECT_THAT(message({{{{0, 1}, {0}}}, {}}), testing::HasSubstr("2 times for 1 values"));
  EXPECT_THAT(message({{{}, {}, {}}, {}}), testing::HasSubstr("2 inputs"));
  EXPECT_THAT(message({{}, {{0, 0, 1, PiecewiseLinear::constant(1), 0}}}),
              testing::HasSubstr("two different inputs"));
  EXPECT_THROW(tabulate({}, 1, 1, 1), InputError);
}

}  // namespace
}  // namespace verdet
