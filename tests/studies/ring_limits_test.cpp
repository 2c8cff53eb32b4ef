// Limits of the ring's equations of motion that have closed forms, and its bad input.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <complex>
#include <fstream>
#include <numbers>

#include "verdet/base/version.hpp"
#include "verdet/studies/run.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

using std::numbers::pi;
using Complex = std::complex<double>;

Table run_text(const std::string& text) {
  return run(parse_yaml(text, "spec.yaml"), {});
}
const std::vector<double>& column(const Table& table, const std::string& name) {
  return table.variable(name).values;
}

const std::string kLinear =
    "verdet: 1\ndevice: {type: microring, radius: 10 um, effective_index: 2.392894569, "
    "group_index: 4.2, "
    "loss: 3 dB/cm, through_coupling: 0.0396, drop_coupling: 0.02}\n";

// A pulse at time 0 puts i sqrt(g_1) sqrt(J)/sqrt(W s) into the ring; S is the Fourier transform of
// what leaves. Against the delay-line ring, which is another formula altogether.
TEST(LinearRing, ImpulseResponseIsTheSpectrum) {
  const double c = 299792458, length = 2 * pi * 10e-6, round_trip = 4.2 * length / c;
  const double g1 = -std::log(1 - 0.0396) / round_trip;
  // 0.2 ps steps over forty field lifetimes.
  const int samples = 20001;
  const double step = 0.02e-12 * 10;
  const Table table = run_text(
      kLinear +
      fmt::format(
          "experiment: {{type: transient, duration: {} s, samples: {}, "
          "initial: {{field_imag: {}}}, relative_tolerance: 1e-10, absolute_tolerance: 1e-4}}\n",
          step * (samples - 1), samples, std::sqrt(g1)));
  const Table spectrum = run_text(
      kLinear +
      "experiment: {type: spectrum, wavelength: {from: 1549.6 nm, to: 1550.4 nm, points: 41}}\n");
  const auto &re = column(table, "field_real"), &im = column(table, "field_imag");
  const auto& wavelengths = spectrum.axis("wavelength").values;
  for (std::size_t k = 0; k < wavelengths.size(); ++k) {
    const double omega = 2 * pi * c * (1 / wavelengths[k] - 1 / 1550e-9);
    Complex sum = 0;  // Simpson
    for (int i = 0; i < samples; ++i) {
      const double weight = i == 0 || i == samples - 1 ? 1 : (i % 2 ? 4 : 2);
      sum += weight * Complex(re[std::size_t(i)], im[std::size_t(i)]) *
             std::polar(1.0, omega * step * i);
    }
    const Complex through = 1.0 + Complex(0, std::sqrt(g1)) * sum * step / 3.0;
    // S is (wavelength, out, in) with ports in, through, add, drop.
    const double expected = std::pow(column(spectrum, "S_real")[k * 16 + 4], 2) +
                            std::pow(column(spectrum, "S_imag")[k * 16 + 4], 2);
    EXPECT_NEAR(std::norm(through), expected, 2e-3) << wavelengths[k];
  }
}

// Bogaerts2012: at the doublet's centre T = (b^2/(b^2 + g^2))^2, R = g^2 b^2/(g^2 + b^2)^2 for a
// critically coupled ring, g the total amplitude decay.
TEST(LinearRing, BackscatteringSplitsTheSteadyState) {
  const double c = 299792458, round_trip = 4.2 * 2 * pi * 10e-6 / c, lifetime = 100e-12;
  const double gamma = 1 / lifetime;  // (1/t_i + 1/t_c)/2
  for (const double ratio : {0.5, 1.0, 3.0}) {
    const double b = ratio * gamma;
    const Table table = run_text(fmt::format(
        "verdet: 1\ndevice: {{type: microring, radius: 10 um, effective_index: 2.4, group_index: "
        "4.2, "
        "resonance: {{wavelength: 1550 nm, intrinsic_photon_lifetime: 100 ps, "
        "coupling_photon_lifetime: 100 ps}}, backscattering: {}}}\n"
        "experiment: {{type: transient, duration: 5 ns, samples: 2, input: {{power: 1 mW}}, "
        "relative_tolerance: 1e-10}}\n",
        std::pow(b * round_trip, 2)));
    const double b2 = b * b, g2 = gamma * gamma;
    EXPECT_NEAR(column(table, "power_through")[1] / 1e-3, std::pow(b2 / (b2 + g2), 2), 1e-6);
    EXPECT_NEAR(column(table, "power_in")[1] / 1e-3, g2 * b2 / std::pow(g2 + b2, 2), 1e-6);
  }
}

