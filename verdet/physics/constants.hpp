// Fundamental constants, CODATA 2018 recommended values (bib: Tiesinga2021), SI units.
#pragma once

#include <numbers>

namespace verdet::codata2018 {

// Exact by the definition of the SI since 2019.
inline constexpr double kSpeedOfLight = 299792458.0;               ///< c, m/s
inline constexpr double kPlanck = 6.62607015e-34;                  ///< h, J s
inline constexpr double kHbar = kPlanck / (2 * std::numbers::pi);  ///< J s
inline constexpr double kElementaryCharge = 1.602176634e-19;       ///< e, C
inline constexpr double kBoltzmann = 1.380649e-23;                 ///< k_B, J/K
inline constexpr double kAvogadro = 6.02214076e23;                 ///< N_A, 1/mol

// Measured; the relative standard uncertainty stands behind each.
inline constexpr double kVacuumPermittivity = 8.8541878128e-12;         ///< eps_0, F/m (1.5e-10)
inline constexpr double kVacuumPermeability = 1.25663706212e-6;         ///< mu_0, N/A^2 (1.5e-10)
inline constexpr double kVacuumImpedance = 376.730313668;               ///< Z_0, ohm (1.5e-10)
inline constexpr double kElectronMass = 9.1093837015e-31;               ///< m_e, kg (3.0e-10)
inline constexpr double kFineStructure = 7.2973525693e-3;               ///< alpha, 1 (1.5e-10)
inline constexpr double kBohrMagneton = 9.2740100783e-24;               ///< mu_B, J/T (3.0e-10)
inline constexpr double kElectronGyromagneticRatio = 1.76085963023e11;  ///< 1/(s T) (3.0e-10)

}  // namespace verdet::codata2018
