// The microring's waveguide and gaps, solved by the mode solver.
#pragma once

#include "verdet/devices/microring/microring.hpp"

namespace verdet {

/// n_eff over the bandwidth from modes at Chebyshev points, absorption of the mode, and the
/// coupling angles of the gaps. Throws InputError when the waveguide guides no mode.
Microring::Prepared<double> solve_ring(const MicroringParameters<double>& parameters,
                                       const Environment& environment);

}  // namespace verdet
