// Transformed fraction of overlapping grains: Kolmogorov's exact statistics for rates that change
// with time, and its closed forms.
#pragma once

#include <numbers>

#include "verdet/base/math.hpp"

namespace verdet::physics {

/// Fraction 1 - exp(-(t/tau)^n) of Johnson, Mehl, Avrami and Kolmogorov (bib: Avrami1940).
template <class T>
T avrami_fraction(const T& time, const T& tau, double exponent) {
  return 1.0 - exp(-pow(time / tau, exponent));
}

/// Its inverse: the time at which `fraction` is reached.
template <class T>
T avrami_time(const T& fraction, const T& tau, double exponent) {
  return tau * pow(-log(1.0 - fraction), 1.0 / exponent);
}

/// dX/dt = n k (1 - X) (-ln(1 - X))^((n-1)/n), the rate form under changing temperature. It holds
/// only where all rates share one temperature dependence (isokinetic).
template <class T>
T avrami_rate(const T& fraction, const T& rate, double exponent) {
  const T safe = select(fraction < 1e-12, T(1e-12), fraction);
  return exponent * rate * (1.0 - fraction) * pow(-log(1.0 - safe), (exponent - 1.0) / exponent);
}

/// Time to `fraction` at constant nucleation rate I (1/(m^3 s)) and growth velocity v (m/s):
/// X = 1 - exp(-pi/3 I v^3 t^4).
template <class T>
T time_to_fraction(const T& fraction, const T& nucleation, const T& velocity) {
  const T extended = -log(1.0 - fraction);
  return sqrt(
      sqrt(3.0 / std::numbers::pi * extended / (nucleation * velocity * velocity * velocity)));
}

/// Grains that may overlap, by the moments of their radii per volume: number (1/m^3), sum of radii
/// (1/m^2), of squares (1/m) and of cubes (1). With I and v free functions of time
///   d(number)/dt = I, d(radius)/dt = v number, d(square)/dt = 2 v radius, d(cube)/dt = 3 v square
/// which is Kolmogorov's integral 4 pi/3 int I(s) (int_s^t v)^3 ds, written as a chain.
template <class T>
struct GrainMoments {
  T number{0.0};
  T radius{0.0};
  T square{0.0};
  T cube{0.0};

  /// Volume of the grains per volume, overlaps counted twice.
  T extended_volume() const { return 4.0 / 3.0 * std::numbers::pi * cube; }
  T fraction() const { return 1.0 - exp(-extended_volume()); }

  /// After `time` at constant rates; exact for any length of the step.
  GrainMoments after(const T& time, const T& nucleation, const T& velocity) const {
    const T r = velocity * time;
    const T born = nucleation * time;
    return {number + born, radius + r * (number + 0.5 * born),
            square + r * (2.0 * radius + r * (number + born / 3.0)),
            cube + r * (3.0 * square + r * (3.0 * radius + r * (number + 0.25 * born)))};
  }
};

/// The moments that constant rates leave behind when they have transformed `fraction`.
template <class T>
GrainMoments<T> moments_at_fraction(const T& fraction, const T& nucleation, const T& velocity) {
  return GrainMoments<T>{}.after(time_to_fraction(fraction, nucleation, velocity), nucleation,
                                 velocity);
}

}  // namespace verdet::physics
