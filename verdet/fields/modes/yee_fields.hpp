// All six field components of a mode on the Yee grid, and the integrals that follow from them.
#pragma once

#include <complex>

#include "verdet/fields/modes/transverse_operator.hpp"

namespace verdet {

/// Fields on their own nodes, arbitrary scale; H is multiplied by the vacuum impedance. In a bend
/// they are covariant components (the longitudinal ones carry the factor h = 1 + x / R).
struct YeeFields {
  NodeField ex, ey, ez, hx, hy, hz;
};

/// Recovers Ez and H from an eigenvector with n_eff = `index`:
///   Ez = i psi / n, n Hy = ex Ex - d_y phi, n Hx = -ey Ey - d_x phi, Hz = -i phi.
YeeFields recover_fields(const YeeGrid& grid, const NodeMedia& media, const Unknowns& unknowns,
                         const Vector<std::complex<double>>& transverse,
                         std::complex<double> index);

/// Group index c d beta / d omega from the fields (Hellmann-Feynman for the reciprocal problem, no
/// conjugation, hence exact with loss, absorbers and bends as well):
///   n_g = int [d(k0 e)/dk0 . (Ex^2, Ey^2, -Ez^2) + m . (Hx^2, Hy^2, -Hz^2)]
///         / (2 int (Ex Hy - Ey Hx)).
/// It is the derivative of the discrete n_eff on this grid. Source: Snyder and Love 1983,
/// chapter 31.
std::complex<double> group_index(const YeeGrid& grid, const NodeMedia& media,
                                 const YeeFields& fields);

}  // namespace verdet
