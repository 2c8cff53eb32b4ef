// Phase-change films in interferometers, against closed forms of two waves and the straight cell.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "studies/cells.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

using testing_cells::ask, testing_cells::last;
using Amplitude = std::complex<double>;

const std::string kClear = "material: Sb2Se3, thickness: 20 nm, length: 4 um";
const std::string kDark = "material: GSST, length: 2 um";
const std::string kWritten = "length: 1 um";

// States 0 and 1 are solved, no others are asked for.
const Device& device(const std::string& type, const std::string& further, const std::string& film) {
  return testing_cells::device(
      type, ", grid: {fractions: 2, accuracy: 1e-2, segments: 4}" + further, film);
}

Amplitude amplitude(const Device& one, std::size_t out, std::size_t in,
                    const std::string& at = "1550 nm") {
  const Table table = ask(one, "spectrum", "wavelength: " + at);
  const std::size_t n = table.axis("port_in").size();
  return {table.variable("S_real").values[out * n + in],
          table.variable("S_imag").values[out * n + in]};
}
double power(const Device& one, std::size_t out, std::size_t in) {
  return std::norm(amplitude(one, out, in));
}

Amplitude straight(const std::string& state, const std::string& film) {
  return amplitude(device("pcm_synapse", ", state: " + state, film), 1, 0);
}

TEST(MziSynapse, IsTheSquaredCosineOfHalfThePhase) {
  const double passed = std::norm(straight("0", kClear));
  for (const int degrees : {0, 50, 120, 180}) {
    const Device& one =
        device("mzi_synapse",
               ", loss: 0 dB/cm, second_state: 0, tuned_state: 0, state: 0, bias: " +
                   std::to_string(degrees) + " deg",
               kClear);
    const double half = degrees * M_PI / 360;
    EXPECT_NEAR(power(one, 1, 0), passed * std::pow(std::cos(half), 2), 1e-9) << degrees;
  }
}

// The state turns the phase as the straight film does.
TEST(MziSynapse, WeighsThePhaseOfItsFilm) {
  const Amplitude glass = straight("0", kClear), crystal = straight("1", kClear);
  const Device& one =
      device("mzi_synapse", ", loss: 0 dB/cm, second_state: 0, tuned_state: 0, state: 1", kClear);
  EXPECT_NEAR(power(one, 1, 0), std::norm(0.5 * (glass + crystal)), 1e-9);
  EXPECT_LT(power(one, 1, 0), 0.95 * std::norm(glass));
}

TEST(MziSynapse, ExtinctionEndsWhereTheFilmTakesLight) {
  const double a = std::abs(straight("1", kDark));
  const auto mzi = [&](const std::string& more) {
    return power(device("mzi_synapse", ", loss: 0 dB/cm, tuned_state: 1, state: 1" + more, kDark),
                 1, 0);
  };
  EXPECT_NEAR(mzi(""), std::pow((1 + a) / 2, 2), 1e-9);
  EXPECT_NEAR(mzi(", bias: 180 deg"), std::pow((1 - a) / 2, 2), 1e-9);
  ASSERT_LT(a, 0.9);
  // An equal film on the other side takes as much: no light is left.
  EXPECT_NEAR(mzi(", bias: 180 deg, second_state: 1"), 0, 1e-9);
  // So does a first branch that gives the film more.
  const std::string split = std::to_string(1 / (1 + a * a));
  EXPECT_NEAR(mzi(", bias: 180 deg, input_split: " + split), 0, 1e-6);
}

TEST(MziSynapse, FringesLieApartByItsImbalance) {
  const Device& one =
      device("mzi_synapse", ", imbalance: 400 um, loss: 0 dB/cm, tuned_state: 1", kDark);
  const Table table =
      ask(one, "spectrum", "wavelength: {from: 1546 nm, to: 1554 nm, points: 2001}");
  const std::vector<double>& s = table.variable("S_real").values;
  const std::vector<double>& t = table.variable("S_imag").values;
  std::vector<double> peaks;
  const auto at = [&](std::size_t i) {
    return s[4 * i + 2] * s[4 * i + 2] + t[4 * i + 2] * t[4 * i + 2];
  };
  for (std::size_t i = 1; i + 1 < 2001; ++i)
    if (at(i) > at(i - 1) && at(i) >= at(i + 1)) peaks.push_back(1546e-9 + 8e-9 * double(i) / 2000);
  ASSERT_GE(peaks.size(), 3u);
  const double apart = (peaks.back() - peaks.front()) / double(peaks.size() - 1);
  // The group index of the same guide, from its fields.
  const Table modes = run(
      parse_yaml("verdet: 1\ndevice: {type: waveguide, width: 1.3 um, height: 330 nm, core: Si3N4, "
                 "cladding: air, substrate: SiO2}\nexperiment: {type: modes, wavelength: 1550 nm}"),
      {});
  const double group = modes.variable("n_group").values[0];
  EXPECT_NEAR(apart / (1550e-9 * 1550e-9 / (group * 400e-6)), 1, 0.02);
}

