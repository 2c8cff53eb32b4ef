// Conducting sheets on the nodes of the electric field.
#pragma once

#include "verdet/fields/modes/node_media.hpp"

namespace verdet {

/// Adds i sigma Z0 / (k0 h) to the nodes tangential to the sheet, weighted with the share of each
/// node's length that the sheet covers. On a wall only half of the sheet belongs to the window.
void add_sheet(const Sheet& sheet, const YeeGrid& grid, double wavelength, NodeMedia& media);

}  // namespace verdet
