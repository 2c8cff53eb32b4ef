// `transient` of a phase-change cell: one pulse of any shape seen in time.
#pragma once

#include "verdet/devices/phase_change_cell.hpp"
#include "verdet/experiments/transient/parameters.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// Over `time` (s): input and output power, temperature of the film, its crystalline fraction,
/// transmission and phase of the cell, energy absorbed so far, and the cell's own figures. The
/// light is that of `input`, which begins from `initial: {crystalline_fraction: X}`. Between two
/// samples, knots of the waveform or sixteenths of its ramps the power is taken as its mean.
/// InputError for settings that mean nothing to a cell.
Table run_cell(const PhaseChangeCell& device, const TransientParameters& p, const Context& context);

}  // namespace verdet
