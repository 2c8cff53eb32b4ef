#include "verdet/physics/sheet/dirac_carriers.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/physics/constants.hpp"
#include "verdet/physics/dispersion/cody_lorentz.hpp"

namespace verdet::physics {
namespace {

using namespace codata2018;

// (2/pi) (kT / hbar v)^2
double density_scale(double temperature, double velocity) {
  const double q = kBoltzmann * temperature / (kHbar * velocity);
  return 2 / std::numbers::pi * q * q;
}

// int_0^eta ln[2 (1 + cosh t)] dt = eta^2/2 + 2 int_0^eta ln(1 + exp(-t)) dt for eta >= 0.
double occupation(double eta) {
  const LegendreRule& rule = legendre_rule();
  double sum = 0;
  double low = 0;
  for (const double end : {1.0, 4.0, 12.0, 40.0}) {
    const double high = std::min(end, eta);
    for (std::size_t i = 0; i < kLegendrePoints && high > low; ++i) {
      const double half = 0.5 * (high - low);
      sum += half * rule.weight[i] * std::log1p(std::exp(-(low + half * (1 + rule.node[i]))));
    }
    low = std::max(low, high);
  }
  return 0.5 * eta * eta + 2 * sum;
}

// The root of an increasing, convex f(mu) = target for mu >= 0 by Newton's method, which such a
// function reaches from above without overshoot.
template <class F, class Slope>
double newton_from_above(double mu, double target, F&& f, Slope&& slope) {
  for (int step = 0; step < 60; ++step) {
    const double change = (f(mu) - target) / slope(mu);
    mu = std::max(0.0, mu - change);
    if (std::abs(change) <= 1e-14 * mu) break;
  }
  return mu;
}

}  // namespace

double net_density(double fermi_level, double temperature, double velocity) {
  const double eta = std::abs(fermi_level) / (kBoltzmann * temperature);
  return std::copysign(density_scale(temperature, velocity) * occupation(eta), fermi_level);
}

double quantum_capacitance(double fermi_level, double temperature, double velocity) {
  const double thermal = kBoltzmann * temperature;
  const double eta = std::abs(fermi_level) / thermal;
  const double e2 = kElementaryCharge * kElementaryCharge;
  return e2 * density_scale(temperature, velocity) / thermal *
         (eta + 2 * std::log1p(std::exp(-eta)));
}

double fermi_level_of(double density, double temperature, double velocity) {
  const double target = std::abs(density);
  // At T = 0 the level is higher: thermal carriers fill part of the density.
  const double cold = kHbar * velocity * std::sqrt(std::numbers::pi * target);
  const double e2 = kElementaryCharge * kElementaryCharge;
  const double level = newton_from_above(
      cold, target, [&](double mu) { return net_density(mu, temperature, velocity); },
      [&](double mu) { return quantum_capacitance(mu, temperature, velocity) / e2; });
  return std::copysign(level, density);
}

double gated_fermi_level(const Gate& gate, double voltage, double temperature, double velocity) {
  const double across = voltage - gate.neutral_voltage;
  const double e = kElementaryCharge;
  const double level = newton_from_above(
      e * std::abs(across), std::abs(across),
      [&](double mu) {
        return mu / e + e * net_density(mu, temperature, velocity) / gate.capacitance;
      },
      [&](double mu) {
        return (1 + quantum_capacitance(mu, temperature, velocity) / gate.capacitance) / e;
      });
  if (gate.residual_density == 0) return std::copysign(level, across);
  const double net = net_density(level, temperature, velocity);
  const double total = std::hypot(net, gate.residual_density);
  return std::copysign(fermi_level_of(total, temperature, velocity), across);
}

double scattering_time_of(double mobility, double fermi_level, double velocity) {
  return mobility * std::abs(fermi_level) / (kElementaryCharge * velocity * velocity);
}

}  // namespace verdet::physics
