// Adaptive refinement of one axis: resonances and thresholds get points, flat stretches do not.
#pragma once

#include "verdet/studies/sweep/collect.hpp"
#include "verdet/studies/sweep/execute.hpp"

namespace verdet {

/// Computes a refined sweep on this machine. The axis is halved where linear interpolation between
/// two neighbours misses the value half way between them by more than the tolerance; a change from
/// a number to NaN (the end of a limit cycle) is followed to the last level. Decisions are made
/// round by round from stored values, so a resumed sweep makes the same ones.
SweepOutcome execute_refined(const Plan& plan, SweepStore& store, const MaterialLibrary& materials,
                             const SweepOptions& options, const Context& context);

}  // namespace verdet
