// A window that a given section needs at a given accuracy.
#pragma once

#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/fields/modes/mirror_planes.hpp"
#include "verdet/fields/modes/slab_index.hpp"

namespace verdet {

struct WindowSearch {
  Box window;
  bool decayed = true;      ///< false: some mode did not decay towards a side
  double lowest_index = 0;  ///< of the wanted guided modes on the survey grid; 0: none
};

/// Walls with `automatic` resolved: PEC, but PML on the outer side, above and below of a bend.
Walls resolved_walls(const ModeOptions& options);

/// Sides that stand for open space: everything but walls asked for explicitly as PEC or PMC.
OpenSides open_sides(const ModeOptions& options);

/// Solves all classes on a coarse grid in a generous window, fits the tails of the guided modes and
/// puts every open side where cutting the tail shifts n_eff by less than a twentieth of the
/// accuracy. Sides with explicit PEC or PMC walls need `options.window`; throws InputError
/// otherwise.
WindowSearch find_window(const CrossSection& section, const ModeOptions& options,
                         const std::vector<SymmetryClass>& classes, const Context& context);

}  // namespace verdet
