// Colour maps on an even grid of places, the only kind that renderers draw without seams.
#pragma once

#include <cstddef>

#include "verdet/tables/plot/scale.hpp"

namespace verdet::plot {

/// Values on `columns` by `rows` equal cells that fill [x_low, x_high] by [y_low, y_high].
struct EvenRaster {
  std::size_t columns = 0, rows = 0;
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;  ///< outer edges, as places
  std::vector<double> values;                           ///< row-major, lowest row first
};

/// The outer edges of cells around ascending or descending centres: half-way between neighbours,
/// the outermost cells symmetric.
std::vector<double> cell_edges(const std::vector<double>& centres);

/// Resamples a raster onto even cells: as it is when it is even already and small enough, else onto
/// a grid of at most `most_columns` by `most_rows`, each cell taking the value, of those it covers,
/// farthest from the middle of the whole map, so that narrow lines survive; uncovered cells take
/// that of the cell they lie in. Values become places of `colour`.
EvenRaster even_raster(const Raster& raster, const Scale& x, const Scale& y, const Scale& colour,
                       std::size_t most_columns, std::size_t most_rows);

}  // namespace verdet::plot
