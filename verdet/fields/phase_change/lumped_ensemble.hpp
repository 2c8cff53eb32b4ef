// Many lumped cells under pulses at once, in SIMD lanes: what a network simulator calls.
#pragma once

#include <span>
#include <vector>

#include "verdet/fields/phase_change/lumped_equations.hpp"
#include "verdet/physics/crystallisation/kinetics_parameters.hpp"

namespace verdet {

/// One time step of all cells.
struct LumpedStep {
  double duration = 0;  ///< s
  double light = 0;     ///< share of each cell's power
};

/// The steps of a rectangular pulse: `lit` equal ones, then `dark` ones that grow by one ratio up
/// to the end of the period.
std::vector<LumpedStep> pulse_steps(double width, double period, int lit, int dark);

/// States of equal cells, one array per state.
struct LumpedEnsemble {
  std::array<std::vector<double>, kThermalTerms> rise;  ///< K
  std::vector<double> crystalline;                      ///< of each cell
  std::vector<double> number, radius, square, cube;     ///< moments of the grains

  /// Cold cells, all of one state.
  LumpedEnsemble(std::size_t cells, double crystalline,
                 const physics::GrainMoments<double>& grains);
  std::size_t size() const { return crystalline.size(); }
};

/// Takes every cell through `steps` under its own `power` (W). The same equations as
/// LumpedCellModel, with the laws in full instead of a table and with the steps as they are given:
/// within one step crystallisation should free less than some 10 K. Defined once per instruction
/// set.
void advance_ensemble(const LumpedCell<double>& cell,
                      const physics::CrystallisationKinetics<double>& kinetics,
                      std::span<const LumpedStep> steps, std::span<const double> power,
                      LumpedEnsemble& ensemble);

}  // namespace verdet