TEST(MziSynapse, RefusesArmsThatAreTooShort) {
  EXPECT_THROW(device("mzi_synapse", ", arm_length: 1 um", kDark), InputError);
  EXPECT_THROW(device("mzi_synapse", ", imbalance: -49 um, second_state: 0", kDark), InputError);
  EXPECT_THROW(device("mzi_synapse", ", imbalance: -51 um", kDark), InputError);
}

// Phase per length of published shifters; their films and guides are not known in full, so that the
// order is what can be compared (README of mzi_synapse).
TEST(PhaseShifter, TurnsAsMuchAsPublished) {
  const auto index_change = [](const std::string& guide, const std::string& film) {
    const auto cell = [&](const char* state) {
      return amplitude(device("pcm_synapse", ", waveguide: {" + guide + "}, state: " + state, film),
                       1, 0);
    };
    return std::arg(cell("1") / cell("0")) / (2 * M_PI) * 1550e-9 / 4e-6;
  };
  // Rios 2022: 0.09 pi/um, a film on a silicon wire.
  const double silicon = index_change("platform: Si, width: 500 nm, height: 220 nm, cladding: SiO2",
                                      "material: Sb2Se3, thickness: 30 nm, length: 4 um");
  EXPECT_NEAR(std::log(2 * silicon / 1.55 / 0.09), 0, std::log(1.5));
  // Faneca 2021: dn_eff 0.05 (Sb2Se3) and 0.02 (Sb2S3) on silicon nitride.
  const std::string nitride = "platform: SiN, width: 1.2 um, height: 300 nm, cladding: SiO2";
  const double selenide = index_change(nitride, kClear);
  const double sulfide = index_change(nitride, "material: Sb2S3, thickness: 20 nm, length: 4 um");
  EXPECT_NEAR(std::log(selenide / 0.05), 0, std::log(2));
  EXPECT_NEAR(std::log(sulfide / 0.02), 0, std::log(2));
  EXPECT_LT(sulfide, selenide);
}

TEST(PcmSwitch, LosesWhatItsFilmTakes) {
  const double a = std::norm(straight("1", kDark));
  for (const char* bias : {"0 deg", "70 deg"}) {
    const Device& one = device("pcm_switch",
                               std::string(", loss: 0 dB/cm, input_coupling: 0.3, output_coupling: "
                                           "0.6, bias: ") +
                                   bias,
                               kDark);
    EXPECT_NEAR(power(one, 2, 0) + power(one, 3, 0), 0.7 * a + 0.3, 1e-9);
    EXPECT_NEAR(power(one, 2, 1) + power(one, 3, 1), 0.3 * a + 0.7, 1e-9);
    EXPECT_NEAR(std::abs(amplitude(one, 0, 3) - amplitude(one, 3, 0)), 0, 1e-12);
    EXPECT_EQ(power(one, 1, 0), 0);
  }
}

// Half a turn is lambda/(2 dn_eff); the states are then cross and bar, up to what the ends take.
TEST(PcmSwitch, ItsStateIsBarOrCross) {
  const double turn = std::arg(straight("1", kClear) / straight("0", kClear));
  ASSERT_GT(turn, 0.1);
  ASSERT_LT(turn, M_PI);
  const std::string film =
      "material: Sb2Se3, thickness: 20 nm, length: " + std::to_string(4 * M_PI / turn) + " um";
  const auto sw = [&](const char* state) -> const Device& {
    return device("pcm_switch",
                  std::string(", waveguide: {length: 200 um}, arm_length: 200 um, loss: 0 dB/cm, "
                              "tuned_state: 0, state: ") +
                      state,
                  film);
  };
  const double glass = std::abs(straight("0", kClear)), crystal = std::abs(straight("1", kClear));
  EXPECT_NEAR(power(sw("0"), 3, 0), std::pow((1 + glass) / 2, 2), 1e-6);
  EXPECT_NEAR(power(sw("0"), 2, 0), std::pow((1 - glass) / 2, 2), 1e-6);
  EXPECT_NEAR(power(sw("1"), 2, 0), std::pow((1 + crystal) / 2, 2), 1e-6);
  EXPECT_NEAR(power(sw("1"), 3, 0), std::pow((1 - crystal) / 2, 2), 1e-6);
}

TEST(PcmSwitch, HalfOfThePulseReachesTheFilm) {
  const auto absorbed = [](const char* type, const std::string& further) {
    return last(ask(device(type, further, kWritten), "pulse_train",
                    "start: crystalline, sequence: [{power: 10 uW, width: 20 ns, period: 100 ns}]"),
                "energy_absorbed");
  };
  // 2 dB/cm over half of the 49 um beside the film.
  const double arm = std::pow(10.0, -0.1 * 200 * 24.5e-6), all = absorbed("pcm_synapse", "");
  EXPECT_NEAR(absorbed("pcm_switch", ", input_coupling: 0.7") / all, 0.3 * arm, 1e-6);
  // With a film in each arm both take their part.
  EXPECT_NEAR(absorbed("pcm_switch", ", second_state: 1") / all, arm, 1e-6);
}

}  // namespace
}  // namespace verdet
