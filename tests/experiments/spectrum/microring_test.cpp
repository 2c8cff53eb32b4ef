// The linear microring against the closed forms of Bogaerts2012 and the coupled-mode doublet,
// written here with std::complex and exp(+i omega t) where the implementation uses exp(-i omega t).
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "verdet/devices/microring/microring.hpp"
#include "verdet/devices/registry.hpp"
#include "verdet/experiments/spectrum/resonances.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

using std::numbers::pi;
const MaterialLibrary kMaterials;
const Context kContext;

MicroringParameters<double> reference_ring() {
  MicroringParameters<double> p;
  p.radius = 10e-6;
  p.effective_index = 2.4;
  p.group_index = 4.2;
  p.loss = std::log(10.0) / 10 * 3 / 0.01;
  p.through_coupling = 1 - 0.95 * 0.95;
  p.drop_coupling = 1 - 0.95 * 0.95;
  return p;
}

struct Ring {
  explicit Ring(const MicroringParameters<double>& p) : device(p, {kMaterials, kContext}) {}
  std::complex<double> s(std::size_t out, std::size_t in, double wavelength) const {
    std::vector<double> re(device.amplitude_count()), im(re.size());
    device.amplitudes({&wavelength, 1}, re, im);
    const int k = device.pattern()[out * device.ports().size() + in];
    return k < 0 ? 0.0
                 : std::complex<double>(re[static_cast<std::size_t>(k)],
                                        im[static_cast<std::size_t>(k)]);
  }
  ModelDevice<Microring> device;
};

TEST(Microring, AddDropTransmissionIsBogaerts) {
  const Ring ring(reference_ring());
  const double length = 2 * pi * 10e-6, a = std::pow(10.0, -0.3 * length / 0.01 / 2), r = 0.95;
  EXPECT_NEAR(a, 0.997832, 1e-6);
  for (int i = 0; i < 500; ++i) {
    const double wavelength = 1.54e-6 + i * 40e-12;
    const double n = 2.4 - (4.2 - 2.4) / 1.55e-6 * (wavelength - 1.55e-6);
    const double f = 2 * pi * n * length / wavelength;
    const double denominator = 1 - 2 * r * r * a * std::cos(f) + std::pow(r * r * a, 2);
    const double through = (r * r * a * a - 2 * r * r * a * std::cos(f) + r * r) / denominator;
    const double drop = std::pow(1 - r * r, 2) * a / denominator;
    EXPECT_NEAR(std::norm(ring.s(1, 0, wavelength)), through, 1e-11);
    EXPECT_NEAR(std::norm(ring.s(3, 0, wavelength)), drop, 1e-11);
  }
}

TEST(Microring, ResonancesHaveTheTabulatedFigures) {
  // Bogaerts2012: FSR 9.10404 nm, FWHM 303.71 pm, Q 5103.5, T_d,max 0.95896, T_p,min 4.2876e-4 for
  // a ring at resonance at 1550 nm; the measured width is the exact one, 2/pi asin of the finesse
  // formula's argument, 4.6e-4 above it.
  auto p = reference_ring();
  const double length = 2 * pi * 10e-6;
  p.effective_index = std::round(2.4 * length / 1.55e-6) * 1.55e-6 / length;
  const Ring ring(p);
  const auto list = measure_resonances(ring.device, ring.device, 1.549e-6, 1.551e-6, kContext);
  ASSERT_EQ(list.size(), 1u);
  const Resonance& r = list[0];
  EXPECT_NEAR(r.wavelength, 1.55e-6, 1e-15);
  EXPECT_NEAR(r.fsr, 9.10404e-9, 1e-14);
  EXPECT_NEAR(r.fwhm / 303.71e-12, 1, 6e-4);
  EXPECT_NEAR(r.q / 5103.5, 1, 6e-4);
  EXPECT_NEAR(r.finesse, r.fsr / r.fwhm, 1e-9);
  EXPECT_NEAR(std::norm(ring.s(3, 0, 1.55e-6)), 0.95896, 1e-5);
  EXPECT_NEAR(std::norm(ring.s(1, 0, 1.55e-6)), 4.2876e-4, 1e-8);
}

TEST(Microring, CriticalCouplingExtinguishes) {
  auto p = reference_ring();
  p.drop_coupling.reset();
  const double a = std::exp(-0.5 * p.loss * 2 * pi * p.radius);
  p.through_coupling = 1 - a * a;
  const Ring ring(p);
  const auto list = measure_resonances(ring.device, ring.device, 1.54e-6, 1.56e-6, kContext);
  ASSERT_GE(list.size(), 2u);
  for (const Resonance& r : list) {
    EXPECT_LT(std::norm(ring.s(1, 0, r.wavelength)), 1e-10);
    // 12.578 pm at 1550 nm, proportional to wavelength^2.
    EXPECT_NEAR(r.fwhm / (12.578e-12 * std::pow(r.wavelength / 1.55e-6, 2)), 1, 1e-3);
  }
}

TEST(Microring, PassesEnergyOnWhenLossless) {
  auto p = reference_ring();
  p.loss = 0;
  p.backscattering = 1e-4;
  const Ring ring(p);
  for (int i = 0; i < 200; ++i) {
    const double wavelength = 1.55e-6 + i * 50e-12;
    for (std::size_t in = 0; in < 4; ++in) {
      double sum = 0;
      for (std::size_t out = 0; out < 4; ++out) sum += std::norm(ring.s(out, in, wavelength));
      EXPECT_NEAR(sum, 1, 1e-11);
    }
  }
}

