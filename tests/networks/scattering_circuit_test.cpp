// Joined ports against devices that are solved as a whole, and against sums of two waves.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "verdet/devices/coupler/coupler.hpp"
#include "verdet/devices/fabry_perot/fabry_perot.hpp"
#include "verdet/devices/microring/microring.hpp"
#include "verdet/devices/registry.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/networks/circuit.hpp"

namespace verdet {
namespace {

using Amplitude = std::complex<double>;
using Parts = std::vector<std::pair<std::string, std::unique_ptr<Device>>>;

const MaterialLibrary kMaterials;
const Context kContext;
constexpr double kIndex = 2.4, kGroup = 4.2, kLoss = 500;  // 1/m

template <class D>
std::unique_ptr<Device> make(const ParametersOf<D, double>& p) {
  return std::make_unique<ModelDevice<D>>(p, Environment{kMaterials, kContext});
}

/// Crosses over the power `share` in 1 um.
std::unique_ptr<Device> coupler(double share, double loss = 0) {
  CouplerParameters<double> p;
  p.length = 1e-6;
  p.coupling = std::asin(std::sqrt(share)) / p.length;
  p.effective_index = kIndex;
  p.group_index = kGroup;
  p.loss = loss;
  return make<Coupler>(p);
}

std::unique_ptr<Device> guide(double length, double loss, double mirrors = 0) {
  FabryPerotParameters<double> p;
  p.length = length;
  p.effective_index = kIndex;
  p.group_index = kGroup;
  p.loss = loss;
  p.left_reflectance = p.right_reflectance = mirrors;
  return make<FabryPerot>(p);
}

std::unique_ptr<Device> join(Parts parts, const std::string& wiring) {
  std::vector<std::string> names;
  for (const auto& part : parts) names.push_back(part.first);
  std::vector<Fault> faults;
  const Wiring wires = read_wiring(parse_yaml(wiring), names, faults);
  if (!faults.empty()) throw InputError(faults);
  return make_circuit(std::move(parts), wires);
}

Amplitude amplitude(const Device& device, std::size_t out, std::size_t in, double wavelength) {
  const auto& s = offer<Scattering>(device);
  std::vector<double> real(s.amplitude_count()), imag(real.size());
  s.amplitudes({&wavelength, 1}, real, imag);
  const int which = s.pattern()[out * s.ports().size() + in];
  if (which < 0) return 0;
  return {real[static_cast<std::size_t>(which)], imag[static_cast<std::size_t>(which)]};
}

std::unique_ptr<Device> loop(double share, double loss) {
  Parts parts;
  parts.emplace_back("bus", coupler(share, loss));
  parts.emplace_back("arc", guide(99e-6, loss));
  return join(std::move(parts),
              "{connections: [[bus.out2, arc.left], [arc.right, bus.in2]], ports: {in: bus.in1, "
              "through: bus.out1}}");
}

TEST(ScatteringCircuit, ACouplerClosedByAGuideIsARing) {
  MicroringParameters<double> p;
  p.radius = 100e-6 / (2 * M_PI);
  p.effective_index = kIndex;
  p.group_index = kGroup;
  p.through_coupling = 0.2;
  p.loss = kLoss;
  const auto ring = make<Microring>(p);
  const auto circuit = loop(0.2, kLoss);
  // The bus is as long as the coupler and as lossy, the microring's bus is a point.
  const double bus = std::exp(-kLoss * 1e-6);
  double lowest = 1;
  for (int i = 0; i <= 60; ++i) {
    const double wavelength = 1548e-9 + i * 0.1e-9;
    const double through = std::norm(amplitude(*circuit, 1, 0, wavelength));
    EXPECT_NEAR(through, bus * std::norm(amplitude(*ring, 1, 0, wavelength)), 1e-9) << wavelength;
    EXPECT_NEAR(std::abs(amplitude(*circuit, 0, 1, wavelength)), std::sqrt(through), 1e-12);
    lowest = std::min(lowest, through);
  }
  EXPECT_LT(lowest, 0.5);
}

TEST(ScatteringCircuit, TwoCouplersMakeAnInterferometer) {
  Parts parts;
  parts.emplace_back("first", coupler(0.5));
  parts.emplace_back("arm", guide(30e-6, kLoss));
  parts.emplace_back("second", coupler(0.5));
  const auto circuit = join(
      std::move(parts),
      "{connections: [[first.out1, arm.left], [second.in1, arm.right], [first.out2, second.in2]], "
      "ports: {in1: first.in1, in2: first.in2, out1: second.out1, out2: second.out2}}");
  const double a = std::exp(-0.5 * kLoss * 30e-6);
  for (const double wavelength : {1550e-9, 1552e-9, 1561e-9}) {
    // n_eff of constant group index.
    const double n = kIndex + (kIndex - kGroup) * (wavelength / 1550e-9 - 1);
    const Amplitude arm = std::polar(a, 2 * M_PI * n * 30e-6 / wavelength);
    EXPECT_NEAR(std::norm(amplitude(*circuit, 2, 0, wavelength)), std::norm((arm - 1.0) / 2.0),
                1e-9);
    EXPECT_NEAR(std::norm(amplitude(*circuit, 3, 0, wavelength)), std::norm((arm + 1.0) / 2.0),
                1e-9);
    EXPECT_EQ(amplitude(*circuit, 1, 0, wavelength), Amplitude(0));
  }
}

// Reflections are followed as well: two guides with mirrors in a row, the light between them summed
// by hand.
TEST(ScatteringCircuit, FollowsReflections) {
  Parts parts;
  parts.emplace_back("a", guide(40e-6, kLoss, 0.3));
  parts.emplace_back("b", guide(70e-6, 0, 0.5));
  const auto circuit =
      join(std::move(parts), "{connections: [[b.left, a.right]], ports: {l: a.left, r: b.right}}");
  const auto a = guide(40e-6, kLoss, 0.3), b = guide(70e-6, 0, 0.5);
  for (const double wavelength : {1549e-9, 1550.3e-9}) {
    const auto at = [&](const auto& d, std::size_t o, std::size_t i) {
      return amplitude(*d, o, i, wavelength);
    };
    Amplitude between = at(a, 1, 0), right = 0, left = at(a, 0, 0);
    for (int i = 0; i < 400; ++i) {
      right += at(b, 1, 0) * between;
      left += at(a, 0, 1) * at(b, 0, 0) * between;
      between *= at(b, 0, 0) * at(a, 1, 1);
    }
    EXPECT_NEAR(std::abs(amplitude(*circuit, 1, 0, wavelength) - right), 0, 1e-12);
    EXPECT_NEAR(std::abs(amplitude(*circuit, 0, 0, wavelength) - left), 0, 1e-12);
  }
}

TEST(ScatteringCircuit, KnowsItsSlopes) {
  const double wavelength = 1550.2e-9, step = 1e-3;
  const auto circuit = loop(0.2, kLoss);
  std::vector<double> real(4), imag(4);
  offer<Scattering>(*circuit).amplitude_derivatives({&wavelength, 1}, "arc.loss", real, imag);
  const auto through = [&](double loss) {
    Parts parts;
    parts.emplace_back("bus", coupler(0.2, kLoss));
    parts.emplace_back("arc", guide(99e-6, loss));
    const auto moved = join(std::move(parts),
                            "{connections: [[bus.out2, arc.left], [arc.right, bus.in2]], ports: "
                            "{in: bus.in1, through: bus.out1}}");
    return amplitude(*moved, 1, 0, wavelength);
  };
  const Amplitude slope = (through(kLoss + step) - through(kLoss - step)) / (2 * step);
  EXPECT_NEAR(real[2] / slope.real(), 1, 1e-6);
  EXPECT_NEAR(imag[2] / slope.imag(), 1, 1e-6);
}

TEST(ScatteringCircuit, RefusesWhatCannotBeJoined) {
  const auto message = [](const std::string& wiring) -> std::string {
    Parts parts;
    parts.emplace_back("a", guide(1e-6, 0));
    parts.emplace_back("b", guide(1e-6, 0));
    try {
      join(std::move(parts), wiring);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message("{connections: [[a.right, b.left], [a.right, b.right]], ports: {in: a.left}}")
                .find("a.right is used twice"),
            std::string::npos);
  EXPECT_NE(message("{connections: [[a.rigt, b.left]], ports: {in: a.left}}").find("right"),
            std::string::npos);
  // A closed loop that loses nothing, at its resonance.
  Parts parts;
  parts.emplace_back("a", guide(1550e-9 / kIndex, 0));
  parts.emplace_back("b", guide(1e-6, 0));
  const auto closed =
      join(std::move(parts), "{connections: [[a.right, a.left]], ports: {l: b.left, r: b.right}}");
  EXPECT_THROW(amplitude(*closed, 1, 0, 1550e-9), DomainError);
}

}  // namespace
}  // namespace verdet
