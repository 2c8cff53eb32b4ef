// Fewer points than a line has, with the same picture: narrow dips and peaks are kept.
#pragma once

#include <cstddef>
#include <vector>

namespace verdet::plot {

struct Points {
  std::vector<double> x;
  std::vector<double> y;
};

/// Walks the line and keeps, of each run of points within one of `columns` equal columns of x, the
/// first, the lowest, the highest and the last, in their order. NaN stay as interruptions. Lines
/// with at most 4 points per column are returned as they are.
Points decimate(Points line, std::size_t columns);

}  // namespace verdet::plot
