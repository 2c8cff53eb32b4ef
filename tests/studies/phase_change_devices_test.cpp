// Devices that put a phase-change cell somewhere, against the straight one and sums of round trips.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "studies/cells.hpp"

namespace verdet {
namespace {

using testing_cells::ask, testing_cells::device, testing_cells::last;
using Amplitude = std::complex<double>;

const std::string kOnePulse = "sequence: [{power: 10 uW, width: 20 ns, period: 100 ns}]";

// S[out, in] at the wavelength of writing.
Amplitude amplitude(const Device& one, std::size_t out, std::size_t in) {
  const Table table = ask(one, "spectrum", "wavelength: 1550 nm");
  const std::size_t n = table.axis("port_in").size();
  return {table.variable("S_real").values[out * n + in],
          table.variable("S_imag").values[out * n + in]};
}

// The straight cell in a state: what a transient in the dark shows.
Amplitude straight(const std::string& state) {
  const Table dark =
      ask(device("pcm_synapse"), "transient",
          "duration: 1 ns, samples: 2, initial: {crystalline_fraction: " + state + "}");
  return std::polar(std::sqrt(last(dark, "transmission")), last(dark, "phase"));
}

// A wave that goes round and round, summed turn by turn.
Amplitude sum_of_turns(Amplitude turn) {
  Amplitude sum = 0, wave = 1;
  for (int i = 0; i < 3000; ++i) {
    sum += wave;
    wave *= turn;
  }
  return sum;
}

double absorbed(const Device& one) {
  return last(ask(one, "pulse_train", "start: crystalline, " + kOnePulse), "energy_absorbed");
}

// Field loss of the ring's bare arc: 2 dB/cm.
double arc_loss() {
  return std::pow(10.0, -0.05 * 200 * (2 * M_PI * 20e-6 - 2e-6));
}

TEST(RingSynapse, ThroughIsTheSumOfItsRoundTrips) {
  for (const char* state : {"0", "0.3", "1"}) {
    const Device& ring = device(
        "ring_synapse", std::string(", through_coupling: 0.1, tuned_state: 0, state: ") + state);
    // Tuned in the glass: what is left of the phase is what the state adds.
    const Amplitude glass = straight("0");
    const Amplitude turn = arc_loss() * straight(state) * std::conj(glass) / std::abs(glass);
    const double t = std::sqrt(0.9);
    const Amplitude expected = t - 0.1 * turn * sum_of_turns(t * turn);
    EXPECT_NEAR(std::abs(amplitude(ring, 1, 0) - expected), 0, 1e-9) << state;
  }
}

TEST(RingSynapse, DropTakesWhatThroughAndFilmLeave) {
  const Device& ring = device("ring_synapse",
                              ", loss: 0 dB/cm, through_coupling: 0.1, drop_coupling: 0.2, "
                              "tuned_state: 0, state: 0");
  const double a = std::abs(straight("0")), t1 = std::sqrt(0.9), t2 = std::sqrt(0.8);
  const double inside = std::norm(sum_of_turns(t1 * t2 * a));
  EXPECT_NEAR(std::norm(amplitude(ring, 3, 0)), 0.1 * 0.2 * a * a * inside, 1e-9);
  // Light that enters at `add` passes no film on its way to `through`.
  EXPECT_NEAR(std::norm(amplitude(ring, 1, 2)), 0.1 * 0.2 * inside, 1e-9);
  // Nothing is lost but in the film.
  EXPECT_NEAR(std::norm(amplitude(ring, 1, 0)) + std::norm(amplitude(ring, 3, 0)),
              1 - 0.1 * inside * (1 - a * a), 1e-9);
}

TEST(RingSynapse, CirculatingLightWrites) {
  for (const char* tuned : {"1", "0"}) {
    const Device& ring =
        device("ring_synapse", std::string(", through_coupling: 0.1, tuned_state: ") + tuned);
    const Amplitude reference = straight(tuned);
    const Amplitude turn = arc_loss() * straight("1") * std::conj(reference) / std::abs(reference);
    const double build_up = 0.1 * std::norm(sum_of_turns(std::sqrt(0.9) * turn));
    // A quarter of the bare arc lies before the film.
    const double expected = build_up * std::sqrt(arc_loss());
    EXPECT_NEAR(absorbed(ring) / absorbed(device("pcm_synapse")) / expected, 1, 1e-6) << tuned;
  }
}

TEST(CrossbarCell, WeighsWhatItsCouplersTake) {
  const Device& unit =
      device("crossbar_cell", ", row_coupling: 0.25, column_coupling: 0.5, state: 0.5");
  EXPECT_NEAR(std::norm(amplitude(unit, 3, 0)), 0.125 * std::norm(straight("0.5")), 1e-12);
  EXPECT_EQ(amplitude(unit, 2, 0), Amplitude(0, 0));
  EXPECT_NEAR(absorbed(unit) / absorbed(device("pcm_synapse")), 0.25, 1e-9);
}

TEST(BalancedPair, PulsesOfItsTwoCellsAreOpposite) {
  const std::string pulse =
      "start: crystalline, sequence: [{power: 22 mW, width: 20 ns, period: 200 ns, port: ";
  const auto weight = [&](const char* port) {
    return last(ask(device("balanced_pair"), "pulse_train", pulse + port + "}]"), "transmission");
  };
  const double up = weight("0");
  EXPECT_GT(up, 0.01);
  EXPECT_NEAR(weight("1"), -up, 1e-12);
  // The same pulse on a straight cell: the weight is its change.
  const Table one = ask(device("pcm_synapse"), "pulse_train", pulse + "0}]");
  EXPECT_NEAR(up, last(one, "transmission") - testing_cells::number(one, "start_transmission"),
              1e-12);
}

// Detector noise alone does not know the state: that of two detectors, each with half the light.
TEST(BalancedPair, ReadsWithTheNoiseOfTwoDetectors) {
  const std::string probe =
      ", probe: {power: 1 mW, bandwidth: 1 MHz, intensity_noise: 0 Hz^-1, detector_noise: 1e-8 W "
      "Hz^-0.5}";
  const auto noise = [&](const char* type) {
    return last(ask(device(type, probe), "pulse_train", "start: crystalline, " + kOnePulse),
                "read_noise");
  };
  EXPECT_NEAR(noise("pcm_synapse") / (1e-8 * 1e3 / 1e-3), 1, 1e-3);
  EXPECT_NEAR(noise("balanced_pair") / noise("pcm_synapse"), 2 * std::sqrt(2.0), 1e-3);
}

// Two lattices grow apart: equal films under equal light, from other random numbers.
TEST(BalancedPair, ResolvedCellsAreNoTwins) {
  const Device& pair = device("balanced_pair",
                              ", model: resolved, sites: {pitch: 10 nm}, grid: {fractions: 3, "
                              "accuracy: 1e-2, segments: 4, columns: 2}",
                              "length: 200 nm, width: 400 nm");
  const auto weight = [&](const char* port) {
    return last(ask(pair, "pulse_train",
                    std::string("start: crystalline, sequence: [{power: 40 mW, width: 20 ns, "
                                "period: 60 ns, port: ") +
                        port + "}]"),
                "transmission");
  };
  const double up = weight("0"), down = weight("1");
  EXPECT_GT(up, 0.005);
  EXPECT_LT(down, -0.005);
  EXPECT_NE(up, -down);
}

// Sb2Se3 has an index (without absorption), and no kinetics: light is lost at the ends alone.
TEST(StillFilm, IsReadInAnyState) {
  const auto cell = [](const char* length, const char* state) {
    const Device& one = device("pcm_synapse", std::string(", state: ") + state,
                               std::string("material: Sb2Se3, length: ") + length);
    return amplitude(one, 1, 0);
  };
  for (const char* state : {"0", "0.5", "1"}) {
    const Amplitude once = cell("2 um", state), twice = cell("4 um", state);
    EXPECT_NEAR(std::abs(twice), std::abs(once), 1e-12) << state;
    EXPECT_NEAR(std::arg(twice / (once * once)), 0, 1e-9) << state;
  }
  // Denser is slower.
  const Amplitude glass = cell("2 um", "0");
  EXPECT_GT(std::arg(cell("2 um", "0.5") / glass), 0);
  EXPECT_GT(std::arg(cell("2 um", "1") / glass), std::arg(cell("2 um", "0.5") / glass));
}

TEST(StillFilm, IsMovedByNothing) {
  const Device& cell = device("pcm_synapse", "", "material: Sb2Se3, length: 2 um");
  const std::pair<const char*, std::string> moving[] = {
      {"pulse_train", "start: crystalline, " + kOnePulse},
      {"transient", "duration: 1 ns"},
      {"retention", "temperature: 400 K"}};
  for (const auto& [experiment, settings] : moving) try {
      ask(cell, experiment, settings);
      ADD_FAILURE() << experiment << " was not refused";
    } catch (const InputError& error) {
      const std::string message = error.what();
      for (const char* part : {"Sb2Se3", "fragility", "Wang2021", "spectrum"})
        EXPECT_NE(message.find(part), std::string::npos) << message;
    }
}

// A type, and what lets enough light to its film.
struct Holder {
  std::string type, further;
};
class PhaseChangeDevices : public testing::TestWithParam<Holder> {
 protected:
  static const Device& one() { return device(GetParam().type, GetParam().further); }
};

// Two equal pulses do not know which of them is called the first.
TEST_P(PhaseChangeDevices, TakeTwoPulses) {
  const Table table =
      ask(one(), "stdp",
          "before: {power: 25 mW, width: 10 ns}, after: {power: 25 mW, width: 10 ns}, "
          "delay: [-30 ns, -10 ns, 10 ns, 30 ns], period: 200 ns");
  const std::vector<double>& change = table.variable("weight_change").values;
  EXPECT_NE(change[0], 0);
  EXPECT_NEAR(change[0], change[3], 1e-9);
  EXPECT_NEAR(change[1], change[2], 1e-9);
}

// Where the film stands does not matter to how long its glass lasts.
TEST_P(PhaseChangeDevices, KeepTheirStateAsTheFilmDoes) {
  const auto time = [](const Device& of) {
    return last(ask(of, "retention", "temperature: 400 K"), "retention_time");
  };
  EXPECT_EQ(time(one()), time(device("pcm_synapse")));
}

TEST_P(PhaseChangeDevices, StayAsTheyAreInTheDark) {
  const Table dark =
      ask(one(), "transient", "duration: 10 ns, samples: 3, initial: {crystalline_fraction: 0.3}");
  const std::vector<double>& seen = dark.variable("transmission").values;
  EXPECT_NEAR(seen[2], seen[0], 1e-12);
  EXPECT_NEAR(last(dark, "crystalline_fraction"), 0.3, 1e-12);
}

// Each weight is written by the power that is told.
TEST_P(PhaseChangeDevices, AreProgrammedByThePowerTold) {
  const Table levels = ask(one(), "program_levels",
                           "levels: 3, power_max: 28 mW, width: 20 ns, period: 100 ns, trials: 12");
  for (std::size_t i = 0; i < 3; ++i) {
    const double power = levels.variable("power").values[i];
    const Table once =
        ask(one(), "pulse_train",
            fmt::format("start: crystalline, sequence: [{{power: {:.17g} W, width: 20 "
                        "ns, period: 100 ns}}]",
                        power));
    EXPECT_NEAR(last(once, "transmission"), levels.variable("transmission").values[i], 1e-9) << i;
  }
  EXPECT_EQ(levels.variable("power").values[0], 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, PhaseChangeDevices,
    testing::Values(Holder{"pcm_synapse", ""},
                    Holder{"ring_synapse", ", through_coupling: 0.4, tuned_state: 1"},
                    Holder{"crossbar_cell", ", row_coupling: 0.9, column_coupling: 0.5"},
                    Holder{"balanced_pair", ""}, Holder{"mzi_synapse", ""},
                    Holder{"pcm_switch", ""}),
    [](const auto& holder) { return holder.param.type; });

TEST(IntegrateFire, StrongerPulsesFireSooner) {
  const Table table = ask(device("pcm_synapse"), "integrate_fire",
                          "start: crystalline, power: [1 mW, 18 mW, 25 mW], width: 20 ns, "
                          "threshold: 0.6, inputs: 8");
  const std::vector<double>& first = table.variable("first_spike").values;
  const std::vector<double>& spikes = table.variable("spikes").values;
  EXPECT_TRUE(std::isnan(first[0]));
  EXPECT_GE(first[2], 1);
  EXPECT_FALSE(first[1] < first[2]);
  const double spent = table.variable("energy_per_spike").values[2] * spikes[2];
  EXPECT_NEAR(spent / (8 * 25e-3 * 20e-9), 1, 1e-6);
}

}  // namespace
}  // namespace verdet
