// Highest mode index of one-dimensional slices: bounds for modes and edges of the continuum.
#pragma once

#include "verdet/fields/modes/yee_grid.hpp"

namespace verdet {

/// Highest effective index (TE or TM) of the layers met along column `i` (x = centre of cell i)
/// when they extend without end sideways; open ends. Real parts of the media only.
double column_index(const CrossSection& section, const YeeGrid& grid, int i);

/// The same along row `j`.
double row_index(const CrossSection& section, const YeeGrid& grid, int j);

/// No mode lies above the best column nor above the best row: the smaller of the two.
double index_bound(const CrossSection& section, const YeeGrid& grid);

/// Sides beyond which a mode could radiate.
struct OpenSides {
  bool left = true, right = true, bottom = true, top = true;
};

/// Highest index of anything that reaches an open side of the window: a mode below it is not
/// guided. 0 when no side is open.
double continuum_index(const CrossSection& section, const YeeGrid& grid, const OpenSides& open);

}  // namespace verdet
