// What the laws of the relative permittivity have in common.
//
// Every law is an aggregate of its parameters, templated on their scalar: doubles in a record,
// duals in a fit. Called with the photon energy it returns its contribution to the permittivity for
// exp(-i omega t): Im eps >= 0 absorbs. All energies share one unit (J in Verdet; eV does as well):
// the laws are homogeneous in it.
#pragma once

#include "verdet/physics/constants.hpp"
#include "verdet/physics/elementary.hpp"

namespace verdet::physics {

/// The scalar in which parameters of type P answer at an energy of type E.
template <class P, class E>
using Answer = decltype(P() * E());

/// n + ik of a permittivity; k >= 0 where Im eps >= 0.
template <class T>
Complex<T> index_of_permittivity(const Complex<T>& permittivity) {
  return sqrt(permittivity);
}

/// h c / lambda in J, lambda in m.
template <class T>
T photon_energy(const T& wavelength) {
  return (codata2018::kPlanck * codata2018::kSpeedOfLight) / wavelength;
}

}  // namespace verdet::physics
