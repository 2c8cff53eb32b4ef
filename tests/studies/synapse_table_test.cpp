// The table of a pulse train as network simulators read it: what it holds, and that a file of it
// gives the same numbers again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "studies/cells.hpp"
#include "verdet/experiments/pulse_train/pulse_curve.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

using testing_cells::ask, testing_cells::device, testing_cells::last, testing_cells::number;

// Crystallising pulses of rising power, then amorphising ones.
const char* const kTrain =
    "start: 0.6, hold: [1 s], realisations: 3, sequence: [{power: 7 mW, power_end: 8.2 mW, width: "
    "100 ns, count: 4}, {power: 12 mW, power_end: 18 mW, width: 10 ns, count: 4}]";

TEST(SynapseTable, HoldsWhatSimulatorsAskFor) {
  const Table table = ask(device("pcm_synapse"), "pulse_train", kTrain);
  for (const char* name :
       {"transmission", "phase", "contrast", "transmission_slope", "read_noise",
        "crystalline_fraction", "power", "width", "energy_absorbed", "energy_delivered", "latency",
        "cool_down_time", "peak_temperature", "failure", "update_up", "update_down",
        "update_up_deviation", "update_down_deviation", "transmission_held"})
    EXPECT_NE(table.find(name), nullptr) << name;
  for (const char* name :
       {"wavelength", "ambient", "probe_power", "probe_bandwidth", "read_power_limit",
        "nonlinearity_up", "nonlinearity_down", "asymmetry", "usable_levels", "effective_bits",
        "write_noise", "retention_time", "retention_activation_energy", "endurance", "drift",
        "weight", "direction", "validity", "assumptions"})
    EXPECT_NE(table.attribute(name), nullptr) << name;
  const std::vector<double>& power = table.variable("power").values;
  EXPECT_NEAR(power[0], 7e-3, 1e-15);
  EXPECT_NEAR(power[7], 18e-3, 1e-15);
  const std::vector<double>& latency = table.variable("latency").values;
  for (std::size_t i = 0; i < latency.size(); ++i)
    EXPECT_NEAR(table.variable("cool_down_time").values[i],
                std::max(0.0, latency[i] - table.variable("width").values[i]), 1e-18);
  EXPECT_NEAR(number(table, "asymmetry"),
              std::abs(number(table, "nonlinearity_up") - number(table, "nonlinearity_down")),
              1e-12);
}

// The slope over wavelength is that of a spectrum of the same state.
TEST(SynapseTable, SlopeIsThatOfTheSpectrum) {
  for (const char* type : {"pcm_synapse", "ring_synapse", "mzi_synapse"}) {
    const Device& cell = device(type, ", state: 0.4");
    const Table table =
        ask(cell, "pulse_train", "start: 0.4, sequence: [{power: 0.01 mW, width: 1 ns}]");
    const Table spectrum = ask(cell, "spectrum", "wavelength: [1549.999 nm, 1550 nm, 1550.001 nm]");
    const std::size_t ports = spectrum.axis("port_in").size();
    const auto power = [&](std::size_t i) {
      const std::size_t at = (i * ports + 1) * ports;  // from the first port to the second
      return std::pow(spectrum.variable("S_real").values[at], 2) +
             std::pow(spectrum.variable("S_imag").values[at], 2);
    };
    EXPECT_NEAR(last(table, "transmission"), power(1), 1e-9) << type;
    EXPECT_NEAR(last(table, "transmission_slope") / ((power(2) - power(0)) / 2e-12), 1, 1e-3)
        << type;
  }
}

TEST(SynapseTable, AFileReadBackGivesTheSameFit) {
  Table written = ask(device("pcm_synapse"), "pulse_train", kTrain);
  written.set("filetype", std::string("verdet-table"));
  written.set("format_version", std::string(kFormatVersion));
  const auto file = std::filesystem::temp_directory_path() / "synapse_table_round_trip.h5";
  write_hdf5(written, file.string());
  const Table table = read_hdf5(file.string());
  std::filesystem::remove(file);
  const std::vector<double>& seen = table.variable("transmission").values;
  const std::vector<double>& labels =
      table.find_group("pulse_response")->variable("nonlinearity").values;
  const std::vector<double>& quality =
      table.find_group("pulse_response")->variable("r_squared").values;
  double before = number(table, "start_transmission");
  for (std::size_t group = 0; group < 2; ++group) {
    std::vector<double> response{before};
    for (std::size_t i = 4 * group; i < 4 * group + 4; ++i) response.push_back(seen[i]);
    before = response.back();
    EXPECT_NEAR(fit_curve(response).nonlinearity, labels[group], 1e-6);
    EXPECT_NEAR(fit_curve(response).r_squared, quality[group], 1e-9);
  }
  for (const char* name : {"update_up", "update_down", "update_up_deviation"})
    EXPECT_THAT(table.variable(name).values,
                testing::Pointwise(testing::NanSensitiveDoubleEq(), written.variable(name).values));
}

TEST(SynapseTable, AWeightOfBothSignsSaysSo) {
  const std::string pulse = "sequence: [{power: 20 mW, width: 20 ns, port: 1}]";
  const Table pair = ask(device("balanced_pair"), "pulse_train", pulse);
  EXPECT_LT(last(pair, "transmission"), 0);
  EXPECT_TRUE(std::isnan(last(pair, "contrast")));
  EXPECT_THAT(std::get<std::string>(*pair.attribute("weight")), testing::HasSubstr("signed"));
  const Table one =
      ask(device("pcm_synapse"), "pulse_train", "sequence: [{power: 20 mW, width: 20 ns}]");
  EXPECT_THAT(std::get<std::string>(*one.attribute("weight")), testing::HasSubstr("not negative"));
}

// Far apart, two pulses do what they do one after the other, and beside a weak one the strong one
// does what it does alone.
TEST(SynapseTable, PulsesFarApartDoNotKnowOfEachOther) {
  const Device& cell = device("pcm_synapse");
  const Table both = ask(cell, "stdp",
                         "before: {power: 18 mW, width: 20 ns}, after: {power: 20 mW, width: 20 "
                         "ns}, delay: [0 ns, 3 us], period: 8 us");
  const std::vector<double>& change = both.variable("weight_change").values;
  const double apart = last(both, "separate_change");
  EXPECT_NEAR(change[1] / apart, 1, 0.02);
  EXPECT_GT(std::abs(change[0] / apart - 1), 0.03);
  const Table weak = ask(cell, "stdp",
                         "before: {power: 18 mW, width: 20 ns}, after: {power: 0.1 mW, width: 20 "
                         "ns}, delay: 3 us, period: 8 us");
  const Table single =
      ask(cell, "pulse_train", "sequence: [{power: 18 mW, width: 20 ns, period: 8 us}]");
  EXPECT_NEAR(last(weak, "weight_change") /
                  (last(single, "transmission") - number(single, "start_transmission")),
              1, 1e-3);
}

}  // namespace
}  // namespace verdet
