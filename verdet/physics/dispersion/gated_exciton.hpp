// The exciton of a two-dimensional semiconductor under a gate.
#pragma once

#include "verdet/physics/dispersion/lorentz.hpp"

namespace verdet::physics {

/// A line whose strength free carriers move from the neutral exciton to the trion below it, block
/// and broaden (bib: Yu2017 names the mechanisms; the forms are the simplest with their limits):
///   f(n) = strength / (1 + n blocking),   f_X = f / (1 + n / conversion),   f_T = f - f_X,
///   width(n) = broadening + n collision
/// The neutral line stands at `energy`, the trion's `binding` below. All strength is kept but what
/// is blocked, and no density makes gain. Densities are carriers of either sign per area, m^-2.
template <class T>
struct GatedExciton {
  T strength{}, energy{}, broadening{};
  T binding{};     ///< of the trion
  T conversion{};  ///< density at which half of the strength is the trion's, m^-2
  T collision{};   ///< width per density
  T blocking{};    ///< 1 over the density at which filled states halve the strength, m^2

  template <class E, class N>
  Complex<Answer<T, E>> operator()(const E& photon, const N& density) const {
    using R = Answer<T, E>;
    const R total = strength / (1.0 + blocking * density);
    const R neutral = total / (1.0 + density / conversion);
    const R width = broadening + collision * density;
    const LorentzOscillator<R> exciton{neutral, R(1.0) * energy, width};
    const LorentzOscillator<R> trion{total - neutral, R(1.0) * (energy - binding), width};
    return exciton(photon) + trion(photon);
  }
};

}  // namespace verdet::physics
