// From the parameters of a ring to the coefficients of its coupled-mode equations.
#pragma once

#include <numbers>

#include "verdet/devices/microring/coupled_mode.hpp"
#include "verdet/devices/microring/parameters.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {

/// What the core's records say where `nonlinear:` does not.
template <class T>
struct RingMaterial {
  T index, kerr, two_photon_absorption, thermo_optic, density, heat_capacity;
  T carrier_laws;  ///< 1 when index or absorption of carriers follow the records' power laws
  PowerLaw<T> electron_index, hole_index;            ///< of -dn
  PowerLaw<T> electron_absorption, hole_absorption;  ///< of dalpha, 1/m
};

/// The linear resonance, as the delay-line ring has it.
template <class T>
struct LinearMode {
  T omega, round_trip;         ///< rad/s, s
  T intrinsic, first, second;  ///< rates of the energy, 1/s
};

namespace detail {

template <class T>
PowerLaw<T> scaled(const PowerLaw<T>& law, const T& factor) {
  return {factor * law.coefficient, law.exponent};
}

template <class T>
T given_or(const std::optional<T>& given, const T& otherwise) {
  return given ? *given : otherwise;
}

// Light: Johnson2006 (eqs. 4 to 6), Borselli2005.
template <class T>
void set_light(const RingNonlinearity<T>& p, const RingMaterial<T>& m, CoupledMode<T>& c) {
  using namespace codata2018;
  const T n = given_or(p.index, m.index);
  const T beta = given_or(p.two_photon_absorption, m.two_photon_absorption);
  if (p.kerr_volume)
    c.kerr = c.omega0 * given_or(p.kerr, m.kerr) * kSpeedOfLight / (n * n * *p.kerr_volume);
  const T strength = p.two_photon_confinement * beta * (kSpeedOfLight * kSpeedOfLight) / (n * n);
  c.tpa = strength / p.two_photon_volume;
  const T pairs = p.carrier_confinement * beta * (kSpeedOfLight * kSpeedOfLight) / (n * n);
  c.generation = pairs / (2.0 * kHbar * c.omega0 * (p.carrier_volume * p.carrier_volume));
}

template <class T>
void set_carriers(const RingNonlinearity<T>& p, const RingMaterial<T>& m, CoupledMode<T>& c) {
  const T n = given_or(p.index, m.index);
  const T turn = c.omega0 / n;                                           // domega = -(omega_0/n) dn
  const T loss = p.carrier_confinement * codata2018::kSpeedOfLight / n;  // dg = G c/n dalpha
  c.carrier_decay = 1.0 / p.carrier_lifetime;
  if (p.carrier_index) {
    c.carrier_shift = -(turn * *p.carrier_index);
  } else {
    c.electron_shift = scaled(m.electron_index, turn);
    c.hole_shift = scaled(m.hole_index, turn);
  }
  if (p.carrier_absorption) {
    c.fca = loss * *p.carrier_absorption;
  } else {
    c.electron_fca = scaled(m.electron_absorption, loss);
    c.hole_fca = scaled(m.hole_absorption, loss);
  }
  c.power_laws = m.carrier_laws;
}

template <class T>
void set_heat(const RingNonlinearity<T>& p, const RingMaterial<T>& m, CoupledMode<T>& c) {
  c.heat_shift =
      -(c.omega0 / given_or(p.index, m.index) * given_or(p.thermo_optic, m.thermo_optic));
  c.heating = p.heat_confinement / (given_or(p.density, m.density) *
                                    given_or(p.heat_capacity, m.heat_capacity) * p.heat_volume);
  c.heat_decay = 1.0 / p.thermal_lifetime;
}

}  // namespace detail

/// README.md, eqs. 1 to 5; without `nonlinear:` carriers and heat stay at rest.
template <class T>
CoupledMode<T> coupled_mode(const MicroringParameters<T>& p, const RingMaterial<T>& material,
                            const LinearMode<T>& linear) {
  CoupledMode<T> c{};
  c.omega0 = linear.omega;
  c.half_loss = 0.5 * (linear.intrinsic + linear.first + linear.second);
  c.couple1 = sqrt_from_zero(linear.first);
  c.couple2 = sqrt_from_zero(linear.second);
  c.backscatter = sqrt_from_zero(p.backscattering) / linear.round_trip;
  // A state that nothing drives still needs a decay, or its equation would have no steady state.
  c.carrier_decay = T(1e9);
  c.heat_decay = T(1e7);
  if (!p.nonlinear) return c;
  c.absorbed = p.nonlinear->heated_loss * linear.intrinsic;
  detail::set_light(*p.nonlinear, material, c);
  detail::set_carriers(*p.nonlinear, material, c);
  detail::set_heat(*p.nonlinear, material, c);
  return c;
}

}  // namespace verdet
