// From an eigenvector on a Yee grid to a reported mode.
#pragma once

#include "verdet/fields/modes/grid_level.hpp"
#include "verdet/fields/modes/mirror_planes.hpp"

namespace verdet {

/// Six components at the cell centres of the window (absorbers left out), completed by reflection,
/// scaled to 1 W and rotated so that int (Ex^2 + Ey^2) is real and positive and the largest
/// transverse component has a positive real part. Fills grid and fields only.
Mode assemble_mode(const GridLevel& level, const Vector<std::complex<double>>& shape,
                   std::complex<double> index, const SymmetryClass& planes);

}  // namespace verdet
