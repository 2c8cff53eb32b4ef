// Forouhi and Bloomer: index and extinction of amorphous films, one term.
#pragma once

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// bib: Forouhi1986, eqs. 10 and 20 (f = "the index, not the permittivity"):
///   k = A (E - Eg)^2 / (E^2 - B E + C)        for E > Eg, else 0
///   n = n_inf + (B0 E + C0) / (E^2 - B E + C)
///   Q = sqrt(4 C - B^2) / 2, B0 = A/Q (-B^2/2 + Eg B - Eg^2 + C),
///   C0 = A/Q ((Eg^2 + C) B/2 - 2 Eg C)
/// n is the transform of the untruncated k, so the pair is Kramers-Kronig consistent only nearly
/// (see the source). A has no unit, B an energy, C its square; 4 C > B^2.
template <class T>
struct ForouhiBloomer {
  T index{}, amplitude{}, b{}, c{}, gap{};

  /// n + ik (not the permittivity).
  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    using R = Answer<T, E>;
    const T q = 0.5 * sqrt(4.0 * c - b * b);
    const T scale = amplitude / q;
    const T b0 = scale * (gap * b - 0.5 * b * b - gap * gap + c);
    const T c0 = scale * (0.5 * (gap * gap + c) * b - 2.0 * gap * c);
    const R inverse = 1.0 / (photon * photon - b * photon + c);
    const R above = photon - gap;
    const R k = value_of(above) > 0 ? amplitude * above * above * inverse : R(0.0);
    return {index + (b0 * photon + c0) * inverse, k};
  }
};

}  // namespace verdet::physics
