// The closed set of laws a record can hold, one variant per kind of answer. Each is a plain value
// with a call operator over any scalar (double, dual); none knows units or files.
#pragma once

#include <complex>
#include <optional>
#include <variant>
#include <vector>

#include "verdet/materials/index_law.hpp"
#include "verdet/physics/crystal/tensor.hpp"
#include "verdet/physics/plasma_dispersion/drude.hpp"
#include "verdet/physics/plasma_dispersion/power_laws.hpp"
#include "verdet/physics/plasma_dispersion/sheet_carriers.hpp"
#include "verdet/physics/semiconductor/bandgap.hpp"
#include "verdet/physics/semiconductor/mobility.hpp"
#include "verdet/physics/semiconductor/recombination.hpp"
#include "verdet/physics/sheet/kubo.hpp"
#include "verdet/physics/thermal/conductivity.hpp"

namespace verdet {

/// Effect of free carriers on index and absorption.
using CarrierLaw =
    std::variant<physics::CarrierPowerLaws, physics::DrudeCarriers, physics::SheetCarriers>;

/// A value of the amorphous and one of the crystalline phase, between them by volume.
struct ByPhase {
  double amorphous = 0;
  double crystalline = 0;
};

/// Klaassen's mobility with the equilibrium that tells majority from minority carriers.
struct KlaassenMobility {
  physics::Klaassen law;
  double intrinsic = 0;  ///< m^-3
};

/// One real number, over wavelength, temperature or crystalline fraction.
using ScalarLaw = std::variant<ConstantLaw, SampledCurve, ByPhase, physics::PowerOfTemperature,
                               physics::ReciprocalPolynomial, physics::Varshni, physics::Passler,
                               physics::IntrinsicPower, physics::IntrinsicByGap, physics::Slotboom,
                               physics::LogarithmicNarrowing, physics::CaugheyThomas,
                               physics::Arora, physics::Masetti, KlaassenMobility,
                               physics::DopingLifetime, physics::Auger, physics::RichterAuger>;

/// Kubo's formula for Dirac electrons, which has no coefficient but e, hbar and k.
struct GrapheneSheet {};

/// Conductivity of a sheet, S.
using SheetLaw = std::variant<GrapheneSheet>;

/// g of a magnetised material, over wavelength: a value, or a Faraday rotation.
struct GyrationLaw {
  std::complex<double> value{};  ///< where no rotation is stated
  double rotation = 0;           ///< rad/m; g = n lambda theta/pi
  double index = 0;              ///< n of that formula
};
inline std::complex<double> evaluate(const GyrationLaw& law, double wavelength) {
  return law.rotation == 0 ? law.value
                           : physics::gyration_of_rotation(law.rotation, law.index, wavelength);
}

using Law = std::variant<IndexLaw, CarrierLaw, ScalarLaw, SheetLaw, physics::Pockels, GyrationLaw>;

template <class T>
T evaluate(const physics::PowerOfTemperature& law, const T&, const T& kelvin) {
  return law(kelvin);
}
template <class T>
T evaluate(const physics::ReciprocalPolynomial& law, const T&, const T& kelvin) {
  return law(kelvin);
}

// Laws of the temperature alone.
template <class T>
T evaluate(const physics::Varshni& law, const T&, const T& kelvin) {
  return law(kelvin);
}
template <class T>
T evaluate(const physics::Passler& law, const T&, const T& kelvin) {
  return law(kelvin);
}
template <class T>
T evaluate(const physics::IntrinsicPower& law, const T&, const T& kelvin) {
  return law(kelvin);
}
template <class T>
T evaluate(const physics::IntrinsicByGap& law, const T&, const T& kelvin) {
  return law(kelvin);
}

// A law that knows the temperature alone, under conditions.
template <class Part, class T>
T evaluate(const Part& part, const T& wavelength, const ConditionsOf<T>& at) {
  return evaluate(part, wavelength, at.temperature);
}
// Doping of both kinds, m^-3; a cubic centimetre of pure material has one impurity, so that powers
// and logarithms stay finite.
template <class T>
T total_doping(const ConditionsOf<T>& at) {
  return at.donors + at.acceptors + 1e6;
}
template <class T>
physics::Equilibrium<T> equilibrium_of(const ConditionsOf<T>& at, double intrinsic) {
  return physics::equilibrium(at.donors, at.acceptors, intrinsic);
}

// Published mobilities are in cm^2/(V s) over densities in cm^-3.
template <class T>
T evaluate(const physics::CaugheyThomas& law, const T&, const ConditionsOf<T>& at) {
  return 1e-4 * law(T(1e-6 * total_doping(at)), at.temperature);
}
template <class T>
T evaluate(const physics::Arora& law, const T&, const ConditionsOf<T>& at) {
  return 1e-4 * law(T(1e-6 * total_doping(at)), at.temperature);
}
template <class T>
T evaluate(const physics::Masetti& law, const T&, const ConditionsOf<T>& at) {
  return 1e-4 * law(T(1e-6 * total_doping(at)), at.temperature);
}
template <class T>
T evaluate(const KlaassenMobility& law, const T&, const ConditionsOf<T>& at) {
  const auto rest = equilibrium_of(at, law.intrinsic);
  const physics::Scatterers<T> met{1e-6 * at.donors + 1.0, 1e-6 * at.acceptors + 1.0,
                                   1e-6 * (rest.electrons + at.electrons),
                                   1e-6 * (rest.holes + at.holes)};
  return 1e-4 * law.law(met, at.temperature);
}
template <class T>
T evaluate(const physics::Slotboom& law, const T&, const ConditionsOf<T>& at) {
  return law(total_doping(at));
}
template <class T>
T evaluate(const physics::LogarithmicNarrowing& law, const T&, const ConditionsOf<T>& at) {
  return law(total_doping(at));
}
template <class T>
T evaluate(const physics::DopingLifetime& law, const T&, const ConditionsOf<T>& at) {
  return law(total_doping(at), at.temperature);
}
template <class T>
T evaluate(const physics::Auger& law, const T&, const ConditionsOf<T>& at) {
  const auto rest = equilibrium_of(at, law.intrinsic);
  return law(T(rest.electrons + at.electrons), T(rest.holes + at.holes), rest);
}
template <class T>
T evaluate(const physics::RichterAuger& law, const T&, const ConditionsOf<T>& at) {
  const auto rest = equilibrium_of(at, law.intrinsic);
  return law(T(rest.electrons + at.electrons), T(rest.holes + at.holes), rest);
}

template <class T>
T evaluate(const ByPhase& law, const T&, const ConditionsOf<T>& at) {
  return law.amorphous + (law.crystalline - law.amorphous) * at.crystalline_fraction;
}

/// The value at the vacuum wavelength (m) under conditions, in SI.
template <class T>
T evaluate(const ScalarLaw& law, const T& wavelength, const ConditionsOf<T>& at) {
  return std::visit([&](const auto& part) -> T { return evaluate(part, wavelength, at); }, law);
}
template <class T>
T evaluate(const ScalarLaw& law, const T& wavelength, const T& kelvin) {
  return evaluate(law, wavelength, ConditionsOf<T>{.temperature = kelvin});
}

/// Sheet conductivity (S) at the vacuum wavelength (m): `layers` times that of one.
template <class T>
Complex<T> evaluate(const SheetLaw&, const T& wavelength, const ConditionsOf<T>& at) {
  const physics::KuboState<T> state{physics::photon_energy(wavelength), at.fermi_level,
                                    at.temperature, at.scattering_time, at.interband_broadening};
  return at.layers * physics::kubo_conductivity(state);
}

/// The law of a material with two phases, or nullptr.
inline const PhaseMixture* phase_mixture(const Law& law) {
  const auto* index = std::get_if<IndexLaw>(&law);
  return index ? std::get_if<PhaseMixture>(&index->form) : nullptr;
}

/// True for a law whose index moves with temperature.
inline bool depends_on_temperature(const Law& law) {
  const auto* index = std::get_if<IndexLaw>(&law);
  return index && index->depends_on_temperature();
}

/// n(kelvin) - n(reference) by a thermo-optic law: dn/dT times the difference, or the exact
/// difference where `law` is an index law with temperature.
template <class T>
T thermo_optic_shift(const Law& law, const T& wavelength, const T& kelvin, double reference) {
  if (const auto* index = std::get_if<IndexLaw>(&law))
    return evaluate(*index, wavelength, kelvin).re - evaluate(*index, wavelength, T(reference)).re;
  return evaluate(std::get<ScalarLaw>(law), wavelength, kelvin) * (kelvin - reference);
}

/// Change of index (1) and absorption (1/m) by the electrons and holes, or the sheet density, of
/// `at`.
template <class T>
physics::CarrierEffect<T> evaluate(const CarrierLaw& law, const T& wavelength,
                                   const ConditionsOf<T>& at) {
  if (const auto* rows = std::get_if<physics::CarrierPowerLaws>(&law))
    return (*rows)(wavelength * 1e6, at.electrons, at.holes);
  if (const auto* sheet = std::get_if<physics::SheetCarriers>(&law))
    return (*sheet)(wavelength, at.sheet_density);
  return std::get<physics::DrudeCarriers>(law)(wavelength, at.electrons, at.holes);
}

}  // namespace verdet
