// Interpolation of a mode shape from one Yee grid to another.
#pragma once

#include "verdet/fields/modes/transverse_operator.hpp"

namespace verdet {

/// Bilinear interpolation of (Ex, Ey) between two grids; zero outside the source. Good for start
/// vectors and for comparing modes, not for derivatives.
Vector<std::complex<double>> interpolate_transverse(const YeeGrid& from,
                                                    const Unknowns& from_unknowns,
                                                    const Vector<std::complex<double>>& mode,
                                                    const YeeGrid& to, const Unknowns& to_unknowns);

}  // namespace verdet
