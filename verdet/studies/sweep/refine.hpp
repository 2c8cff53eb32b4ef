// Adaptive refinement of one axis: resonances and thresholds get points, flat stretches do not.
#pragma once

#include "verdet/studies/sweep/collect.hpp"
#include "verdet/studies/sweep/execute.hpp"
#include "verdet/studies/sweep/intervals.hpp"

namespace verdet {

/// Computes a share of a refined sweep: the lines along the refined axis that begin in it. The axis
/// is halved where linear interpolation between two neighbours misses the value half way between
/// them by more than the tolerance; a change from a number to NaN (the end of a limit cycle) is
/// followed to the last level. Decisions are made round by round from stored values, so a resumed
/// sweep makes the same ones.
SweepOutcome execute_refined(const Plan& plan, SweepStore& store, const MaterialLibrary& materials,
                             const SweepOptions& options, const Context& context);

/// Points that the share still lacks, in the first round of refinement that is not whole: empty
/// when the share is complete. `values` are those of the refined variable over all points of the
/// sweep.
std::vector<std::uint64_t> missing_refined(const Plan& plan, const Shard& shard,
                                           const std::vector<double>& values,
                                           const IntervalSet& there);

}  // namespace verdet
