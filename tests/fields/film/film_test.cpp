// Thin films against closed forms: Fresnel and Brewster, Airy's slab, the quarter wave, sheets,
// opaque layers, energy balance per layer, and the two methods against each other.
#include "verdet/fields/film/film.hpp"

#include <gtest/gtest.h>

#include <random>

#include "verdet/fields/film/berreman.hpp"

namespace verdet {
namespace {

using C = std::complex<double>;
using std::numbers::pi;
constexpr double kLambda = 633e-9, kWavenumber = 2 * pi / kLambda;

FilmLayer<double> layer(C index, double thickness = 0) {
  const C e = index * index;
  return {{e.real(), e.imag()}, {e.real(), e.imag()}, thickness, {}};
}

PlaneWave wave(double degrees, Polarisation polarisation, double ambient = 1) {
  return {kWavenumber, ambient * std::sin(degrees * pi / 180), polarisation};
}

// Fresnel's amplitudes (Born and Wolf, 1.5), p with r_p > 0 for n2 > n1 at normal incidence.
C fresnel(C n1, C n2, double degrees, Polarisation polarisation) {
  const double sine = std::sin(degrees * pi / 180);
  const C c1 = std::cos(degrees * pi / 180), c2 = std::sqrt(1.0 - std::pow(n1 * sine / n2, 2));
  return polarisation == Polarisation::S ? (n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2)
                                         : (n2 * c1 - n1 * c2) / (n2 * c1 + n1 * c2);
}

TEST(Film, InterfaceIsFresnels) {
  for (const C n : {C(1.5, 0), C(3.88, 0.02), C(0.2, 3.1)})
    for (const double angle : {0.0, 30.0, 70.0, 85.0})
      for (const auto p : {Polarisation::S, Polarisation::P}) {
        const FilmStack<double> stack{1, {}, layer(n)};
        EXPECT_NEAR(
            std::abs(to_std(film_reflection(stack, wave(angle, p))) - fresnel(1, n, angle, p)), 0,
            1e-14);
      }
}

TEST(Film, NothingOfPIsReflectedAtBrewstersAngle) {
  const FilmStack<double> stack{1, {}, layer(1.5)};
  const double brewster = std::atan(1.5) * 180 / pi;
  EXPECT_LT(norm(film_reflection(stack, wave(brewster, Polarisation::P))), 1e-30);
}

TEST(Film, TotalReflectionKeepsAllPower) {
  const FilmStack<double> stack{1.5, {}, layer(1.0)};
  for (const auto p : {Polarisation::S, Polarisation::P}) {
    const FilmPowers<double> powers = film_powers(stack, wave(60, p, 1.5));
    EXPECT_NEAR(powers.reflectance, 1, 1e-14);
    EXPECT_NEAR(powers.transmittance, 0, 1e-14);
  }
}

TEST(Film, SlabIsAirys) {
  const C n(2.1, 0.03);
  const double d = 310e-9;
  for (const double angle : {0.0, 45.0, 75.0})
    for (const auto p : {Polarisation::S, Polarisation::P}) {
      const FilmStack<double> stack{1, {layer(n, d)}, layer(1.46)};
      const double sine = std::sin(angle * pi / 180);
      const C inner = std::asin(C(sine) / n);
      const C r01 = fresnel(1, n, angle, p);
      // Fresnel at the second interface with complex angles.
      const C c1 = std::cos(inner), c2 = std::sqrt(1.0 - std::pow(sine / 1.46, 2));
      const C r12 = p == Polarisation::S ? (n * c1 - 1.46 * c2) / (n * c1 + 1.46 * c2)
                                         : (1.46 * c1 - n * c2) / (1.46 * c1 + n * c2);
      const C turn = std::exp(C(0, 2) * kWavenumber * n * d * c1);
      const C airy = (r01 + r12 * turn) / (1.0 + r01 * r12 * turn);
      EXPECT_NEAR(std::abs(to_std(film_reflection(stack, wave(angle, p))) - airy), 0, 1e-13);
    }
}

TEST(Film, QuarterWaveOfTheGeometricMeanDoesNotReflect) {
  const double n = std::sqrt(1.52);
  const FilmStack<double> stack{1, {layer(n, kLambda / (4 * n))}, layer(1.52)};
  EXPECT_LT(film_powers(stack, wave(0, Polarisation::S)).reflectance, 1e-30);
}

TEST(Film, QuarterWaveMirrorHasItsPublishedReflectance) {
  // Born and Wolf, 1.6.5: R = [(1 - n_l/n_1 (n2/n3)^2N)/(1 + ...)]^2 for N pairs HL on the
  // substrate.
  FilmStack<double> stack{1, {}, layer(1.52)};
  for (int i = 0; i < 6; ++i) {
    stack.layers.push_back(layer(2.3, kLambda / (4 * 2.3)));
    stack.layers.push_back(layer(1.38, kLambda / (4 * 1.38)));
  }
  const double ratio = 1.52 * std::pow(2.3 / 1.38, 12);
  EXPECT_NEAR(film_powers(stack, wave(0, Polarisation::S)).reflectance,
              std::pow((1 - ratio) / (1 + ratio), 2), 1e-13);
}

TEST(Film, SheetHasItsClosedForm) {
  // A sheet between two media at normal incidence: r = (n1 - n2 - s)/(n1 + n2 + s), s = sigma Z0.
  const C sheet(0.0229, 0.011);
  FilmStack<double> stack{1, {}, layer(1.5)};
  stack.substrate.sheet = {sheet.real(), sheet.imag()};
  const FilmPowers<double> powers = film_powers(stack, wave(0, Polarisation::P));
  const C r = (1.0 - 1.5 - sheet) / (1.0 + 1.5 + sheet);
  EXPECT_NEAR(powers.reflectance, std::norm(r), 1e-15);
  EXPECT_NEAR(powers.transmittance, 1.5 * std::norm(2.0 / (2.5 + sheet)), 1e-15);
  EXPECT_NEAR(powers.sheets[0], sheet.real() * std::norm(2.0 / (2.5 + sheet)), 1e-15);
}

TEST(Film, FreeStandingGrapheneAbsorbsPiAlpha) {
  // Nair 2008: T = (1 + pi alpha/2)^-2, 97.7 %.
  const double s = pi * 7.2973525693e-3;
  FilmStack<double> stack{1, {}, layer(1)};
  stack.substrate.sheet = {s, 0};
  EXPECT_NEAR(film_powers(stack, wave(0, Polarisation::S)).transmittance, std::pow(1 + s / 2, -2),
              1e-14);
}

TEST(Film, OpaqueLayersStayFinite) {
  const FilmStack<double> stack{1, {layer({0.2, 4.0}, 1e-3), layer(1.5, 1e-6)}, layer(1.5)};
  for (const auto p : {Polarisation::S, Polarisation::P}) {
    const FilmPowers<double> powers = film_powers(stack, wave(50, p));
    EXPECT_NEAR(powers.reflectance, std::norm(fresnel(1, {0.2, 4.0}, 50, p)), 1e-13);
    EXPECT_NEAR(powers.reflectance + powers.absorptance[0], 1, 1e-13);
    EXPECT_EQ(powers.transmittance, 0);
  }
}

TEST(Film, AbsorptionIsTheIntegralOfTheFieldSquared) {
  // A weak absorber matched to its surroundings: A = 1 - exp(-4 pi k d / (lambda cos)) for s.
  const double k = 1e-5, d = 50e-6;
  const FilmStack<double> stack{1.5, {layer({1.5, k}, d)}, layer(1.5)};
  const double cosine = std::cos(30 * pi / 180);
  EXPECT_NEAR(film_powers(stack, wave(30, Polarisation::S, 1.5)).absorptance[0],
              1 - std::exp(-4 * pi * k * d / (kLambda * cosine)), 1e-6);
}

TEST(Film, PowersAddUpToOne) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> u(0, 1);
  for (int trial = 0; trial < 200; ++trial) {
    FilmStack<double> stack{1 + u(random), {}, layer({1 + 3 * u(random), u(random)})};
    for (int i = 0; i < 4; ++i) {
      stack.layers.push_back(layer({0.3 + 4 * u(random), 3 * u(random)}, 400e-9 * u(random)));
      stack.layers.back().sheet = {0.1 * u(random), 0.2 * u(random) - 0.1};
      EXPECT_GE(stack.layers.back().sheet.re, 0);
    }
    stack.substrate.sheet = {0.05, 0.02};
    const auto p = trial % 2 ? Polarisation::S : Polarisation::P;
    const FilmPowers<double> powers = film_powers(stack, wave(89 * u(random), p, stack.ambient));
    double sum = powers.reflectance + powers.transmittance;
    for (const double a : powers.sheets) sum += a;
    for (const double a : powers.absorptance) {
      EXPECT_GE(a, -1e-13);
      sum += a;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
  }
}

TEST(Film, NebraskaConventionGivesPiBelowBrewsterAndPsiOfTheTextbook) {
  const FilmStack<double> glass{1, {}, layer(1.5)};
  const Complex<double> rho = ellipsometric_ratio(glass, kWavenumber, std::sin(pi / 4));
  EXPECT_NEAR(std::abs(std::arg(to_std(rho))), pi, 1e-12);
  // Silicon under silica at 70 deg, 633 nm: delta falls below 180 deg as the oxide grows (Tompkins:
  // bare 178.9, 2 nm 172.9, about 3 deg per nm).
  double before = 180.5;
  for (const double oxide : {0.0, 2e-9, 5e-9, 20e-9}) {
    const FilmStack<double> stack{1, {layer(1.46, oxide)}, layer({3.875, 0.016})};
    const C r = to_std(ellipsometric_ratio(stack, kWavenumber, std::sin(70 * pi / 180)));
    const double delta = std::arg(r) * 180 / pi;
    EXPECT_GT(delta, 0);
    EXPECT_LT(delta, before);
    before = delta;
  }
}

TEST(Film, DualsGiveExactDerivatives) {
  using D = Dual<double, 1>;
  const auto rho = [](auto d) {
    using T = decltype(d);
    const auto medium = [](C index, T thickness) {
      const C e = index * index;
      return FilmLayer<T>{{T(e.real()), T(e.imag())}, {T(e.real()), T(e.imag())}, thickness, {}};
    };
    const FilmStack<T> stack{
        1, {medium(1.9, d), medium({2.4, 0.3}, T(80e-9))}, medium({3.875, 0.016}, T(0.0))};
    return ellipsometric_ratio(stack, kWavenumber, std::sin(1.2));
  };
  const Complex<D> exact = rho(D::variable(120e-9, 0));
  const Complex<double> above = rho(120.01e-9), below = rho(119.99e-9);
  EXPECT_NEAR(exact.re.grad[0], (above.re - below.re) / 2e-11, 1e-5 * std::abs(exact.re.grad[0]));
  EXPECT_NEAR(exact.im.grad[0], (above.im - below.im) / 2e-11, 1e-5 * std::abs(exact.im.grad[0]));
}

TensorLayer tensor(const FilmLayer<double>& from) {
  TensorLayer to;
  to.permittivity.diagonal() << to_std(from.permittivity), to_std(from.permittivity),
      to_std(from.normal_permittivity);
  to.thickness = from.thickness;
  to.sheet = to_std(from.sheet);
  return to;
}

TEST(Berreman, AgreesWithTheScalarMethod) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> u(0, 1);
  for (int trial = 0; trial < 100; ++trial) {
    FilmStack<double> stack{1, {}, layer({1.5 + u(random), u(random)})};
    TensorStack same{1, {}, tensor(stack.substrate)};
    for (int i = 0; i < 3; ++i) {
      FilmLayer<double> l = layer({0.5 + 3 * u(random), 2 * u(random)}, 300e-9 * u(random));
      l.normal_permittivity = {2 + u(random), 0.1};
      l.sheet = {0.02 * u(random), 0.03};
      stack.layers.push_back(l);
      same.layers.push_back(tensor(l));
      // A hair of in-plane anisotropy sends the layer through the general eigenproblem.
      if (i == 1) same.layers.back().permittivity(0, 0) *= 1 + 1e-12;
    }
    const double angle = 85 * u(random);
    const TensorResponse r = berreman(same, kWavenumber, std::sin(angle * pi / 180));
    for (const auto p : {Polarisation::P, Polarisation::S}) {
      const int i = p == Polarisation::P ? 0 : 1;
      const FilmPowers<double> powers = film_powers(stack, wave(angle, p));
      EXPECT_NEAR(std::abs(r.reflection(i, i) - to_std(film_reflection(stack, wave(angle, p)))), 0,
                  2e-9);
      EXPECT_NEAR(r.transmittance[i], powers.transmittance, 1e-9);
      for (std::size_t k = 0; k < 3; ++k)
        EXPECT_NEAR(r.absorptance[i][k], powers.absorptance[k], 1e-9);
      for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(r.sheets[i][k], powers.sheets[k], 1e-9);
    }
    EXPECT_LT(std::abs(r.reflection(0, 1)), 1e-9);
  }
}

// eps_xy = -i Q eps m_z and its antisymmetric partners.
Eigen::Matrix3cd gyrotropic(C eps, C q, const Eigen::Vector3d& m) {
  Eigen::Matrix3cd t = eps * Eigen::Matrix3cd::Identity();
  const C g = -C(0, 1) * q * eps;
  t(0, 1) = g * m.z(), t(1, 0) = -t(0, 1);
  t(1, 2) = g * m.x(), t(2, 1) = -t(1, 2);
  t(2, 0) = g * m.y(), t(0, 2) = -t(2, 0);
  return t;
}

TEST(Berreman, PolarKerrEffectIsThatOfTheCircularWaves) {
  const C eps(-10, 18), q(0.043, 0.007);
  TensorStack stack;
  stack.substrate.permittivity = gyrotropic(eps, q, {0, 0, 1});
  const TensorResponse r = berreman(stack, kWavenumber, 0);
  // Circular waves see n^2 = eps (1 +- Q) and reflect by Fresnel.
  const auto reflect = [](C n) { return (1.0 - n) / (1.0 + n); };
  C np = std::sqrt(eps * (1.0 + q)), nm = std::sqrt(eps * (1.0 - q));
  const C mean = 0.5 * (reflect(np) + reflect(nm)), half = 0.5 * (reflect(np) - reflect(nm));
  EXPECT_NEAR(std::abs(r.reflection(1, 1) - mean), 0, 1e-12);
  EXPECT_NEAR(std::abs(r.reflection(0, 1)), std::abs(half), 1e-12);
}

TEST(Berreman, FaradayRotationIsHalfTheDifferenceOfCircularPhases) {
  // Ce:YIG-like, transmission of 100 um with matched surroundings: R = 0, energy kept.
  const double n = 2.2, q = 2.8e-3;
  TensorStack stack{n, {}, {}};
  stack.substrate.permittivity = n * n * Eigen::Matrix3cd::Identity();
  TensorLayer garnet;
  garnet.permittivity = gyrotropic(n * n, q, {0, 0, 1});
  garnet.thickness = 100e-6;
  stack.layers = {garnet};
  const TensorResponse r = berreman(stack, kWavenumber, 0);
  EXPECT_NEAR(r.reflectance[0] + r.transmittance[0], 1, 1e-10);
  EXPECT_LT(r.reflectance[0], 1e-5);
}

TEST(Berreman, UniaxialPlateAlongItsAxesIsTwoIsotropicPlates) {
  TensorStack stack{1, {}, tensor(layer(1.5))};
  TensorLayer plate;
  plate.permittivity.diagonal() << 2.2 * 2.2, 2.1 * 2.1, 2.1 * 2.1;
  plate.thickness = 700e-9;
  stack.layers = {plate};
  const TensorResponse r = berreman(stack, kWavenumber, 0);
  const FilmStack<double> e{1, {layer(2.2, 700e-9)}, layer(1.5)},
      o{1, {layer(2.1, 700e-9)}, layer(1.5)};
  EXPECT_NEAR(r.reflectance[0], film_powers(e, wave(0, Polarisation::P)).reflectance, 1e-12);
  EXPECT_NEAR(r.reflectance[1], film_powers(o, wave(0, Polarisation::S)).reflectance, 1e-12);
}

TEST(Berreman, RotatedLosslessPlateKeepsItsPower) {
  TensorStack stack{1, {}, tensor(layer(1.5))};
  TensorLayer plate;
  Eigen::Matrix3d turn;
  turn << 0.8, -0.6, 0, 0.48, 0.64, -0.6, 0.36, 0.48, 0.8;
  const Eigen::Vector3d axes(4.84, 4.41, 4.41);
  plate.permittivity = (turn * axes.asDiagonal() * turn.transpose()).cast<C>();
  plate.thickness = 700e-9;
  stack.layers = {plate};
  const TensorResponse r = berreman(stack, kWavenumber, std::sin(0.7));
  EXPECT_GT(std::abs(r.reflection(0, 1)), 1e-4);
  for (int i = 0; i < 2; ++i) {
    EXPECT_NEAR(r.reflectance[i] + r.transmittance[i], 1, 1e-12);
    EXPECT_NEAR(r.absorptance[i][0], 0, 1e-12);
  }
}

}  // namespace
}  // namespace verdet