// da/dt = [i(D - k|a|^2) - G/2] a: bistable only for |D| > sqrt(3)/2 G, first at U = G/(sqrt(3) k).
TEST(KerrRing, BecomesBistableAtTheKnownDetuning) {
  const double c = 299792458, total = 2 / 100e-12;
  const auto folds = [&](double detuning_over_g) {
    const Table table = run_text(fmt::format(
        "verdet: 1\ndevice: {{type: microring, radius: 10 um, effective_index: 2.4, group_index: "
        "4.2, "
        "resonance: {{wavelength: 1550 nm, intrinsic_photon_lifetime: 100 ps, "
        "coupling_photon_lifetime: 100 ps}}, nonlinear: {{index: 3.48, kerr: 4.5e-18 m^2/W, "
        "kerr_volume: 3 um^3, two_photon_absorption: 0 m/W, two_photon_volume: 3 um^3, "
        "carrier_volume: 3 um^3, heat_volume: 3 um^3, heated_loss: 0}}}}\n"
        "experiment: {{type: steady_states, input: {{frequency_detuning: {} Hz}}, "
        "along: {{power: {{from: 0.1 uW, to: 1 W}}}}}}\n",
        detuning_over_g * total / (2 * pi)));
    return column(*table.find_group("saddle_nodes"), "energy");
  };
  const double threshold = std::sqrt(3.0) / 2;
  EXPECT_TRUE(folds(-0.98 * threshold).empty());
  const std::vector<double> found = folds(-1.005 * threshold);
  ASSERT_EQ(found.size(), 2u);
  const double kerr = 2 * pi * c / 1550e-9 * 4.5e-18 * c / (3.48 * 3.48 * 3e-18);
  const double critical = total / (std::sqrt(3.0) * kerr);
  EXPECT_NEAR(0.5 * (found[0] + found[1]), critical, 0.02 * critical);
  EXPECT_TRUE(folds(+2 * threshold).empty())
      << "blue of the resonance the Kerr effect only detunes";
}

TEST(TransientInput, PulsesReachTheirPowerAndStepsTheirTime) {
  const Table table =
      run_text(kLinear +
               "experiment: {type: transient, duration: 10 ns, samples: 101, input: {power: 1 mW, "
               "detuning: 4 nm, "
               "pulses: {width: 2 ns, period: 4 ns, start: 1 ns, edge: 0.1 ns, count: 2}}}\n");
  const auto& through = column(table, "power_through");  // far off resonance all of it passes
  for (const int i : {5, 35, 45, 75, 95}) EXPECT_NEAR(through[i], 0, 1e-6) << i;
  for (const int i : {15, 25, 55, 65}) EXPECT_NEAR(through[i], 1e-3, 2e-6) << i;
}

// Lines of a comb on one port: in the dark ring's linear limit the power that leaves is that of the
// sum of the fields, whatever their number.
TEST(TransientInput, ManyCarriersAddTheirFields) {
  const int lines = 20;
  std::string carriers;
  for (int k = 1; k <= lines; ++k)
    carriers += fmt::format("{}{{power: 1 mW, detuning: {} pm}}", k > 1 ? ", " : "", 4000 + 10 * k);
  const Table table = run_text(kLinear +
                               "experiment: {type: transient, duration: 2 ns, samples: 201, "
                               "input: {power: 1 mW, detuning: 4 nm, carriers: [" +
                               carriers + "]}}\n");
  const auto& time = table.axis("time").values;
  const auto& through = column(table, "power_through");
  for (std::size_t i = 50; i < time.size(); i += 10) {
    Complex sum = 1;  // in units of sqrt(1 mW); frequencies against the first line
    for (int k = 1; k <= lines; ++k) {
      const double omega = 2 * pi * 299792458 * (1 / (1554e-9 + 10e-12 * k) - 1 / 1554e-9);
      sum += std::polar(1.0, -omega * time[i]);
    }
    EXPECT_NEAR(through[i] / 1e-3, std::norm(sum), 0.02 * lines * lines) << time[i];
  }
}

