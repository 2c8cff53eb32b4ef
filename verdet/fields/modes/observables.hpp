// Integrals over the fields of a mode.
#pragma once

#include <complex>

#include "verdet/fields/modes/cross_section.hpp"
#include "verdet/fields/modes/mode.hpp"

namespace verdet {

/// Power through the cross-section, W: (1/2) Re int (E x H*) . z.
double mode_power(const Mode& mode);

/// int |Ex|^2 / int (|Ex|^2 + |Ey|^2), between 0 and 1.
double te_fraction(const Mode& mode);

/// (int |E|^2)^2 / int |E|^4, m^2, all three components (Agrawal 2013, equation 2.3.30).
double effective_area(const Mode& mode);

/// Confinement factor of a region A: d n_eff / d n_A = n_A c eps0 int_A |E|^2 / (2 P), component by
/// component in an anisotropic medium (Visser et al. 1997; Robinson et al. 2008). It exceeds the
/// share of energy where light is slow, and may exceed 1. `region` counts from 0; -1 is the
/// background.
double confinement_factor(const CrossSection& section, const Mode& mode, int region);

/// (1/4) int (Ea x Hb* + Eb* x Ha) . z in units of 1 W: 1 for a mode with itself, about 0 for two
/// modes of one lossless guide. Mode b is interpolated bilinearly onto the grid of mode a.
/// |overlap|^2 is the power coupled at a junction when reflections are negligible.
std::complex<double> overlap(const Mode& a, const Mode& b);

}  // namespace verdet
