// Carriers of graphene: density, quantum capacitance, and the Fermi level a gate sets.
#pragma once

namespace verdet::physics {

/// Fermi velocity of graphene in nearly every published model, m/s.
inline constexpr double kFermiVelocity = 1e6;

/// Electrons less holes per area, m^-2: (2/pi) (kT/hbar v)^2 int_0^(mu/kT) ln[2 (1 + cosh t)] dt,
/// which goes to mu^2 / (pi hbar^2 v^2) for mu >> kT. Odd in mu (J); T in K, above 0.
double net_density(double fermi_level, double temperature, double velocity = kFermiVelocity);

/// The Fermi level (J) of that net density (m^-2) at T (K): hot carriers keep their density while
/// their level falls.
double fermi_level_of(double density, double temperature, double velocity = kFermiVelocity);

/// C_q = e^2 dn/dmu = (2 e^2 kT / (pi (hbar v)^2)) ln{2 [1 + cosh(mu/kT)]}, F/m^2
/// (bib: Fang2007, eq. 5).
double quantum_capacitance(double fermi_level, double temperature,
                           double velocity = kFermiVelocity);

/// A sheet under a gate: the voltage falls over the dielectric and over the Fermi level itself.
struct Gate {
  double capacitance = 0;       ///< of the dielectric per area, eps_0 eps_r / d, F/m^2
  double neutral_voltage = 0;   ///< V, where the sheet is undoped
  double residual_density = 0;  ///< of charge puddles, m^-2; adds in squares (bib: Kim2009)
};

/// The Fermi level (J) that solves V - V_0 = mu/e + e n(mu, T)/C for the gate voltage V; negative
/// for holes. Residual charge then raises its magnitude: |n| = sqrt(n_gate^2 + n_residual^2).
double gated_fermi_level(const Gate& gate, double voltage, double temperature,
                         double velocity = kFermiVelocity);

/// tau = mobility mu / (e v^2), s, for a mobility in m^2/(V s) and a level in J.
double scattering_time_of(double mobility, double fermi_level, double velocity = kFermiVelocity);

}  // namespace verdet::physics
