// Growth velocity and nucleation rate on a fine grid of temperatures: what a time step looks up.
#pragma once

#include <vector>

#include "verdet/physics/crystallisation/kinetics_parameters.hpp"

namespace verdet {

/// Rates at one temperature: m/s, 1/(m^3 s).
struct CrystallisationRates {
  double growth = 0;
  double nucleation = 0;
};

/// The laws of physics/crystallisation every 0.5 K from 200 K to the melting point, their
/// logarithms joined by straight lines: 1e-4 of either rate. Above the melting point both are 0
/// here, because melting is limited by heat, not by kinetics.
class KineticsTable {
 public:
  explicit KineticsTable(const physics::CrystallisationKinetics<double>& kinetics);

  CrystallisationRates at(double kelvin) const;

  double melting_temperature() const noexcept { return melting_; }
  double glass_transition() const noexcept { return glass_; }
  double heat_of_fusion() const noexcept { return heat_; }
  /// Temperature at which half of a melt crystallises soonest, K.
  double nose() const noexcept { return nose_; }

 private:
  double melting_, glass_, heat_, nose_ = 0;
  std::vector<double> log_growth_, log_nucleation_;
};

}  // namespace verdet
