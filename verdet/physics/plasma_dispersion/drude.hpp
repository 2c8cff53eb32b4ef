// Plasma dispersion of a semiconductor by Drude's model of free carriers.
#pragma once

#include "verdet/base/math.hpp"
#include "verdet/physics/constants.hpp"
#include "verdet/physics/plasma_dispersion/carrier_effect.hpp"

namespace verdet::physics {

/// First order in the densities N, P (bib: SorefBennett1987), lambda in m:
///   dn     = -(e^2 lambda^2 / 8 pi^2 c^2 eps_0 n) (N / m_ce + P / m_ch)
///   dalpha =  (e^3 lambda^2 / 4 pi^2 c^3 eps_0 n) (N / m_ce^2 mu_e + P / m_ch^2 mu_h)
/// It underestimates the absorption of silicon at 1.55 um: prefer the power laws there.
struct DrudeCarriers {
  double index = 0;              ///< of the host, 1
  double electron_mass = 0;      ///< conductivity effective mass, in electron masses
  double hole_mass = 0;          ///< in electron masses
  double electron_mobility = 0;  ///< m^2/(V s)
  double hole_mobility = 0;      ///< m^2/(V s)

  /// Effect of `electrons` and `holes` (m^-3) at the vacuum wavelength in m.
  template <class T>
  CarrierEffect<T> operator()(const T& wavelength, const T& electrons, const T& holes) const {
    using namespace codata2018;
    constexpr double pi = std::numbers::pi;
    constexpr double e = kElementaryCharge;
    constexpr double c = kSpeedOfLight;
    const double me = electron_mass * kElectronMass;
    const double mh = hole_mass * kElectronMass;
    const T l2 = wavelength * wavelength;
    CarrierEffect<T> effect;
    effect.index = -(e * e / (8 * pi * pi * c * c * kVacuumPermittivity * index)) * l2 *
                   (electrons / me + holes / mh);
    effect.absorption =
        e * e * e / (4 * pi * pi * c * c * c * kVacuumPermittivity * index) * l2 *
        (electrons / (me * me * electron_mobility) + holes / (mh * mh * hole_mobility));
    return effect;
  }
};

}  // namespace verdet::physics
