// Tables of many points side by side; a sweep small enough to live in memory.
#pragma once

#include "verdet/studies/plan.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// All points of the plan's design, in memory.
Table run_grid(const Plan& plan, const Environment& environment);

/// Stacks the tables of the points (row-major over `axes`) into one; nullptr marks a failed point.
/// Variables get the sweep axes in front, save auxiliary coordinates that all points share; ragged
/// axes are padded with NaN and carry `count`. Attributes that are numbers become variables over
/// the points, texts that all points share stay attributes.
Table stack(const std::vector<Axis>& axes, const std::vector<const Table*>& points);

/// The same over one axis `point` that numbers the tables; an empty table when all are nullptr.
Table stack_points(const std::vector<const Table*>& points);

/// A stacked table with its row k moved to row `rows[k]` of `count`; the other rows are blank.
Table spread_rows(const Table& table, std::span<const std::size_t> rows, std::size_t count);

/// A stacked table of all points with the axes and coordinates of the design in place of `point`.
Table unfold(const Table& table, const Design& design);

}  // namespace verdet
