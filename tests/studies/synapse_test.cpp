// Experiments on a phase-change synapse, from spec to table: a small, coarse cell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "studies/cells.hpp"

namespace verdet {
namespace {

using testing_cells::last, testing_cells::number;

// "type: NAME, settings" on a straight synapse.
Table run_text(const std::string& experiment, const std::string& further = "") {
  const std::size_t comma = experiment.find(',');
  const std::string rest = comma == std::string::npos ? "" : experiment.substr(comma + 1);
  return testing_cells::ask(testing_cells::device("pcm_synapse", further),
                            experiment.substr(6, comma - 6), rest);
}

TEST(Synapse, ATransientEndsWhereThePulseTrainDoes) {
  const Table train =
      run_text("type: pulse_train, sequence: [{power: 25 mW, width: 20 ns, period: 300 ns}]");
  const Table transient = run_text(
      "type: transient, duration: 300 ns, samples: 151, input: {power: 25 mW, pulses: {width: 20 "
      "ns, period: 300 ns}}");
  ASSERT_LT(last(train, "crystalline_fraction"), 0.9);
  EXPECT_NEAR(last(transient, "crystalline_fraction"), last(train, "crystalline_fraction"), 0.01);
  EXPECT_NEAR(last(transient, "transmission") / last(train, "transmission"), 1, 0.02);
  EXPECT_NEAR(last(transient, "energy_absorbed") / last(train, "energy_absorbed"), 1, 0.01);
  EXPECT_NEAR(number(transient, "peak_temperature") / last(train, "peak_temperature"), 1, 0.02);
  // It heats while the light is on and cools in the dark.
  const std::vector<double>& kelvin = transient.variable("film_temperature").values;
  EXPECT_EQ(kelvin.front(), 300);
  EXPECT_GT(kelvin[10], kelvin[5]);
  for (std::size_t i = 30; i + 1 < kelvin.size(); ++i) EXPECT_LT(kelvin[i + 1], kelvin[i]);
}

TEST(Synapse, ATransientOfTheLumpedCellAndOfARamp) {
  const Table table = run_text(
      "type: transient, duration: 100 ns, samples: 11, initial: {crystalline_fraction: 0.5}, "
      "input: "
      "{power: 4 mW, ramp: {from: 0, to: 1, duration: 100 ns}}",
      ", model: lumped");
  // A straight line in power: half of 4 mW half way; nothing changes while the film stays cool.
  EXPECT_NEAR(table.variable("power_in").values[5], 2e-3, 1e-6);
  EXPECT_EQ(table.variable("crystalline_fraction").values[3], 0.5);
  const double absorbed = 1 - table.variable("transmission").values[0];
  EXPECT_LT(last(table, "energy_absorbed"), absorbed * 4e-3 * 50e-9);
  EXPECT_GT(last(table, "energy_absorbed"), 0.5 * absorbed * 4e-3 * 50e-9);
  EXPECT_THROW(run_text("type: transient, duration: 1 ns, method: bdf"), InputError);
  EXPECT_THROW(run_text("type: transient, duration: 1 ns, initial: {heat: 3}"), InputError);
  EXPECT_THROW(run_text("type: transient, duration: 1 ns, initial: {crystalline_fraction: 1.5}"),
               InputError);
}

TEST(Synapse, SeveralStartsAreSeveralTrains) {
  const std::string pulses = ", sequence: [{power: 20 mW, width: 20 ns, count: 3}]";
  const Table all = run_text("type: pulse_train, start: [crystalline, 0.5, amorphous]" + pulses);
  const std::vector<std::string> axes{"start", "pulse"};
  EXPECT_EQ(all.variable("transmission").axes, axes);
  const char* starts[] = {"crystalline", "0.5", "amorphous"};
  for (std::size_t s = 0; s < 3; ++s) {
    const Table one = run_text(std::string("type: pulse_train, start: ") + starts[s] + pulses);
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_EQ(all.variable("transmission").values[3 * s + i],
                one.variable("transmission").values[i]);
  }
  EXPECT_EQ(all.variable("update_up").axes, (std::vector<std::string>{"start", "weight"}));
  EXPECT_THROW(run_text("type: pulse_train, start: [crystalline, 1.2]" + pulses), InputError);
}

TEST(Synapse, RisingPulsesAndAPump) {
  const Table rising = run_text(
      "type: pulse_train, sequence: [{power: 2 mW, power_end: 6 mW, width: 10 ns, count: 5}]");
  for (int i = 0; i < 5; ++i)
    EXPECT_NEAR(rising.variable("energy_delivered").values[static_cast<std::size_t>(i)],
                (2e-3 + 1e-3 * i) * 10e-9, 1e-18);
  // Two beams at once are one beam of their power.
  const Table pumped = run_text(
      "type: pulse_train, sequence: [{power: 2 mW, width: 20 ns, pump: {power: 16 mW, width: 20 "
      "ns}}]");
  const Table strong = run_text("type: pulse_train, sequence: [{power: 18 mW, width: 20 ns}]");
  EXPECT_NEAR(last(pumped, "peak_temperature") / last(strong, "peak_temperature"), 1, 1e-12);
  EXPECT_THROW(run_text("type: pulse_train, sequence: [{power: 2 mW, width: 20 ns, period: 1 us, "
                        "pump: {power: 1 mW, width: 20 ns, delay: 990 ns}}]"),
               InputError);
  EXPECT_THROW(run_text("type: pulse_train, sequence: [{power: 2 mW, width: 20 ns, port: 1}]"),
               InputError);
}

// A film warmed into crystallisation: nuclei make the runs differ, the same seed does not.
TEST(Synapse, WriteNoiseComesFromTheSeed) {
  const auto deviations = [](int seed) {
    const Table table =
        run_text("type: pulse_train, start: 0.6, realisations: 12, seed: " + std::to_string(seed) +
                     ", sequence: [{power: 13 mW, width: 100 ns}]",
                 ", model: lumped");
    EXPECT_GT(table.variable("crystalline_fraction").values[0], 0.6001);
    EXPECT_LT(table.variable("crystalline_fraction").values[0], 0.999);
    return table.variable("crystalline_fraction_deviation").values[0];
  };
  EXPECT_GT(deviations(1), 0);
  EXPECT_LT(deviations(1), 0.1);
  EXPECT_EQ(deviations(1), deviations(1));
  EXPECT_NE(deviations(1), deviations(2));
}

TEST(Synapse, HoldsItsWeightUnlessTheUserSaysItDrifts) {
  const std::string train =
      "type: pulse_train, start: 0.5, hold: [1 s, 100 s], sequence: [{power: 1 mW, width: 10 ns}]";
  const Table flat = run_text(train);
  const double written = last(flat, "transmission");
  for (const double held : flat.variable("transmission_held").values)
    EXPECT_NEAR(held / written, 1, 1e-9);
  const Table drifting = run_text(train, ", probe: {drift_exponent: 0.01, drift_time: 1 s}");
  EXPECT_NEAR(drifting.variable("transmission_held").values[0] / written, 1, 1e-9);
  EXPECT_NEAR(drifting.variable("transmission_held").values[1] / written, std::pow(10.0, -0.02),
              1e-9);
  EXPECT_THROW(run_text("type: pulse_train, hold: [2 s, 1 s], sequence: [{power: 1 mW, width: 10 "
                        "ns}]"),
               InputError);
}

// Light at the limit takes the film to its glass transition, 472 K or 534 K: not beyond, and more
// does.
TEST(Synapse, TheReadPowerLimitIsWhereTheGlassSoftens) {
  const Table table =
      run_text("type: pulse_train, start: crystalline, sequence: [{power: 0.1 mW, width: 10 ns}]");
  const double limit = number(table, "read_power_limit");
  const auto heated = [&](double power) {
    const Table lit = run_text("type: transient, duration: 10 us, samples: 3, input: {power: " +
                               std::to_string(power) + " W}");
    return number(lit, "peak_temperature");
  };
  const double kelvin = heated(limit);
  EXPECT_NEAR((heated(0.5 * limit) - 300) / (kelvin - 300), 0.5, 2e-3);
  EXPECT_GT(kelvin, 460);
  EXPECT_LT(kelvin, 540);
}

TEST(Synapse, ProgramLevelsTellWhatWritingTakes) {
  const Table table =
      run_text("type: program_levels, levels: 3, power_max: 25 mW, realisations: 4");
  const std::vector<double>& peak = table.variable("peak_temperature").values;
  EXPECT_EQ(peak[0], 300);
  EXPECT_GT(peak[2], peak[1]);
  EXPECT_GT(table.variable("latency").values[1], 20e-9);
  for (std::size_t i = 1; i < 3; ++i)
    EXPECT_LT(table.variable("energy_absorbed").values[i], table.variable("energy").values[i]);
  EXPECT_GT(number(table, "usable_levels"), 2);
  EXPECT_EQ(table.variable("write_noise").values.size(), 3u);
  EXPECT_THROW(run_text("type: program_levels, realisations: 1"), InputError);
}

}  // namespace
}  // namespace verdet