// All light passes: power shows no resonance, and no width is made up from rounding.
TEST(Microring, WithoutLossThereIsNoDipToMeasure) {
  MicroringParameters<double> p;
  p.effective_index = 2.4;
  p.group_index = 4.2;
  p.through_coupling = 0.1;
  p.loss = 0;
  const Ring ring(p);
  const auto list = measure_resonances(ring.device, ring.device, 1.54e-6, 1.56e-6, kContext);
  ASSERT_FALSE(list.empty());
  for (const Resonance& r : list) {
    EXPECT_TRUE(std::isnan(r.fwhm) && std::isnan(r.q) && std::isnan(r.finesse));
    EXPECT_NEAR(r.extinction, 1, 1e-12);
    EXPECT_GT(r.fsr, 0);
    const double index = 2.4 - 1.8 * (r.wavelength / 1.55e-6 - 1);
    EXPECT_NEAR(std::remainder(index * 2 * pi * p.radius / r.wavelength, 1), 0, 1e-9);
  }
}

// s_out/s = 1 - gamma (gamma + i D)/((gamma + i D)^2 + b^2) at critical coupling, b = sqrt(R)
// c/(n_g L).
TEST(Microring, BackscatteringIsTheCoupledModeDoublet) {
  auto p = reference_ring();
  p.drop_coupling.reset();
  p.loss = 20;
  const double length = 2 * pi * p.radius, c = 299792458.0;
  const double a = std::exp(-0.5 * p.loss * length);
  p.through_coupling = 1 - a * a;
  p.backscattering = 4e-6;
  const Ring ring(p);
  const double rate = c / (4.2 * length);
  const double gamma = (p.loss * length + -std::log(1 - *p.through_coupling)) * rate / 2;
  const double b = std::sqrt(4e-6) * rate;
  ASSERT_GT(b, gamma) << "the doublet must be resolved";
  const double resonance = ring.device.resonance_wavelengths(1.545e-6, 1.555e-6).at(0);
  for (int i = -20; i <= 20; ++i) {
    const double detuning = i * b / 8;
    const double wavelength = 2 * pi * c / (2 * pi * c / resonance + detuning);
    const std::complex<double> g(gamma, detuning);
    EXPECT_NEAR(std::norm(ring.s(1, 0, wavelength)), std::norm(1.0 - gamma * g / (g * g + b * b)),
                1e-3);
    EXPECT_NEAR(std::norm(ring.s(0, 0, wavelength)), std::norm(gamma * b / (g * g + b * b)), 1e-3);
  }
}

TEST(Microring, PhaseGrowsWithFrequency) {
  auto p = reference_ring();
  p.drop_coupling.reset();
  p.loss = 0;
  const Ring ring(p);
  const double step = 1e-13;
  for (const double wavelength : {1.543e-6, 1.55e-6, 1.5571e-6}) {
    const auto low = ring.s(1, 0, wavelength + step), high = ring.s(1, 0, wavelength);
    EXPECT_GT(std::arg(high / low), 0);
  }
}

TEST(Microring, ParameterDerivativesAgreeWithDifferences) {
  const auto p = reference_ring();
  const Ring ring(p);
  const std::vector<double> wavelengths = {1.5432e-6, 1.5437e-6, 1.55e-6};
  for (const std::string path : {"radius", "loss", "through_coupling", "effective_index"}) {
    std::vector<double> re(ring.device.amplitude_count() * 3), im(re.size());
    ring.device.amplitude_derivatives(wavelengths, path, re, im);
    const auto moved = [&](double factor) {
      ParameterSet set = ParameterSet::of(p);
      for (const Leaf& leaf : set.leaves())
        if (leaf.path == path) *leaf.value *= factor;
      const Ring other(set.as<MicroringParameters<double>>());
      std::vector<double> a(re.size()), b(re.size());
      other.device.amplitudes(wavelengths, a, b);
      return a;
    };
    double value = 0;
    ParameterSet set = ParameterSet::of(p);
    for (const Leaf& leaf : set.leaves())
      if (leaf.path == path) value = *leaf.value;
    const double h = 1e-7;
    const auto up = moved(1 + h), down = moved(1 - h);
    for (std::size_t i = 0; i < 3; ++i) {
      const double difference = (up[i] - down[i]) / (2 * h * value);
      EXPECT_NEAR(re[i], difference, 2e-5 * std::abs(difference) + 1e-4 / value * 1e-3) << path;
    }
  }
}

TEST(Microring, HeatShiftsItRedByTheCoreMaterial) {
  auto p = reference_ring();
  const auto cold = Ring(p).device.resonance_wavelengths(1.545e-6, 1.556e-6).at(0);
  p.temperature = 310;
  const auto warm = Ring(p).device.resonance_wavelengths(1.545e-6, 1.556e-6).at(0);
  // dlambda = lambda dn/n_g with dn/dT of silicon 1.8e-4 .. 1.95e-4 per K (Li1980, Frey2006).
  const double per_kelvin = (warm - cold) / 10;
  EXPECT_GT(per_kelvin, 1.55e-6 * 1.75e-4 / 4.2);
  EXPECT_LT(per_kelvin, 1.55e-6 * 2.0e-4 / 4.2);
}

}  // namespace
}  // namespace verdet
