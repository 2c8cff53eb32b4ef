// Nucleation, growth and transformed fractions against an independent script, closed forms and
// direct integration.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "verdet/base/dual.hpp"
#include "verdet/physics/crystallisation/avrami.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet::physics {
namespace {

constexpr double kElectronvolt = 1.602176634e-19;
constexpr double kKelvinToEv = 8.617333262e-5;

// Table S1 of Wang2021, typed here again: the test does not read the shipped record.
CrystallisationKinetics<double> germanium_antimony_telluride() {
  return {.melting_temperature = 900,
          .heat_of_fusion = 625e6,
          .monomer_volume = 2.9e-28,
          .interface_energy = 0.06,
          .wetting_angle = 130 * M_PI / 180,
          .jump_distance = 0.299e-9,
          .atomic_radius = 0.1365e-9,
          .hydrodynamic_radius = 0.1365e-9,
          .infinite_viscosity = 0.012,
          .glass_transition = 472,
          .fragility = 140,
          .arrhenius_below = 534,
          .glass_activation_energy = 2.45 * kElectronvolt};
}

struct Row {
  double kelvin, viscosity, growth, nucleation, monomers, barrier_ev, half_time;
};

TEST(Crystallisation, TableOfAnIndependentScript) {
  const auto p = germanium_antimony_telluride();
  const std::vector<Row> rows = {{400, 1.332e10, 1.969e-12, 3.954e19, 2.34, 0.453, 6844},
                                 {566, 4.558, 8.129e-3, 1.272e29, 3.98, 0.645, 1.76e-6},
                                 {650, 0.08425, 0.5011, 1.110e29, 7.40, 0.976, 8.30e-8},
                                 {750, 0.02423, 1.886, 4.809e21, 26.9, 2.31, 2.13e-6},
                                 {800, 0.01904, 2.259, 6.27e6, 81.9, 4.84, 9.8e-3}};
  for (const Row& row : rows) {
    const double nucleation = nucleation_rate(p, row.kelvin);
    const double growth = growth_velocity(p, row.kelvin);
    const CriticalNucleus<double> nucleus = critical_nucleus(p, row.kelvin);
    EXPECT_NEAR(viscosity(p, row.kelvin) / row.viscosity, 1, 5e-4) << row.kelvin;
    EXPECT_NEAR(growth / row.growth, 1, 5e-4) << row.kelvin;
    EXPECT_NEAR(nucleation / row.nucleation, 1, 2e-3) << row.kelvin;
    EXPECT_NEAR(nucleus.monomers / row.monomers, 1, 3e-3) << row.kelvin;
    EXPECT_NEAR(nucleus.energy / kElectronvolt / row.barrier_ev, 1, 2e-3) << row.kelvin;
    EXPECT_NEAR(time_to_fraction(0.5, nucleation, growth) / row.half_time, 1, 5e-3) << row.kelvin;
  }
}

TEST(Crystallisation, ExtremaOfTheSet) {
  const auto p = germanium_antimony_telluride();
  double fastest = 0, fastest_at = 0, most = 0, most_at = 0, nose = 1, nose_at = 0;
  for (double kelvin = 500; kelvin < 890; kelvin += 0.1) {
    const double v = growth_velocity(p, kelvin), rate = nucleation_rate(p, kelvin);
    if (v > fastest) fastest = v, fastest_at = kelvin;
    if (rate > most) most = rate, most_at = kelvin;
    const double t = time_to_fraction(0.01, rate, v);
    if (t < nose) nose = t, nose_at = kelvin;
  }
  EXPECT_NEAR(fastest, 2.267, 1e-3);
  EXPECT_NEAR(fastest_at, 807.2, 0.2);
  EXPECT_NEAR(most / 4.032e29, 1, 1e-3);
  EXPECT_NEAR(most_at, 605.2, 0.2);
  EXPECT_NEAR(nose, 28.5e-9, 0.1e-9);
  EXPECT_NEAR(nose_at, 656, 1);
  const double nose_half =
      time_to_fraction(0.5, nucleation_rate(p, nose_at), growth_velocity(p, nose_at));
  EXPECT_NEAR(nose_half, 82.1e-9, 0.3e-9);
  const double room = time_to_fraction(0.5, nucleation_rate(p, 300.0), growth_velocity(p, 300.0));
  EXPECT_NEAR(room / 6.4e14, 1, 0.02);
}

TEST(Crystallisation, LimitsOfTheLaws) {
  const auto p = germanium_antimony_telluride();
  EXPECT_NEAR(viscosity(p, 900.0), 15.1e-3, 0.05e-3);
  EXPECT_NEAR(std::log10(myega(p, p.glass_transition) / 12), 0, 1e-12);
  EXPECT_NEAR(wetting_factor(p), 0.915695, 1e-6);
  EXPECT_EQ(growth_velocity(p, 900.0), 0);
  EXPECT_LT(growth_velocity(p, 950.0), 0);
  EXPECT_EQ(nucleation_rate(p, 900.0), 0);
  EXPECT_EQ(nucleation_rate(p, 1200.0), 0);
  // Fragility is the slope of log10 eta over T_g/T at T_g; the Arrhenius branch is continuous.
  const double h = 1e-5, tg = p.glass_transition;
  EXPECT_NEAR((myega(p, tg / (1 + h)) - myega(p, tg / (1 - h))) / (2 * h), 140, 1e-4);
  EXPECT_NEAR(viscosity(p, 534 * (1 - 1e-12)) / viscosity(p, 534 * (1 + 1e-12)), 1, 1e-8);
  // n exp(-dg/kT) = 1: dissociation against n like neighbours.
  for (const auto& [neighbours, kelvin] : {std::pair{8.0, 780.23}, std::pair{7.0, 787.44}})
    EXPECT_NEAR(neighbours * std::exp(-driving_energy(p, kelvin) / (1.380649e-23 * kelvin)), 1,
                2e-4);
}

TEST(Crystallisation, DualsGiveTheSlopes) {
  using D = Dual<double, 1>;
  const auto p = germanium_antimony_telluride();
  CrystallisationKinetics<D> q;
  fill_field(p, q);
  for (const double kelvin : {450.0, 620.0, 850.0}) {
    const double h = 1e-3;
    const D at = D::variable(kelvin, 0);
    const double slope =
        (std::log(nucleation_rate(p, kelvin + h)) - std::log(nucleation_rate(p, kelvin - h))) /
        (2 * h);
    const D rate = nucleation_rate(q, at);
    EXPECT_NEAR(rate.grad[0] / rate.value / slope, 1, 1e-6) << kelvin;
    const D v = growth_velocity(q, at);
    const double dv = (growth_velocity(p, kelvin + h) - growth_velocity(p, kelvin - h)) / (2 * h);
    EXPECT_NEAR(v.grad[0] / dv, 1, 1e-5) << kelvin;
  }
}

TEST(Avrami, ClosedForms) {
  const double half[] = {0.693147, 0.832555, 0.884997, 0.912444};
  const double most[] = {4.60517, 2.14597, 1.66373, 1.46491};
  for (int n = 1; n <= 4; ++n) {
    EXPECT_NEAR(avrami_time(0.5, 1.0, n), half[n - 1], 1e-6);
    EXPECT_NEAR(avrami_time(0.99, 1.0, n), most[n - 1], 1e-5);
    EXPECT_NEAR(avrami_fraction(2.5, 2.5, n), 0.632121, 1e-6);
  }
  // The chain of moments at constant rates is the fourth power of time, in one step or in many.
  const double rate = 3e27, v = 0.4, t = 40e-9;
  const double exact = M_PI / 3 * rate * v * v * v * std::pow(t, 4);
  GrainMoments<double> once = GrainMoments<double>{}.after(t, rate, v), many;
  for (int i = 0; i < 1000; ++i) many = many.after(t / 1000, rate, v);
  EXPECT_NEAR(once.extended_volume() / exact, 1, 1e-13);
  EXPECT_NEAR(many.extended_volume() / exact, 1, 1e-11);
  EXPECT_NEAR(moments_at_fraction(0.3, rate, v).fraction(), 0.3, 1e-12);
}

// Kolmogorov's double integral 4 pi/3 int I(s) (int_s^t v)^3 ds, midpoint sums, for a temperature
// that falls: the rates share no common temperature dependence there.
TEST(Avrami, MomentsAreKolmogorovsIntegral) {
  const auto p = germanium_antimony_telluride();
  const int steps = 4000;
  const double from = 880, to = 560, rate = 4e9, dt = (from - to) / rate / steps;
  std::vector<double> front(steps + 1, 0.0), born(steps);
  GrainMoments<double> grains;
  for (int i = 0; i < steps; ++i) {
    const double kelvin = from - rate * dt * (i + 0.5);
    const double v = growth_velocity(p, kelvin);
    born[i] = nucleation_rate(p, kelvin) * dt;
    front[i + 1] = front[i] + v * dt;
    grains = grains.after(dt, nucleation_rate(p, kelvin), v);
  }
  double volume = 0;
  for (int i = 0; i < steps; ++i)
    volume += 4 * M_PI / 3 * born[i] * std::pow(front[steps] - 0.5 * (front[i] + front[i + 1]), 3);
  EXPECT_GT(volume, 1e-6);
  EXPECT_NEAR(grains.extended_volume() / volume, 1, 1e-4);
}

// Kissinger: ln(q/Tp^2) over 1/(k Tp) has the slope -Ea for an Arrhenius rate, whatever n. The
// relation itself is asymptotic in Ea/(k Tp), here 40: a few parts in a thousand.
TEST(Avrami, KissingerReturnsTheActivationEnergy) {
  for (const double exponent : {1.0, 3.0}) {
    const double energy = 2.3, attempt = 1e22;
    const auto peak = [&](double heating) {
      double x = exponent == 1 ? 0 : 1e-12, best = 0, best_at = 0;
      const double step = 0.002;
      for (double kelvin = 400; kelvin < 700; kelvin += step) {
        const double k = attempt * std::exp(-energy / (kKelvinToEv * kelvin));
        const double slope = avrami_rate(x, k, exponent);
        const double middle = avrami_rate(x + 0.5 * step / heating * slope, k, exponent);
        if (middle > best) best = middle, best_at = kelvin;
        x = std::min(x + step / heating * middle, 1 - 1e-12);
      }
      return best_at;
    };
    const double slow = peak(0.05), fast = peak(5);
    const double measured = -(std::log(5 / (fast * fast)) - std::log(0.05 / (slow * slow))) /
                            (1 / (kKelvinToEv * fast) - 1 / (kKelvinToEv * slow));
    EXPECT_NEAR(measured / energy, 1, 3e-3) << exponent;
  }
}

}  // namespace
}  // namespace verdet::physics
