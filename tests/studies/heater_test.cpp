// Electrically heated synapses from spec to table, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "studies/cells.hpp"

namespace verdet {
namespace {

using testing::HasSubstr;
using testing_cells::ask, testing_cells::device, testing_cells::last, testing_cells::message_of,
    testing_cells::number;

const std::string kSilicon = ", waveguide: {platform: Si, width: 500 nm, height: 220 nm}";

Table pulses(const std::string& further, const std::string& pulse) {
  return ask(device("pcm_synapse", further), "pulse_train", "sequence: [{" + pulse + "}]");
}

TEST(Heater, ResistanceIsThatOfItsSquares) {
  // Contacts of 5 um, 2.5 um apart on 91.16 ohm per square (see the tests of sheets).
  const Table ito =
      pulses(kSilicon + ", heater: {type: ITO, length: 5 um, contact_resistance: 7 ohm}",
             "voltage: 0.1 V, width: 10 ns");
  EXPECT_NEAR(number(ito, "heater_sheet_resistance"), 91.16, 0.01);
  EXPECT_NEAR(number(ito, "heater_resistance"), 91.16 * 2.5 / 5 + 7, 0.01);
  // Phosphorus, 1e18 cm^-3: 277 cm^2/(V s), so 22.5 mohm cm over 220 nm.
  const Table doped = pulses(kSilicon + ", heater: {type: doped_silicon, density: 1e18 cm^-3}",
                             "voltage: 0.1 V, width: 10 ns");
  EXPECT_NEAR(number(doped, "heater_sheet_resistance") / (2.253e-4 / 220e-9), 1, 2e-3);
}

TEST(Heater, HeatAtTheCellIsItsShareOfTheCurrentsPower) {
  // 0.5 um of 2.5 um lie over the film; a source of 1 mA, 100 ns, on 100 ohm per square.
  const Table table =
      pulses(kSilicon + ", heater: {type: graphene, sheet_resistance: 100 ohm, capacitance: 1 fF}",
             "current: 1 mA, width: 100 ns");
  const double ohm = 100 * 2.5 / 2;
  EXPECT_NEAR(last(table, "energy_delivered") / (1e-6 * ohm * 100e-9), 1, 1e-5);
  EXPECT_NEAR(last(table, "energy_absorbed") / (1e-6 * ohm * 100e-9 * 0.5 / 2.5), 1, 1e-5);
  EXPECT_GT(last(table, "peak_temperature"), 300);
}

TEST(Heater, ADiodeOpensAndHeatsItsCore) {
  const std::string diode = kSilicon + ", heater: {type: PIN, contact_resistance: 20 ohm}";
  const Table closed = pulses(diode, "voltage: 0.4 V, width: 100 ns");
  const Table open = pulses(diode, "voltage: 4 V, width: 100 ns");
  EXPECT_LT(last(closed, "energy_absorbed"), 1e-3 * last(open, "energy_absorbed"));
  // About 1 V of junction: 3 V over 50 + 20 ohm and the doped regions.
  const double current = last(open, "energy_delivered") / (4 * 100e-9);
  const double ohms = number(open, "heater_resistance") + 50;
  EXPECT_NEAR(last(open, "energy_absorbed") / (current * (4 - ohms * current) * 100e-9), 1, 1e-2);
  EXPECT_GT(last(open, "peak_temperature"), 400);
}

TEST(Heater, WritesAndSetsBackWhatLightCannot) {
  const Table table =
      ask(device("pcm_synapse", kSilicon + ", heater: {type: graphene}"), "pulse_train",
          "sequence: [{voltage: 9 V, width: 20 ns}, {voltage: 5 V, width: 200 ns, "
          "count: 3}]");
  const std::vector<double>& x = table.variable("crystalline_fraction").values;
  EXPECT_LT(x[0], 0.2);
  EXPECT_GT(x[3], x[0] + 0.2);
  EXPECT_GT(table.variable("transmission").values[0], table.variable("transmission").values[3]);
}

TEST(Heater, StandsInOtherDevicesAndExperiments) {
  const std::string heater = kSilicon + ", heater: {type: graphene}";
  const std::string one = "sequence: [{voltage: 8 V, width: 20 ns}]";
  const Table straight = ask(device("pcm_synapse", heater), "pulse_train", one);
  // Current passes by the couplers of a crossbar; light does not.
  const Table cell = ask(device("crossbar_cell", heater), "pulse_train", one);
  EXPECT_NEAR(last(cell, "peak_temperature") / last(straight, "peak_temperature"), 1, 1e-9);
  EXPECT_NEAR(last(cell, "energy_delivered") / last(straight, "energy_delivered"), 1, 1e-9);
  const Table pair = ask(device("balanced_pair", heater), "pulse_train", one);
  EXPECT_NEAR(last(pair, "peak_temperature") / last(straight, "peak_temperature"), 1, 1e-9);
  const Table levels =
      ask(device("pcm_synapse", heater), "program_levels", "levels: 3, voltage_max: 9 V");
  EXPECT_EQ(levels.variable("voltage").unit, "V");
  EXPECT_GT(levels.variable("voltage").values[2], levels.variable("voltage").values[1]);
  const Table apart = ask(device("pcm_synapse", heater), "stdp",
                          "before: {voltage: 6 V, width: 20 ns}, after: {voltage: 6 V, width: 20 "
                          "ns}, delay: [0 s, 1 us]");
  EXPECT_GT(apart.variable("peak_temperature").values[0],
            apart.variable("peak_temperature").values[1]);
}

TEST(Heater, RefusesWhatItCannotDo) {
  const auto pulse = [](const std::string& settings) {
    return message_of([&] { pulses(kSilicon, settings); });
  };
  EXPECT_THAT(pulse("voltage: 1 V, width: 10 ns"), HasSubstr("sequence.0.voltage: this device has "
                                                             "no heater"));
  EXPECT_THAT(pulse("width: 10 ns"), HasSubstr("give `power`, or `voltage` or `current`"));
  EXPECT_THAT(pulse("power: 1 mW, voltage: 1 V, width: 10 ns"), HasSubstr("give one of"));
  EXPECT_THAT(pulse("power: 1 mW, voltage_end: 1 V, width: 10 ns"), HasSubstr("other units"));
  const auto build = [](const std::string& further) {
    return message_of([&] { device("pcm_synapse", further); });
  };
  EXPECT_THAT(build(", heater: {type: PIN}"), HasSubstr("needs `waveguide.platform: Si`"));
  EXPECT_THAT(build(", model: lumped, heater: {type: ITO}"), HasSubstr("layered or resolved"));
  EXPECT_THAT(build(", heater: {type: ITO, length: 1 um}"), HasSubstr("shorter than the film"));
  EXPECT_THAT(build(", heater: {thickness: 50 nm}"), HasSubstr("type"));
}

}  // namespace
}  // namespace verdet
