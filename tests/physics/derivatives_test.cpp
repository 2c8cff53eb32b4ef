// Dual-number derivatives of every law against differences, with Richardson extrapolation.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "verdet/base/dual.hpp"
#include "verdet/physics/dispersion/info_formulas.hpp"
#include "verdet/physics/dispersion/li_silicon.hpp"
#include "verdet/physics/dispersion/sellmeier.hpp"
#include "verdet/physics/dispersion/temperature_sellmeier.hpp"
#include "verdet/physics/plasma_dispersion/drude.hpp"
#include "verdet/physics/plasma_dispersion/power_laws.hpp"
#include "verdet/physics/thermal/conductivity.hpp"

namespace verdet {
namespace {

using D1 = Dual<double, 1>;

double slope(const std::function<double(double)>& f, double x) {
  const auto central = [&](double h) { return (f(x + h) - f(x - h)) / (2 * h); };
  const double h = 1e-3 * x;
  return (4 * central(h / 2) - central(h)) / 3;
}

template <class Law>
void expect_exact_slope(Law law, double x, const char* what) {
  const double expected = slope([&](double v) { return law(v); }, x);
  const double exact = law(D1::variable(x, 0)).grad[0];
  EXPECT_NEAR(exact, expected, 1e-8 * std::abs(expected) + 1e-12) << what << " at " << x;
  EXPECT_NE(exact, 0.0) << what;
}

TEST(DispersionDerivatives, AgreeWithDifferencesForEveryInfoFormula) {
  // Plausible coefficients, one set per formula.
  const std::vector<std::vector<double>> sets = {
      {0.1, 2.9, 0.14, 1.2, 20},
      {0.1, 2.9, 0.02, 1.2, 400},
      {4.0, 0.05, -2, 0.001, 2, -0.01, -4},
      {4.1, 0.09, 0, 0.2, 2, 0.03, 1, 0.18, 2, -0.01, 2, 0.002, -2},
      {1.5, 0.004, -2, 1e-4, -4},
      {0.0, 0.05, 238, 0.0017, 57.4},
      {3.4, 0.14, 0.014, 1e-6, 1e-9, 1e-12},
      {0.3, 0.02, 0.05, 0.001},
      {2.5, 0.01, 0.03, -0.2, 1.5, 0.88}};
  ASSERT_EQ(sets.size(), static_cast<std::size_t>(physics::kInfoFormulas));
  for (int number = 1; number <= physics::kInfoFormulas; ++number)
    for (const double um : {0.6, 1.31, 2.2})
      expect_exact_slope(
          [&](auto x) {
            return physics::info_formula<decltype(x)>(
                number, sets[static_cast<std::size_t>(number - 1)], x);
          },
          um, "formula");
}

TEST(DispersionDerivatives, AgreeWithDifferencesForTemperatureLaws) {
  const physics::LiSilicon li{{11.4445, 2.7739e-4, 1.7050e-6, -8.1347e-10},
                              {0.8948, 4.3977e-4, 7.3835e-8},
                              {-2.1e-4, -4.149e-7, -4.620e-10, 1.482e-11},
                              {-7.1e-4, 1.887e-6, 1.934e-9, -4.544e-13},
                              293};
  physics::GhoshSellmeier ghosh;
  ghosh.a = {1.31552, 6.90754e-6};
  ghosh.b = {0.788404, 2.35835e-5};
  ghosh.c = {0.0110199, 5.84758e-7};
  ghosh.d = {0.91316, 5.48368e-7};
  ghosh.e = 100;
  physics::TemperatureSellmeier frey;
  frey.terms.push_back({{10.491, -2.0802e-4, 4.2169e-6, -5.823e-9, 3.4469e-12},
                        {0.29971, -1.1423e-5, 1.6713e-7, -2.5105e-10, 2.3248e-14}});
  for (const double kelvin : {150.0, 240.0, 350.0}) {
    expect_exact_slope([&](auto t) { return li(decltype(t)(1.55), t); }, kelvin, "Li, T");
    expect_exact_slope([&](auto t) { return ghosh(decltype(t)(1.55), t); }, kelvin, "Ghosh, T");
    expect_exact_slope([&](auto t) { return frey(decltype(t)(1.55), t); }, kelvin, "Frey, T");
    expect_exact_slope([&](auto x) { return li(x, decltype(x)(kelvin)); }, 1.55, "Li, x");
    expect_exact_slope([&](auto x) { return ghosh(x, decltype(x)(kelvin)); }, 1.55, "Ghosh, x");
    expect_exact_slope([&](auto x) { return frey(x, decltype(x)(kelvin)); }, 1.55, "Frey, x");
  }
}

physics::CarrierPowerLaws two_rows() {
  physics::CarrierPowerLaws law;
  law.rows = {{1.3, {3.48e-22, 1.229}, {1.02e-19, 1.089}, {2.98e-22, 1.016}, {1.25e-18, 0.835}},
              {1.55, {8.88e-21, 1.167}, {5.84e-20, 1.109}, {5.40e-22, 1.011}, {1.53e-18, 0.838}}};
  return law;
}

TEST(CarrierDerivatives, AgreeWithDifferencesInWavelengthAndDensity) {
  const physics::CarrierPowerLaws law = two_rows();
  physics::DrudeCarriers drude;
  drude.index = 3.48;
  drude.electron_mass = 0.26;
  drude.hole_mass = 0.39;
  drude.electron_mobility = 0.14;
  drude.hole_mobility = 0.045;
  for (const double density : {1e20, 1e23, 5e24}) {
    using std::abs;
    expect_exact_slope([&](auto n) { return 1e6 * law(decltype(n)(1.4), n, n).index; }, density,
                       "dn");
    expect_exact_slope([&](auto n) { return law(decltype(n)(1.4), n, n).absorption; }, density,
                       "da");
    expect_exact_slope(
        [&](auto x) { return 1e6 * law(x, decltype(x)(density), decltype(x)(density)).index; },
        1.42, "dn, x");
    expect_exact_slope(
        [&](auto x) { return drude(x, decltype(x)(density), decltype(x)(density)).absorption; },
        1.42e-6, "Drude, lambda");
  }
}

TEST(CarrierDerivatives, AreFiniteAtZeroDensity) {
  const physics::CarrierPowerLaws law = two_rows();
  const D1 zero = D1::variable(0.0, 0);
  const auto effect = law(D1(1.55), zero, zero);
  EXPECT_EQ(effect.index.value, 0.0);
  EXPECT_EQ(effect.absorption.value, 0.0);
  EXPECT_TRUE(std::isfinite(effect.index.grad[0]));
  EXPECT_LT(effect.index.grad[0], 0.0);
  EXPECT_GT(effect.absorption.grad[0], 0.0);
}

TEST(CarrierLaws, AreContinuousWhereTheLineTakesOver) {
  const physics::CarrierPowerLaws law = two_rows();
  const double edge = physics::CarrierPowerLaws::kLinearBelow * 1e6;
  const auto below = law(1.55, edge * (1 - 1e-12), edge * (1 - 1e-12));
  const auto above = law(1.55, edge * (1 + 1e-12), edge * (1 + 1e-12));
  EXPECT_NEAR(below.index / above.index, 1, 1e-9);
  EXPECT_NEAR(below.absorption / above.absorption, 1, 1e-9);
}

TEST(ConductivityDerivatives, AgreeWithDifferences) {
  const physics::PowerOfTemperature power{148, 300, -1.3};
  const physics::ReciprocalPolynomial reciprocal{{3e-4, 1.56e-5, 1.65e-8}};
  expect_exact_slope([&](auto t) { return power(t); }, 350, "power");
  expect_exact_slope([&](auto t) { return reciprocal(t); }, 350, "reciprocal");
  EXPECT_NEAR(reciprocal(300.0), 154.7, 0.05);
}

}  // namespace
}  // namespace verdet
