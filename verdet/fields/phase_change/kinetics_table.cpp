#include "verdet/fields/phase_change/kinetics_table.hpp"

#include <cmath>

#include "verdet/physics/crystallisation/avrami.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {
namespace {

constexpr double kColdest = 200, kStep = 0.25;
// Stands for log 0: exp of it is 0.
constexpr double kNever = -1e4;

double log_or_never(double rate) {
  return rate > 0 ? std::log(rate) : kNever;
}

}  // namespace

KineticsTable::KineticsTable(const physics::CrystallisationKinetics<double>& kinetics)
    : melting_(kinetics.melting_temperature),
      glass_(kinetics.glass_transition),
      heat_(kinetics.heat_of_fusion) {
  double soonest = INFINITY;
  for (double kelvin = kColdest; kelvin < melting_ + kStep; kelvin += kStep) {
    const double growth = physics::growth_velocity(kinetics, kelvin);
    const double nucleation = physics::nucleation_rate(kinetics, kelvin);
    log_growth_.push_back(log_or_never(growth));
    log_nucleation_.push_back(log_or_never(nucleation));
    if (!(growth > 0 && nucleation > 0)) continue;
    const double time = physics::time_to_fraction(0.5, nucleation, growth);
    if (time < soonest) soonest = time, nose_ = kelvin;
  }
}

CrystallisationRates KineticsTable::at(double kelvin) const {
  const double place = (kelvin - kColdest) / kStep;
  const std::size_t i = place > 0 ? static_cast<std::size_t>(place) : 0;
  if (kelvin >= melting_ || i + 1 >= log_growth_.size() || !(place > 0)) return {};
  const double t = place - static_cast<double>(i);
  const auto between = [&](const std::vector<double>& v) {
    return std::exp(v[i] + t * (v[i + 1] - v[i]));
  };
  return {between(log_growth_), between(log_nucleation_)};
}

}  // namespace verdet
