// Free carriers in a metal or a doped oxide.
#pragma once

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// -plasma_energy^2 / (E^2 + i broadening E): Lorentz's oscillator without a restoring force. For
/// an electron density N and effective mass m the plasma energy is hbar e sqrt(N / (eps_0 m)), and
/// the broadening hbar / tau.
template <class T>
struct DrudePermittivity {
  T plasma_energy{}, broadening{};

  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    using R = Answer<T, E>;
    const R square = photon * photon + broadening * broadening;
    const R scale = plasma_energy * plasma_energy / square;
    return {-scale, scale * broadening / photon};
  }
};

}  // namespace verdet::physics
