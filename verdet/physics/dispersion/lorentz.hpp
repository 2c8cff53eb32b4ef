// The damped harmonic oscillator of Lorentz.
#pragma once

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// strength / (energy^2 - E^2 - i broadening E), strength in energy^2. Causal; passive for strength
/// and broadening >= 0. Its tail absorbs far below the resonance, where measured films often do
/// not.
template <class T>
struct LorentzOscillator {
  T strength{}, energy{}, broadening{};

  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    using R = Answer<T, E>;
    const R distance = energy * energy - photon * photon;
    const R width = broadening * photon;
    const R scale = strength / (distance * distance + width * width);
    return {scale * distance, scale * width};
  }
};

}  // namespace verdet::physics
