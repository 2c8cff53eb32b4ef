// Crystallisation along a path of uniform cooling.
#pragma once

#include "verdet/physics/crystallisation/avrami.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {

/// Grains left by cooling from the melting point to `end` (K) at `rate` (K/s), without any at the
/// start. Midpoint steps of 0.05 K: 1e-5 of the extended volume.
inline physics::GrainMoments<double> grains_after_cooling(
    const physics::CrystallisationKinetics<double>& kinetics, double end, double rate) {
  constexpr double kStep = 0.05;
  const double start = kinetics.melting_temperature;
  const int steps = static_cast<int>((start - end) / kStep) + 1;
  const double step = (start - end) / steps;
  physics::GrainMoments<double> grains;
  for (int i = 0; i < steps; ++i) {
    const double kelvin = start - (i + 0.5) * step;
    grains = grains.after(step / rate, physics::nucleation_rate(kinetics, kelvin),
                          physics::growth_velocity(kinetics, kelvin));
  }
  return grains;
}

/// The cooling rate (K/s) that leaves `fraction` crystalline: the extended volume goes with the
/// fourth power of time at given temperatures, hence with rate^-4.
inline double critical_cooling_rate(const physics::CrystallisationKinetics<double>& kinetics,
                                    double end, double fraction) {
  constexpr double kTrial = 1e9;
  const double extended = grains_after_cooling(kinetics, end, kTrial).extended_volume();
  return kTrial * std::pow(extended / -std::log1p(-fraction), 0.25);
}

/// How far a front that is already there grows on the way (m).
inline double growth_on_cooling(const physics::CrystallisationKinetics<double>& kinetics,
                                double end, double rate) {
  constexpr int kSteps = 12000;
  const double step = (kinetics.melting_temperature - end) / kSteps;
  double length = 0;
  for (int i = 0; i < kSteps; ++i)
    length += step / rate *
              physics::growth_velocity(kinetics, kinetics.melting_temperature - (i + 0.5) * step);
  return length;
}

}  // namespace verdet
