// The experiment on a stand-in cell, and the states it accepts.
#include "verdet/experiments/pulse_train/train.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace verdet {
namespace {

// Each pulse moves the state by its energy; its guide melts above 0.86 W, its film above 1.2 W.
class Linear final : public CellModel, public PhaseChangeCell {
 public:
  FilmState start(double crystalline) const override { return {{}, {crystalline}, {}}; }
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double,
                     const Context&) const override {
    const WritePulse& pulse = pulses.front();
    state.crystalline[0] -= pulse.power * pulse.width;
    return {.delivered = pulse.power * pulse.width,
            .peak_temperature = 300 + 1000 * pulse.power,
            .peak_guide = 300 + 700 * pulse.power};
  }
  double film_temperature(const FilmState&) const override { return 300; }
  double mean_crystalline(const FilmState& state) const override { return state.crystalline[0]; }
  CellReadout read(const FilmState& state, double) const override {
    return {1 - state.crystalline[0], 0};
  }
  const CellModel& cell() const override { return *this; }
  double wavelength() const override { return 1.55e-6; }
  CellLimits limits() const override { return {1500, 900}; }
  Probe probe() const override { return {}; }
  std::vector<std::string> assumptions() const override { return {}; }
};

PulseGroup equal_pulses(double power, double width, int count) {
  PulseGroup group;
  group.power = power;
  group.width = width;
  group.count = count;
  return group;
}

TEST(PulseTrain, AppliesItsGroupsInOrder) {
  const PulseSeries series =
      run_train(Linear(), 1, {equal_pulses(0.1, 1, 3), equal_pulses(0.2, 1, 1)}, {});
  ASSERT_EQ(series.points.size(), 4u);
  EXPECT_NEAR(series.points[2].readout.transmission, 0.3, 1e-12);
  EXPECT_NEAR(series.points[3].readout.transmission, 0.5, 1e-12);
  EXPECT_EQ(series.points[3].group, 1);
}

TEST(PulseTrain, AnAblatedFilmIsMarkedFromThereOn) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const PulseSeries series = run_train(
      Linear(), 1, {equal_pulses(0.1, 1, 1), equal_pulses(2, 0.01, 1), equal_pulses(0.1, 1, 1)},
      context);
  EXPECT_EQ(series.points[0].failure, 0);
  EXPECT_EQ(series.points[1].failure, 2);
  EXPECT_EQ(series.points[2].failure, 2);
  EXPECT_TRUE(std::isnan(series.points[2].readout.transmission));
  ASSERT_EQ(warnings.texts().size(), 1u);
  EXPECT_THAT(warnings.texts()[0], testing::HasSubstr("ablation"));
}

TEST(PulseTrain, AMoltenGuideIsMarkedAndSaid) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const PulseSeries series =
      run_train(Linear(), 1, {equal_pulses(0.85, 0.1, 1), equal_pulses(0.9, 0.1, 1)}, context);
  EXPECT_EQ(series.points[0].failure, 0);
  EXPECT_EQ(series.points[1].failure, 1);
  EXPECT_NEAR(series.points[1].crystalline, 1 - 0.175, 1e-12);  // the film is there still
  ASSERT_EQ(warnings.texts().size(), 1u);
  EXPECT_THAT(warnings.texts()[0],
              testing::AllOf(testing::HasSubstr("pulse 1: core and cladding reach 930 K"),
                             testing::HasSubstr("900 K")));
}

TEST(PulseTrain, StatesByNameAndNumber) {
  EXPECT_EQ(read_start(Node::text("crystalline"), "start"), 1);
  EXPECT_EQ(read_start(Node::text("amorphous"), "start"), 0);
  EXPECT_EQ(read_start(Node::text("0.25"), "start"), 0.25);
  EXPECT_THROW(read_start(Node::text("1.2"), "start"), InputError);
  EXPECT_THROW(read_start(Node::text("glassy"), "start"), InputError);
}

TEST(WritePulse, ShapesHoldTheirWidthAtHalfMaximum) {
  for (const PulseShape shape :
       {PulseShape::rectangular, PulseShape::gaussian, PulseShape::triangle}) {
    const WritePulse pulse{2, 10, 100, shape};
    const double middle = pulse.duration() / 2;
    EXPECT_NEAR(pulse.power_at(middle), 2, 1e-12);
    if (shape != PulseShape::rectangular) {
      EXPECT_NEAR(pulse.power_at(middle - 5), 1, 1e-12);
      EXPECT_NEAR(pulse.power_at(middle + 5), 1, 1e-12);
    }
    EXPECT_EQ(pulse.power_at(-1), 0);
    EXPECT_EQ(pulse.power_at(pulse.duration() + 1), 0);
  }
}

// Shot noise alone: (2 e P T B / R)^0.5 / P.
TEST(Probe, ShotNoiseOfABrightCell) {
  const Probe probe{.power = 1e-4, .bandwidth = 1e9, .responsivity = 1};
  EXPECT_NEAR(probe.noise(1), std::sqrt(2 * 1.602176634e-19 * 1e-4 * 1e9) / 1e-4, 1e-12);
  EXPECT_EQ(probe.noise(0), 0);
}

}  // namespace
}  // namespace verdet
