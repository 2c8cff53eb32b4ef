// A heater behind its driver: source, source resistance, capacitance of pads and leads.
#pragma once

#include "verdet/physics/electrical/conductor.hpp"

namespace verdet::physics {

/// What the source holds: its open voltage (V), or its current (A).
struct Drive {
  bool current = false;
  double level = 0;
};

/// Where the energy of some time went, J: drawn = source + junction + ohmic + change of C V^2/2.
struct CircuitEnergy {
  double drawn = 0;     ///< from the source
  double source = 0;    ///< heat in the source resistance
  double junction = 0;  ///< heat in the conductor's junction
  double ohmic = 0;     ///< heat in its resistance
};

/// A voltage source works through `source_resistance` on the conductor with `capacitance` across
/// it; a current source feeds both directly. Resistances do not depend on temperature.
struct HeaterCircuit {
  Conductor conductor;
  double source_resistance = 50;  ///< ohm
  double capacitance = 50e-15;    ///< F, above 0

  /// Moves the voltage across the conductor on by `dt` (s) under a constant drive. Exact for a
  /// resistor. With a junction it is followed in steps of a quarter of its slope, each exact for
  /// the tangent of the curve (exponential Rosenbrock-Euler): second order, energy kept to
  /// rounding.
  CircuitEnergy advance(double& voltage, const Drive& drive, double dt) const;
};

}  // namespace verdet::physics