TEST(TransientInput, AWaveformFromATableIsFollowed) {
  const std::string path = testing::TempDir() + std::to_string(::getpid()) + "wave.h5";
  Table wave;
  wave.add_axis({"time", "s", "time", {0, 4e-9, 6e-9, 10e-9}, {}});
  wave.add("power", "W", {"time"}, {1e-3, 1e-3, 4e-3, 4e-3});
  wave.set("filetype", std::string("verdet-table"));
  wave.set("format_version", std::string(kFormatVersion));
  write_hdf5(wave, path);
  const Table table = run_text(kLinear +
                               "experiment: {type: transient, duration: 10 ns, samples: 11, input: "
                               "{detuning: 4 nm, waveform: {file: " +
                               path + "}}}\n");
  const auto& through = column(table, "power_through");  // far off resonance all of it passes
  EXPECT_NEAR(through[3], 1e-3, 2e-6);
  EXPECT_NEAR(through[5], std::pow(1.5, 2) * 1e-3, 1e-5);  // half way in amplitude
  EXPECT_NEAR(through[9], 4e-3, 8e-6);
}

std::string fault_of(const std::string& text) {
  try {
    run_text(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::string with_input(const std::string& input) {
  return kLinear + "experiment: {type: transient, duration: 10 ns, input: {" + input + "}}\n";
}

TEST(TransientInput, BadWaveformsAreNamedWithTheirLine) {
  const auto write = [](const std::string& rows) {
    const std::string path = testing::TempDir() + std::to_string(::getpid()) + "wave.csv";
    std::ofstream(path) << "time (ns),power (mW)\n" << rows;
    return with_input("waveform: {file: " + path + "}");
  };
  using testing::HasSubstr;
  EXPECT_THAT(fault_of(write("0,1\n1,nan\n2,1\n")), HasSubstr("wave.csv:3"));
  EXPECT_THAT(fault_of(write("0,1\n1,x\n2,1\n")), HasSubstr("wave.csv:3"));
  EXPECT_THAT(fault_of(write("0,1\n2,1\n1,1\n")), HasSubstr("runs backwards"));
  EXPECT_THAT(fault_of(write("0,1\n1,-1\n2,1\n")), HasSubstr("negative"));
  EXPECT_THAT(fault_of(write("0,1\n1,1\n2,1\n3,1\n20,1\n")), HasSubstr("gap"));
  EXPECT_THAT(fault_of(write("0,1\n1,1\n2,1\n")), HasSubstr("before the run's"));
  EXPECT_THAT(fault_of(with_input("waveform: {file: nowhere.csv}")), HasSubstr("cannot be read"));
  std::string good = "0,1\n5,1\n10,1\n";
  const std::string path = testing::TempDir() + std::to_string(::getpid()) + "wave.csv";
  std::ofstream(path) << "time (ns),power (mW)\n" << good;
  EXPECT_THAT(fault_of(with_input("waveform: {file: " + path + ", bandwidth: 1 GHz}")),
              HasSubstr("bandwidth"));
  EXPECT_EQ(fault_of(with_input("waveform: {file: " + path + "}")), "");
}

TEST(TransientInput, BadSettingsAreRefusedBeforeComputing) {
  using testing::HasSubstr;
  EXPECT_THAT(
      fault_of(
          "verdet: 1\ndevice: {preset: VanVaerenbergh2012, nonlinear: {carrier_lifetime: 0 s}}\n"
          "experiment: {type: transient, duration: 1 ns, input: {power: 1 mW}}\n"),
      HasSubstr("carrier_lifetime"));
  EXPECT_THAT(fault_of(with_input("power: 1 mW, detuning: 1 pm, wavelength: 1550 nm")),
              HasSubstr("give one of"));
  EXPECT_THAT(fault_of(with_input("detuning: 1 pm")), HasSubstr("power"));
  EXPECT_THAT(fault_of(with_input("power: 1 mW, port: dropp")), HasSubstr("port"));
  EXPECT_THAT(
      fault_of(kLinear + "experiment: {type: transient, duration: 1 ns, observe: [perod]}\n"),
      HasSubstr("did you mean 'period'"));
  EXPECT_THAT(
      fault_of(
          kLinear +
          "experiment: {type: transient, duration: 1 ns, initial: {carrier_density: -1 m^-3}}\n"),
      HasSubstr("negative"));
  EXPECT_THAT(
      fault_of(kLinear +
               "experiment: {type: transient, duration: 1 ns, relative_tolerance: 1e-15}\n"),
      HasSubstr("relative_tolerance"));
}

}  // namespace
}  // namespace verdet
