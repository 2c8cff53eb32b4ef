// Temperatures and energy of a film on its guide, for every model that follows them on a grid.
#pragma once

#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/film_stack.hpp"

namespace verdet {

/// Of the hottest film cell, K.
double hottest(const StackGrid& stack, const FilmState& state, double ambient);

/// Peaks and latency of an outcome at `time` (s) after the period began.
void record(const StackGrid& stack, const FilmState& state, double ambient, double glass_transition,
            double time, PulseOutcome& outcome);

/// Enthalpy above the cold, wholly crystalline cell: heat and latent heat (`heat_of_fusion` in
/// J/m^3), J.
double enthalpy(const StackGrid& stack, const FilmState& state, double heat_of_fusion);

}  // namespace verdet
