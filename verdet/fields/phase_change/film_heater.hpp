// The electrical heater of a phase-change cell: what its driver draws, and what heats the stack.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/film_stack.hpp"
#include "verdet/physics/electrical/heater_circuit.hpp"

namespace verdet {

/// The current is even over the heater; what it heats beside the cell is lost to it.
struct FilmHeater {
  physics::HeaterCircuit circuit;
  double ohmic_share =
      1;  ///< of the heat in the conductor's resistance that is set free at the cell
  double junction_share = 1;  ///< of the heat in its junction

  struct Energy {
    double drawn = 0;  ///< from the source, J
    double heat = 0;   ///< at the cell, J
  };
  /// Moves the voltage across the heater on by `dt` from `time` (s) under the electrical ones of
  /// `pulses`. Between pulses a voltage source is at 0 V, a current source open.
  Energy advance(double& voltage, std::span<const WritePulse> pulses, double time, double dt) const;
};

/// What the table tells of a heater.
struct HeaterSummary {
  double sheet_resistance = 0;  ///< ohm, of one square; of a diode its doped regions
  double resistance = 0;        ///< ohm, between the contacts, theirs included
};

/// The same for a cell that may have no heater. InputError when pulses then ask for one.
FilmHeater::Energy advance_heater(const std::optional<FilmHeater>& heater, FilmState& state,
                                  std::span<const WritePulse> pulses, double time, double dt);

/// Power in front of the cell, and of the heater over it, W.
struct Supply {
  double light = 0, heat = 0;
};

/// Adds the power of a heater (W) to that of the grid's volumes.
void add_heat(const StackGrid& stack, double power, std::span<double> volumes);

}  // namespace verdet
