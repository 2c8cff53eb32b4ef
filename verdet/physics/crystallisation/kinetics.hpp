// Classical nucleation and growth of an undercooled phase-change melt, with the viscosity law that
// carries it from the melting point down through the glass. Over double, duals and lanes.
#pragma once

#include "verdet/base/math.hpp"
#include "verdet/physics/constants.hpp"
#include "verdet/physics/crystallisation/kinetics_parameters.hpp"

namespace verdet::physics {

/// log10 of the equilibrium viscosity in Pa s, after Mauro, Yue, Ellison, Gupta and Allan
/// (bib: Mauro2009, eq. 6): 12 at T_g with slope m.
template <class T>
T myega(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T floor_log = log(p.infinite_viscosity) / std::numbers::ln10;
  const T decades = 12.0 - floor_log;
  const T x = p.glass_transition / kelvin;
  return floor_log + decades * x * exp((p.fragility / decades - 1.0) * (x - 1.0));
}

/// Viscosity in Pa s: MYEGA down to T_glass, Arrhenius below it, continuous (bib: Wang2021, SI).
template <class T>
T viscosity(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T liquid = select(kelvin < p.arrhenius_below, p.arrhenius_below, kelvin);
  const T slowing =
      p.glass_activation_energy / codata2018::kBoltzmann * (1.0 / kelvin - 1.0 / liquid);
  return exp(std::numbers::ln10 * myega(p, liquid) + slowing);
}

/// Free energy gained per monomer that crystallises, J; negative above T_m (bib: Thompson1979).
template <class T>
T driving_energy(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T undercooling = (p.melting_temperature - kelvin) / p.melting_temperature;
  return p.monomer_volume * p.heat_of_fusion * undercooling * 2.0 * kelvin /
         (p.melting_temperature + kelvin);
}

/// Velocity at which monomers join a flat front, none leaving it, m/s (bib: Wang2021, SI).
template <class T>
T attachment_velocity(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T thermal = codata2018::kBoltzmann * kelvin;
  return 4.0 * p.atomic_radius * thermal /
         (3.0 * std::numbers::pi * p.jump_distance * p.jump_distance * p.hydrodynamic_radius *
          viscosity(p, kelvin));
}

/// Velocity of the crystal's front in m/s; negative above T_m, where the crystal dissolves
/// (bib: Wang2021, SI; Salinga2013).
template <class T>
T growth_velocity(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T thermal = codata2018::kBoltzmann * kelvin;
  return attachment_velocity(p, kelvin) * (1.0 - exp(-driving_energy(p, kelvin) / thermal));
}

/// Share of the barrier that is left on a wall wetted at angle theta: 1 at 180 deg.
template <class T>
T wetting_factor(const CrystallisationKinetics<T>& p) {
  const T c = cos(p.wetting_angle);
  return 0.25 * (2.0 - 3.0 * c + c * c * c);
}

/// Energy of the critical nucleus times the square of the driving energy, J^3 (bib: Senkader2004).
template <class T>
T nucleus_barrier(const CrystallisationKinetics<T>& p) {
  const T s = p.interface_energy;
  return wetting_factor(p) * 16.0 * std::numbers::pi / 3.0 * p.monomer_volume * p.monomer_volume *
         s * s * s;
}

/// Critical nucleus in monomers and its energy in J (bib: Senkader2004).
template <class T>
struct CriticalNucleus {
  T monomers;
  T energy;
};

/// Where the melt is not undercooled the nucleus is as good as infinite, so that its rate is 0.
template <class T>
CriticalNucleus<T> critical_nucleus(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T gain = driving_energy(p, kelvin);
  const T least = 1e-3 * codata2018::kBoltzmann * kelvin;
  const T dg = select(gain > least, gain, least);
  const T energy = nucleus_barrier(p) / (dg * dg);
  return {2.0 * energy / dg, energy};
}

/// Nucleation rate in 1/(m^3 s), steady state (bib: Wang2021, SI; Senkader2004).
template <class T>
T nucleation_rate(const CrystallisationKinetics<T>& p, const T& kelvin) {
  const T thermal = codata2018::kBoltzmann * kelvin;
  const CriticalNucleus<T> critical = critical_nucleus(p, kelvin);
  const T attach = thermal / (3.0 * std::numbers::pi * p.jump_distance * p.jump_distance *
                              p.jump_distance * viscosity(p, kelvin));
  // The nucleus' surface, monomers^(2/3), times Zeldovich's factor sqrt(dg/(6 pi kT monomers)):
  // with monomers = 2 barrier/dg^3 the driving energy dg drops out.
  const T surface_zeldovich =
      exp(log(2.0 * nucleus_barrier(p)) * (1.0 / 6.0)) / sqrt(6.0 * std::numbers::pi * thermal);
  return 4.0 / p.monomer_volume * attach * surface_zeldovich * exp(-critical.energy / thermal);
}

}  // namespace verdet::physics
