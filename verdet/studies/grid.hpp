// The full grid of a sweep, one point after the other.
#pragma once

#include "verdet/studies/plan.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

Table run_grid(const Plan& plan, const Environment& environment);

/// Stacks the tables of the points (row-major over `axes`) into one; nullptr marks a failed point.
/// Variables get the sweep axes in front; ragged axes are padded with NaN and carry `count`.
Table stack(const std::vector<Axis>& axes, const std::vector<const Table*>& points);

}  // namespace verdet
