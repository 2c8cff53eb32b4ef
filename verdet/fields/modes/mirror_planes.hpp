// Mirror symmetry of a section: which planes there are, which half problems to solve, how fields
// continue on the other side.
#pragma once

#include <optional>
#include <vector>

#include "verdet/fields/modes/mode.hpp"
#include "verdet/fields/modes/mode_options.hpp"

namespace verdet {

/// A plane x = `centre` (axis 0) or y = `centre` (axis 1) with the wall that replaces it.
struct MirrorPlane {
  int axis = 0;
  double centre = 0;
  Wall wall = Wall::pec;  ///< pec (electric) or pmc (magnetic)

  bool operator==(const MirrorPlane&) const = default;
};

/// The planes of one symmetry class; empty for the whole section.
using SymmetryClass = std::vector<MirrorPlane>;

/// All classes to solve: 1, 2 or 4. `window` is the user's, if any: it must be symmetric as well.
/// Throws InputError when a mirror is demanded that the section, the walls or the window lack.
std::vector<SymmetryClass> symmetry_classes(const CrossSection& section,
                                            const ModeOptions& options);

/// The upper half of `window` for each plane, with the plane's wall at the cut.
void fold(const SymmetryClass& planes, Box& window, Walls& walls);

/// Completes the fields of a half window by reflection. On an electric wall E is odd except for its
/// normal component, and H even except for its normal component; on a magnetic wall the reverse.
void unfold(const SymmetryClass& planes, Mode& mode);

/// Centre of the breaks that matter along an axis, if there are any (see `near_breaks`).
std::optional<double> middle_of_section(const CrossSection& section, int axis, double wavelength);

/// Breaks within 12 wavelengths of the narrowest region along the axis: others are far away edges.
std::vector<double> near_breaks(const CrossSection& section, int axis, double wavelength);

}  // namespace verdet
