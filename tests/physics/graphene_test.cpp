// Conductivity and carriers of graphene against published numbers, limits, and direct quadrature.
#include "verdet/base/dual.hpp"
#include "verdet/physics/sheet/dirac_carriers.hpp"
#include "verdet/physics/sheet/kubo.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <functional>

namespace verdet::physics {
namespace {

constexpr double kElectronvolt = 1.602176634e-19;
constexpr double kSigma0 = 6.08534e-5;  // S, as published

// 1.55 um in eV, spelled out so that it shares no constant with the code.
constexpr double kTelecom = 0.799898;

KuboState<double> state(double photon, double mu, double kelvin, double broadening = 0) {
  return {photon * kElectronvolt, mu * kElectronvolt, kelvin, 100e-15, broadening * kElectronvolt};
}

struct Spot {
  double mu, re, im;
};

TEST(Kubo, InterbandGivesThePublishedNumbersAtTelecom) {
  for (const Spot& known : {Spot{0.2, 0.9996, -0.3590},
                            {0.35, 0.8735, -0.9245},
                            {0.40, 0.4995, -1.1319},
                            {0.45, 0.1261, -0.9639},
                            {0.6, 0.0004, -0.5221}}) {
    const auto sigma = interband_conductivity(state(kTelecom, known.mu, 300));
    EXPECT_NEAR(sigma.re / kSigma0, known.re, 1.5e-4) << known.mu;
    EXPECT_NEAR(sigma.im / kSigma0, known.im, 1.5e-4) << known.mu;
  }
}

TEST(Kubo, IntrabandGivesThePublishedNumbersAtTelecom) {
  const auto sigma = intraband_conductivity(state(kTelecom, 0.4, 300));
  EXPECT_NEAR(sigma.re / kSigma0, 0.00524, 1e-5);
  EXPECT_NEAR(sigma.im / kSigma0, 0.6367, 1e-4);
}

double simpson(const std::function<double(double)>& f, double a, double b, int intervals) {
  const double h = (b - a) / intervals;
  double sum = f(a) + f(b);
  for (int i = 1; i < intervals; ++i) sum += (i % 2 ? 4 : 2) * f(a + i * h);
  return sum * h / 3;
}

// The defining principal value, with the singularity removed, by Simpson's rule in eV.
std::complex<double> direct(double x, double mu, double kelvin) {
  const double kt = 8.617333262e-5 * kelvin;
  const auto g = [&](double e) {
    return 0.5 * (std::tanh((e + mu) / (2 * kt)) + std::tanh((e - mu) / (2 * kt)));
  };
  const double b = x / 2, at = g(b);
  const auto f = [&](double e) {
    const double d = x * x - 4 * e * e;
    if (std::abs(e - b) > 1e-5 * b) return (g(e) - at) / d;
    const double h = 1e-4 * b;  // slope of g over the slope of the denominator
    return (g(b + h) - g(b - h)) / (2 * h) / (-8 * b);
  };
  const double top = 60;
  const double inner =
      simpson(f, 0, b, 40000) + simpson(f, b, 2, 80000) + simpson(f, 2, top, 40000);
  const double beyond = (1 - at) / (4 * x) * std::log((2 * top - x) / (2 * top + x));
  return {at, 4 * x / M_PI * (inner + beyond)};
}

struct Case {
  double x, mu, kelvin;
};

TEST(Kubo, InterbandIsThePrincipalValueIntegralEverywhere) {
  for (const Case& c : {Case{0.8, 0.4, 300},
                        {0.8, 0.2, 300},
                        {0.8, 0.12, 300},
                        {0.8, 0.1, 300},
                        {0.8, 0.05, 300},
                        {0.8, 0.0, 300},
                        {0.3, 0.1, 300},
                        {0.1, 0.05, 300},
                        {0.8, 0.3, 2000},
                        {0.8, 0.8, 2000},
                        {1.6, 0.4, 1000}}) {
    const auto sigma = interband_conductivity(state(c.x, c.mu, c.kelvin));
    const auto expected = direct(c.x, c.mu, c.kelvin);
    EXPECT_NEAR(sigma.re / kUniversalConductivity, expected.real(), 1e-9)
        << c.mu << " " << c.kelvin;
    EXPECT_NEAR(sigma.im / kUniversalConductivity, expected.imag(), 2e-7)
        << c.mu << " " << c.kelvin;
  }
}

TEST(Kubo, TheTwoWaysToTheThermalPartAgree) {
  for (const double mu : {4.5, 6.0, 9.0, 15.0})
    for (const double x : {2.0, 10.0, 31.0, 80.0}) {
      const auto series = thermal_series(x, mu);
      const auto integral = thermal_integral(x, mu, 0.0);
      EXPECT_NEAR(series.re, integral.re, 1e-12);
      EXPECT_NEAR(series.im, integral.im, 1e-9) << mu << " " << x;
    }
}

TEST(Kubo, AColdBroadenedSheetFollowsHansonsLogarithm) {
  // bib: Hanson2008, eq. 4, exp(-i omega t): (i e^2/4 pi hbar) ln[(2 mu - x')/(2 mu + x')].
  for (const double x : {0.3, 0.6, 1.0}) {
    const std::complex<double> z(x, 0.02);
    const std::complex<double> i(0, 1);
    const auto expected = i / M_PI * std::log((0.8 - z) / (0.8 + z));
    const auto sigma = interband_conductivity(state(x, 0.4, 2, 0.02));
    EXPECT_NEAR(sigma.re / kUniversalConductivity, expected.real(), 1e-5) << x;
    EXPECT_NEAR(sigma.im / kUniversalConductivity, expected.imag(), 1e-5) << x;
  }
}

TEST(Kubo, BroadeningGoesToTheCollisionlessLimit) {
  for (const double mu : {0.0, 0.08, 0.3}) {
    const auto sharp = interband_conductivity(state(0.8, mu, 300));
    const auto nearly = interband_conductivity(state(0.8, mu, 300, 1e-7));
    EXPECT_NEAR(nearly.re / sharp.re, 1, 1e-5) << mu;
    EXPECT_NEAR(nearly.im / kSigma0, sharp.im / kSigma0, 1e-5) << mu;
  }
}

TEST(Kubo, AScatteringTimeChangesTheIntrabandPartAlone) {
  KuboState<double> clean = state(0.8, 0.4, 300), dirty = clean;
  dirty.scattering_time = 10e-15;
  EXPECT_EQ(interband_conductivity(clean).re, interband_conductivity(dirty).re);
  EXPECT_GT(intraband_conductivity(dirty).re, 5 * intraband_conductivity(clean).re);
}

TEST(Kubo, UndopedSheetAbsorbsTheUniversalShare) {
  // pi alpha = 0.0229253 of the light, as sigma Z_0.
  const auto sigma = interband_conductivity(state(2.0, 0, 300));
  EXPECT_NEAR(sigma.re * 376.730313668, 0.0229253, 1e-7);
}

TEST(Kubo, TheClosedFormInWideUseIsOffByTheKnownAmount) {
  const double mu = 0.4, x = kTelecom, kt = 8.617333262e-5 * 300;
  const double usual =
      -std::log((x + 2 * mu) * (x + 2 * mu) / ((x - 2 * mu) * (x - 2 * mu) + 4 * kt * kt)) /
      (2 * M_PI);
  const double exact = interband_conductivity(state(x, mu, 300)).im / kUniversalConductivity;
  EXPECT_GT(std::abs(usual / exact - 1), 0.03);
  EXPECT_LT(std::abs(usual / exact - 1), 0.12);
}

TEST(Kubo, DerivativesAreExact) {
  using D = Dual<double, 2>;
  for (const double mu : {0.05, 0.2, 0.4}) {
    const auto at = [&](double m, double t) { return kubo_conductivity(state(0.8, m, t)); };
    KuboState<D> s{D(0.8 * kElectronvolt), D::variable(mu * kElectronvolt, 0), D::variable(300, 1),
                   D(100e-15), D(0.0)};
    const auto sigma = kubo_conductivity(s);
    const double h = 1e-5;
    const auto slope = (1 / (2 * h)) * (at(mu + h, 300) - at(mu - h, 300));
    EXPECT_NEAR(sigma.im.grad[0] * kElectronvolt / slope.im, 1, 1e-5) << mu;
    const auto warm = (1 / (2e-2)) * (at(mu, 300.01) - at(mu, 299.99));
    const double per_kelvin = 1e-7 * kSigma0;  // of the differences' own rounding
    EXPECT_NEAR(sigma.im.grad[1], warm.im, per_kelvin) << mu;
    EXPECT_NEAR(sigma.re.grad[1], warm.re, per_kelvin) << mu;
  }
}

TEST(Digamma, GivesKnownValues) {
  // psi(1) = -gamma, psi(1/2) = -gamma - 2 ln 2, Im psi(1/2 + iy) = (pi/2) tanh(pi y).
  EXPECT_NEAR(digamma(Complex<double>(1.0)).re, -0.57721566490153286, 1e-13);
  EXPECT_NEAR(digamma(Complex<double>(0.5)).re, -1.9635100260214235, 1e-13);
  for (const double y : {0.01, 0.5, 2.0, 9.0, 100.0})
    EXPECT_NEAR(digamma(Complex<double>{0.5, y}).im, M_PI / 2 * std::tanh(M_PI * y), 1e-13) << y;
}

TEST(DiracCarriers, FollowTheColdLimitAndPublishedLevels) {
  // mu = hbar v sqrt(pi n): .1167, .2609, .3689 eV at 1e12, 5e12, 1e13 cm^-2.
  for (const auto& [density, ev] : {std::pair{1e16, 0.1167}, {5e16, 0.2609}, {1e17, 0.3689}})
    EXPECT_NEAR(fermi_level_of(density, 1) / kElectronvolt, ev, 1e-4);
  EXPECT_NEAR(net_density(0.3689 * kElectronvolt, 1), 1e17, 1e14);
  EXPECT_EQ(net_density(0, 300), 0);
  EXPECT_NEAR(fermi_level_of(net_density(-0.02 * kElectronvolt, 300), 300) / kElectronvolt, -0.02,
              1e-12);
}

TEST(DiracCarriers, QuantumCapacitanceGivesPublishedNumbers) {
  for (const auto& [volt, expected] : {std::pair{0.0, 0.844}, {0.1, 2.379}, {0.2, 4.709}})
    EXPECT_NEAR(quantum_capacitance(volt * kElectronvolt, 300) * 100, expected, 1.5e-3);
  const double h = 1e-6 * kElectronvolt, mu = 0.07 * kElectronvolt;
  const double slope = (net_density(mu + h, 300) - net_density(mu - h, 300)) / (2 * h);
  EXPECT_NEAR(quantum_capacitance(mu, 300) / (kElectronvolt * kElectronvolt * slope), 1, 1e-8);
}

TEST(DiracCarriers, AGateBalancesItsVoltage) {
  const Gate gate{.capacitance = 8.8541878128e-12 * 3.9 / 90e-9, .neutral_voltage = 2};
  for (const double voltage : {-20.0, 2.0, 2.001, 30.0}) {
    const double mu = gated_fermi_level(gate, voltage, 300);
    const double back =
        mu / kElectronvolt + kElectronvolt * net_density(mu, 300) / gate.capacitance;
    EXPECT_NEAR(back, voltage - 2, 1e-9) << voltage;
  }
  Gate dirty = gate;
  dirty.residual_density = 5e15;
  EXPECT_GT(gated_fermi_level(dirty, 2.0, 300), 0.05 * kElectronvolt);
  EXPECT_NEAR(gated_fermi_level(dirty, 80, 300) / gated_fermi_level(gate, 80, 300), 1, 0.01);
}

TEST(DiracCarriers, MobilityGivesTheScatteringTime) {
  EXPECT_NEAR(scattering_time_of(0.2, 0.3 * kElectronvolt), 60e-15, 1e-17);
  EXPECT_NEAR(scattering_time_of(1.0, 0.3 * kElectronvolt), 300e-15, 1e-17);
}

TEST(DiracCarriers, HotCarriersBleachTheAbsorption) {
  // A doped sheet just below its blocking edge: at constant density, hot carriers let it absorb;
  // above the edge they block it.
  const double density = net_density(0.45 * kElectronvolt, 300);
  const auto absorption = [&](double photon, double kelvin) {
    const double mu = fermi_level_of(density, kelvin);
    return interband_conductivity(
               KuboState<double>{photon * kElectronvolt, mu, kelvin, 100e-15, 0.0})
        .re;
  };
  EXPECT_GT(absorption(0.8, 2000), 2 * absorption(0.8, 300));
  EXPECT_LT(absorption(1.2, 2000), 0.95 * absorption(1.2, 300));
}

}  // namespace
}  // namespace verdet::physics
