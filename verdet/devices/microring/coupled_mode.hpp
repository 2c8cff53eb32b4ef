// Coefficients of the ring's coupled-mode equations, and the rates that all its motions share.
// Derivation term by term: README.md beside this file. Everything is inlined into the kernels of
// the lanes, which know the zeros of the Jacobian only then (verdet/solvers/ode/sparse_dual.hpp).
#pragma once

#include "verdet/base/math.hpp"
#include "verdet/solvers/ode/unroll.hpp"

namespace verdet {

/// coefficient * N^exponent, N in m^-3.
template <class T>
struct PowerLaw {
  T coefficient, exponent;
};

/// One resonance of a ring. Rates g are those of the energy (1/s).
template <class T>
struct CoupledMode {
  T omega0;                                ///< cold resonance, rad/s
  T half_loss;                             ///< (g_i + g_1 + g_2)/2
  T couple1, couple2;                      ///< sqrt(g_1), sqrt(g_2), s^-1/2
  T backscatter;                           ///< between the two waves, rad/s
  T kerr;                                  ///< rad/s per J
  T tpa;                                   ///< 1/s per J
  T heat_shift;                            ///< domega/dT, rad/(s K)
  T carrier_shift;                         ///< domega/dN, rad m^3/s
  T fca;                                   ///< dg_FCA/dN, m^3/s
  T power_laws;                            ///< 1 when one of the next four is there, else 0
  PowerLaw<T> electron_shift, hole_shift;  ///< beside carrier_shift, rad/s
  PowerLaw<T> electron_fca, hole_fca;      ///< beside fca, 1/s
  T generation;                            ///< m^-3/s per J^2
  T carrier_decay, heat_decay;             ///< 1/s
  T heating;                               ///< K per absorbed J
  T absorbed;                              ///< eta_lin g_i, 1/s
};

/// Shift of the resonance (rad/s) and loss of energy (1/s).
template <class T>
struct CarrierAction {
  T shift, loss;
};

/// What a density of electron-hole pairs does. Below 1e16 m^-3 (|dn| < 4e-10 there) power laws are
/// continued by straight lines to 0, so that a cold start has finite slopes.
template <class C, class T>
VERDET_INLINE CarrierAction<T> act(const CoupledMode<C>& c, const T& density) {
  CarrierAction<T> action{c.carrier_shift * density, c.fca * density};
  if (is_zero(c.power_laws)) [[likely]]
    return action;
  constexpr double kSmall = 1e16;
  const auto linear = density < kSmall;
  const T logarithm = log(select(linear, T(kSmall), density));
  const T share = select(linear, density / kSmall, T(1.0));
  const auto law = [&](const PowerLaw<C>& p) {
    return p.coefficient * exp(p.exponent * logarithm) * share;
  };
  action.shift = action.shift + law(c.electron_shift) + law(c.hole_shift);
  action.loss = action.loss + law(c.electron_fca) + law(c.hole_fca);
  return action;
}

/// d(carriers)/dt and d(temperature)/dt. `energy` is the sum over both waves, `pairs` the sum of
/// U_i U_j weighted by which photons meet: U^2 of one wave, U1^2 + 4 U1 U2 + U2^2 of two.
template <class C, class T>
VERDET_INLINE void relax(const CoupledMode<C>& c, const T& energy, const T& pairs,
                         const T& carriers, const T& carrier_loss, const T& temperature,
                         T& carrier_rate, T& temperature_rate) {
  carrier_rate = c.generation * pairs - c.carrier_decay * carriers;
  temperature_rate = c.heating * (energy * (c.absorbed + carrier_loss) + c.tpa * pairs) -
                     c.heat_decay * temperature;
}

}  // namespace verdet
