// Materials whose index free carriers are part of: conductors by electron density, gated layers.
#include "verdet/base/dual.hpp"
#include "verdet/materials/library.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace verdet {
namespace {

constexpr double kElectronvolt = 1.602176634e-19;
constexpr double kPerCubicCentimetre = 1e6, kPerSquareCentimetre = 1e4;

Material find(const std::string& spec) {
  return MaterialLibrary().find(parse_yaml(spec));
}

double wavelength_of(double electronvolts) {
  return 1.239841984e-6 / electronvolts;
}

TEST(DrudeElectrons, GiveThePublishedPermittivityOfTinDopedIndiumOxide) {
  // Values of eps_inf 3.9, m* 0.35 and 30 cm^2/(V s) at 1.55 um in common use for modulators.
  const physics::DrudeElectrons law{3.9, 0.35, 30e-4};
  const double photon = 1.239841984 / 1.55 * kElectronvolt;
  const Complex<double> eps = law(photon, 1e21 * kPerCubicCentimetre);
  EXPECT_NEAR(eps.re, -2.14, 0.01);
  EXPECT_NEAR(eps.im, 0.83, 0.01);
  EXPECT_GT(law(photon, 6.4e20 * kPerCubicCentimetre).re, 0);
  EXPECT_LT(law(photon, 6.6e20 * kPerCubicCentimetre).re, 0);
}

TEST(DrudeElectrons, BecomeTheChangeOfIndexOfFewCarriers) {
  const physics::DrudeElectrons law{9.0, 0.3, 0.1};
  const physics::DrudeCarriers linear{3.0, 0.3, 1, 0.1, 1};
  const double wavelength = 1.55e-6, photon = physics::photon_energy(wavelength);
  const double few = 1e16 * kPerCubicCentimetre;
  const auto index = physics::index_of_permittivity(law(photon, few));
  const auto effect = linear(wavelength, few, 0.0);
  // The linear law leaves out 1/(1 + (gamma/omega)^2), which is 2e-5 off 1 here.
  EXPECT_NEAR((index.re - 3) / effect.index, 1, 1e-4);
  EXPECT_NEAR(index.im / physics::extinction_of(effect.absorption, wavelength), 1, 1e-4);
}

TEST(DrudeElectrons, ComeCloseToAMeasuredFilm) {
  // The density at which the real parts agree at 1.55 um, where Minenkov measured 0.224 + 1.43i.
  const Material model = find("ITO/Chen2010");
  const auto measured = find("ITO/Minenkov2024-glass").index(1.55e-6);
  const double wanted = (measured * measured).real();
  double low = 1e26, high = 2e27;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    const auto n = model.index(1.55e-6, {.electrons = middle});
    ((n * n).real() > wanted ? low : high) = middle;
  }
  EXPECT_NEAR(low, 9.5e26, 1.5e26);  // "60 ohm per square at 110 nm" is of this order
  const auto n = model.index(1.55e-6, {.electrons = low});
  EXPECT_NEAR((n * n).imag() / (measured * measured).imag(), 1.0, 0.4);
}

TEST(DrudeElectrons, AddADriveToTheDensityOfTheFilm) {
  const Material film = find("{material: ITO/Chen2010, electrons: 3e20 cm^-3}");
  EXPECT_EQ(film.index(1.55e-6, {.electrons = 2e26}),
            find("ITO/Chen2010").index(1.55e-6, {.electrons = 5e26}));
}

TEST(CarrierIndex, RefusesCarriersThatItsLawDoesNotKnow) {
  const Conditions sheet{.sheet_density = 1e16};
  EXPECT_THROW(find("Si").index(1.55e-6, sheet), InputError);
  EXPECT_THROW(find("SiO2").index(1.55e-6, sheet), InputError);
  EXPECT_THROW(find("ITO/Chen2010").index(1.55e-6, sheet), InputError);
  EXPECT_THROW(find("ITO/Chen2010").index(1.55e-6, {.holes = 1e24}), InputError);
  EXPECT_THROW(find("WS2").index(1.55e-6, {.electrons = 1e24}), InputError);
  EXPECT_THROW(find("WS2/Ermolaev2020-gated").index(0.6e-6, {.holes = 1e24}), InputError);
  EXPECT_THROW(find("WS2/Ermolaev2020-gated").index(0.6e-6, {.sheet_density = 1e18}), DomainError);
  EXPECT_THROW(find("ITO/Chen2010").index(1.55e-6, {.electrons = 1e28}), DomainError);
}

struct Monolayer {
  const char* name;
  const char* table;
  double exciton;  // eV
};
constexpr Monolayer kMonolayers[] = {{"MoS2", "Song2019", 1.8765},
                                     {"WS2", "Ermolaev2020", 2.0367},
                                     {"WSe2", "Gu2019", 1.6716},
                                     {"MoSe2", "Hsu2019", 1.5915}};

Material gated(const Monolayer& layer) {
  return find(std::string(layer.name) + "/" + layer.table + "-gated");
}

TEST(GatedExcitons, AreTheLorentzOscillatorsWithoutAGate) {
  for (const Monolayer& layer : kMonolayers) {
    const Material lorentz = find(std::string(layer.name) + "/" + layer.table + "-lorentz");
    for (const double ev : {layer.exciton - 0.1, layer.exciton, layer.exciton + 0.3}) {
      const auto a = lorentz.index(wavelength_of(ev)), b = gated(layer).index(wavelength_of(ev));
      EXPECT_LT(std::abs(a - b), 1e-12) << layer.name << " " << ev;
    }
  }
}

