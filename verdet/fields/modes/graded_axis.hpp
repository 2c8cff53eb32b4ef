// Graded grid lines along one axis, in self-similar families.
#pragma once

#include <vector>

namespace verdet {

/// A stretch between two break points. The wanted cell size at level 1 is
/// h(x) = min(low_cell + growth (x - low), high_cell + growth (high - x), cap).
struct AxisSegment {
  double low = 0;
  double high = 0;
  double low_cell = 0;
  double high_cell = 0;
  double growth = 0;
  double cap = 0;
  int cells = 0;        ///< at level 1; 0 takes what h asks for
  bool single = false;  ///< one cell at every level: nothing varies here
};

/// Consecutive segments; every break point is a grid line at every level.
using AxisPlan = std::vector<AxisSegment>;

/// Cells of one segment at level 1: those it states, else the integral of 1 / h, rounded up.
int cells_at_level_one(const AxisSegment& segment);

/// Grid lines at `level`: each segment holds level x its cells, at equal steps of the integral of
/// 1 / h, so that level 2 m halves every cell of level m and errors scale with a power of 1 /
/// level.
std::vector<double> grid_lines(const AxisPlan& plan, int level);

/// Number of cells of the whole plan at level 1.
int cells_at_level_one(const AxisPlan& plan);

}  // namespace verdet
