// Keeping time of the amorphous state.
#pragma once

#include <cmath>
#include <limits>

#include "verdet/base/dual.hpp"
#include "verdet/physics/constants.hpp"
#include "verdet/physics/crystallisation/avrami.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {

/// Time (s) in which a glass crystallises to `fraction` at `kelvin`.
template <class T>
T retention_time(const physics::CrystallisationKinetics<T>& kinetics, const T& kelvin,
                 double fraction) {
  return physics::time_to_fraction(T(fraction), physics::nucleation_rate(kinetics, kelvin),
                                   physics::growth_velocity(kinetics, kelvin));
}

/// d ln t / d(1/(k_B T)) in J, exact.
inline double activation_energy(const physics::CrystallisationKinetics<double>& kinetics,
                                double kelvin, double fraction) {
  using D = Dual<double, 1>;
  physics::CrystallisationKinetics<D> dual;
  fill_field(kinetics, dual);
  const D time = retention_time(dual, D::variable(kelvin, 0), fraction);
  return -codata2018::kBoltzmann * kelvin * kelvin * time.grad[0] / time.value;
}

/// The temperature (K) at which `fraction` is reached in `time` (s), by bisection between 250 K and
/// the glass transition; NaN when it is not there.
inline double retention_temperature(const physics::CrystallisationKinetics<double>& kinetics,
                                    double time, double fraction) {
  double low = 250, high = kinetics.glass_transition;
  if (retention_time(kinetics, low, fraction) < time ||
      retention_time(kinetics, high, fraction) > time)
    return std::numeric_limits<double>::quiet_NaN();
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (retention_time(kinetics, middle, fraction) > time ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace verdet
