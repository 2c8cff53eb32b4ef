// Critical points of interband transitions: an oscillator with a phase.
#pragma once

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// bib: Etchegoin2006, eq. 4, for exp(-i omega t):
///   strength energy (exp(i phase) / (energy - E - i broadening)
///                    + exp(-i phase) / (energy + E + i broadening))
/// strength has no unit. Phase 0 and small broadening is nearly Lorentz's oscillator. Causal; not
/// passive for every phase.
template <class T>
struct CriticalPoint {
  T strength{}, phase{}, energy{}, broadening{};

  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    using R = Answer<T, E>;
    const R below = energy - photon, above = energy + photon;
    const R c(cos(phase)), s(sin(phase));
    const Complex<R> turn{c, s}, back{c, -s};
    const Complex<R> resonant{below, R(-broadening)}, other{above, R(broadening)};
    return R(strength * energy) * (turn / resonant + back / other);
  }
};

}  // namespace verdet::physics
