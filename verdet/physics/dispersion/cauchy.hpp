// Cauchy's index with Urbach's absorption: transparent films near their edge.
#pragma once

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// n = a + b x^2 + c x^4 with x the photon energy over hc/(1 um) (so that x = 1/lambda in um^-1, b
/// in um^2, c in um^4), k = extinction exp((E - edge)/urbach). The two are not linked by Kramers
/// and Kronig: for fits within a band only.
template <class T>
struct CauchyUrbach {
  T a{}, b{}, c{}, extinction{}, urbach{}, edge{};

  /// n + ik; `micron` is the energy hc/(1 um) in the unit of the energies.
  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon, double micron) const {
    using R = Answer<T, E>;
    const auto x2 = (photon / micron) * (photon / micron);
    const R n = a + x2 * (b + x2 * c);
    if (value_of(extinction) == 0 && is_zero(extinction)) return {n, R(0.0)};
    return {n, extinction * exp((photon - edge) / urbach)};
  }
};

}  // namespace verdet::physics