TEST(GatedExcitons, MoveTheIndexAsMuchAsYuMeasured) {
  // Yu2017: k by more than 60 %, n by more than 20 % around the exciton of MoS2, WS2 and WSe2. The
  // mid-range coefficients shipped, which are unverified, come to more than 50 % and 10 %.
  for (const Monolayer& layer : kMonolayers) {
    if (std::string(layer.name) == "MoSe2") continue;
    const Material film = gated(layer);
    double n = 0, k = 0;
    for (double ev = layer.exciton - 0.1; ev < layer.exciton + 0.05; ev += 0.002) {
      const auto rest = film.index(wavelength_of(ev));
      const auto full = film.index(wavelength_of(ev), {.sheet_density = 2e17});
      n = std::max(n, std::abs(full.real() / rest.real() - 1));
      k = std::max(k, std::abs(full.imag() / rest.imag() - 1));
    }
    EXPECT_GT(k, 0.5) << layer.name;
    EXPECT_GT(n, 0.1) << layer.name;
  }
}

TEST(GatedExcitons, KeepTheStrengthButWhatIsBlocked) {
  // The f-sum: the integral of E Im eps is pi/2 times the strength, for any width and place.
  physics::GatedExciton<double> line{1.5, 2.0, 0.05, 0.03, 4e16, 4e-19, 0};
  const auto sum = [&](double density) {
    double total = 0;
    const double step = 2e-4;
    for (double e = step / 2; e < 60; e += step) total += e * line(e, density).im * step;
    return total / (std::numbers::pi / 2);
  };
  for (const double density : {0.0, 4e16, 2e17}) EXPECT_NEAR(sum(density), 1.5, 3e-3);
  line.blocking = 1 / 2e17;
  EXPECT_NEAR(sum(2e17), 0.75, 2e-3);
}

TEST(GatedExcitons, AreHalfTrionsAtTheConversionDensityAndNeverGainful) {
  physics::GatedExciton<double> line{1.0, 2.0, 1e-4, 0.03, 4e16, 0, 0};
  const double exciton = line(2.0, 4e16).im, trion = line(1.97, 4e16).im;
  // Peaks of narrow lines are strength / (energy width).
  EXPECT_NEAR(exciton / (0.5 / (2.0 * 1e-4)), 1, 1e-3);
  EXPECT_NEAR(trion / (0.5 / (1.97 * 1e-4)), 1, 1e-3);
  for (double e = 0.1; e < 4; e += 0.01)
    for (const double density : {0.0, 1e16, 1e18, 1e21}) EXPECT_GE(line(e, density).im, 0);
}

TEST(GatedExcitons, HaveExactDerivativesByTheDensity) {
  using D = Dual<double, 1>;
  const Material layer = find("WS2/Ermolaev2020-gated");
  const double at = wavelength_of(2.0);
  ConditionsOf<D> state;
  state.sheet_density = D::variable(5e16, 0);
  const auto slope = layer.index_of(D(at), state);
  const auto index = [&](double n) { return layer.index(at, {.sheet_density = n}); };
  const auto difference = (index(5e16 + 1e12) - index(5e16 - 1e12)) / 2e12;
  EXPECT_NEAR(slope.re.grad[0] / difference.real(), 1, 1e-6);
  EXPECT_NEAR(slope.im.grad[0] / difference.imag(), 1, 1e-6);
}

TEST(Monolayers, HaveAModelBelowTheGapThatInventsNoLoss) {
  for (const auto& [name, k_131, k_155] :
       {std::tuple{"MoS2/Ermolaev2020", 0.0, 0.0}, {"WS2/Ermolaev2020", 2.7e-4, 2.9e-5}}) {
    const Material model = find(std::string(name) + "-tauc-lorentz");
    EXPECT_NEAR(model.index(1.31e-6).imag(), k_131, 1e-5) << name;
    EXPECT_NEAR(model.index(1.55e-6).imag(), k_155, 5e-6) << name;
    EXPECT_NEAR(model.index(1.55e-6).real(), find(name).index(1.55e-6).real(), 1e-3);
  }
  for (const Monolayer& layer : kMonolayers)
    EXPECT_THROW(gated(layer).index(1.55e-6), DomainError) << layer.name;
}

TEST(SheetCarriers, ChangeTheIndexAsDattaMeasured) {
  const Material layer = find("WS2");
  const double density = 7.2e13 * kPerSquareCentimetre;
  const auto change = layer.index(1.55e-6, {.sheet_density = density}) - layer.index(1.55e-6);
  EXPECT_NEAR(change.real(), -0.53, 0.005);
  EXPECT_NEAR(change.imag(), 0.004, 1e-4);
  EXPECT_THROW(layer.index(1.55e-6, {.sheet_density = 1e18}), DomainError);
}

TEST(IndexOfSpans, IsThatOfSingleWavelengths) {
  // A thermo-optic record that does not reach every wavelength, laws with polynomials of T.
  for (const auto& [name, kelvin] :
       {std::tuple{"SiO2", 293.15}, {"SiO2", 300.0}, {"Si/Frey2006", 250.0}, {"Si", 400.0}}) {
    const Material material = find(name);
    std::vector<double> wavelengths;
    for (int i = 0; i < 700; ++i) wavelengths.push_back(1.3e-6 + 1e-9 * i);
    std::vector<std::complex<double>> out(wavelengths.size());
    const Conditions at{.temperature = kelvin};
    material.index(wavelengths, at, out);
    for (std::size_t i = 0; i < out.size(); i += 37) {
      const auto one = material.index_of(wavelengths[i], kelvin, 0.0, 0.0);
      EXPECT_NEAR(out[i].real(), one.re, 4e-15) << name << " " << wavelengths[i];
      EXPECT_EQ(out[i].imag(), one.im);
    }
  }
}

}  // namespace
}  // namespace verdet
