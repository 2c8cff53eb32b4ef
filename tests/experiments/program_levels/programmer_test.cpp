#include "verdet/experiments/program_levels/programmer.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace verdet {
namespace {

// Transmission rises with the square of the power above a threshold.
class Threshold final : public CellModel, public PhaseChangeCell {
 public:
  FilmState start(double crystalline) const override { return {{}, {crystalline}, {}}; }
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double,
                     const Context&) const override {
    const double above = std::max(0.0, pulses[0].power - 0.3);
    state.crystalline[0] -= above * above;
    return {.delivered = pulses[0].power * pulses[0].width};
  }
  double film_temperature(const FilmState&) const override { return 300; }
  double mean_crystalline(const FilmState& state) const override { return state.crystalline[0]; }
  CellReadout read(const FilmState& state, double) const override {
    return {1 - state.crystalline[0], 0};
  }
  const CellModel& cell() const override { return *this; }
  double wavelength() const override { return 1.55e-6; }
  CellLimits limits() const override { return {1e9, 1e9}; }
  Probe probe() const override { return {}; }
  std::vector<std::string> assumptions() const override { return {}; }
};

TEST(Programmer, FindsThePowerOfATransmission) {
  const Threshold cell;
  const WritePulse pulse{.power = 1.3, .width = 2, .period = 10};
  for (const double target : {0.04, 0.25, 0.81}) {
    const ProgrammedLevel level = program_level(cell, cell.start(1), pulse, target, 1e-4, 40, {});
    EXPECT_TRUE(level.reached);
    EXPECT_NEAR(level.power, 0.3 + std::sqrt(target), 1e-3);
    EXPECT_NEAR(level.outcome.delivered, 2 * level.power, 1e-12);
    EXPECT_GE(level.trial_energy, level.outcome.delivered);
  }
}

TEST(Programmer, SaysWhatItCannotReach) {
  const Threshold cell;
  const WritePulse pulse{.power = 0.5, .width = 1, .period = 10};
  const ProgrammedLevel level = program_level(cell, cell.start(1), pulse, 0.5, 1e-4, 40, {});
  EXPECT_FALSE(level.reached);
  EXPECT_EQ(level.trials, 1);
  EXPECT_NEAR(level.transmission, 0.04, 1e-12);
  EXPECT_TRUE(program_level(cell, cell.start(1), pulse, 0, 1e-4, 40, {}).reached);
}

}  // namespace
}  // namespace verdet
