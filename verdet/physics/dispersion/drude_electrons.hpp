// The permittivity of a conductor by the density of its electrons.
#pragma once

#include "verdet/physics/dispersion/lorentz.hpp"

namespace verdet::physics {

/// background - (hbar e)^2 N / (eps_0 m) / (E^2 + i E hbar e / (m mu)): Drude's law, in which the
/// electron density N (m^-3) is a condition, not a coefficient. Unlike a change of index it holds
/// through the zero of the permittivity.
struct DrudeElectrons {
  double background = 1;  ///< of the bound electrons
  double mass = 1;        ///< optical effective mass, in electron masses
  double mobility = 0;    ///< m^2/(V s), at optical frequency

  /// Relative permittivity at the photon energy in J.
  template <class E, class N>
  Complex<Answer<E, N>> operator()(const E& photon, const N& electrons) const {
    using namespace codata2018;
    using R = Answer<E, N>;
    const double m = mass * kElectronMass;
    const double hbar_e = kHbar * kElementaryCharge;
    const LorentzOscillator<R> intraband{
        R(1.0) * (hbar_e * hbar_e / (kVacuumPermittivity * m) * electrons), R(0.0),
        R(hbar_e / (m * mobility))};
    return Complex<R>(R(background)) + intraband(photon);
  }
};

}  // namespace verdet::physics
