// The closed set of laws a record can hold, one variant per kind of answer. Each is a plain value
// with a call operator over any scalar (double, dual); none knows units or files.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "verdet/materials/index_law.hpp"
#include "verdet/physics/plasma_dispersion/drude.hpp"
#include "verdet/physics/plasma_dispersion/power_laws.hpp"
#include "verdet/physics/sheet/kubo.hpp"
#include "verdet/physics/thermal/conductivity.hpp"

namespace verdet {

/// Effect of free carriers on index and absorption.
using CarrierLaw = std::variant<physics::CarrierPowerLaws, physics::DrudeCarriers>;

/// A value of the amorphous and one of the crystalline phase, between them by volume.
struct ByPhase {
  double amorphous = 0;
  double crystalline = 0;
};

/// One real number, over wavelength, temperature or crystalline fraction.
using ScalarLaw = std::variant<ConstantLaw, SampledCurve, ByPhase, physics::PowerOfTemperature,
                               physics::ReciprocalPolynomial>;

/// Kubo's formula for Dirac electrons, which has no coefficient but e, hbar and k.
struct GrapheneSheet {};

/// Conductivity of a sheet, S.
using SheetLaw = std::variant<GrapheneSheet>;

using Law = std::variant<IndexLaw, CarrierLaw, ScalarLaw, SheetLaw>;

template <class T>
T evaluate(const physics::PowerOfTemperature& law, const T&, const T& kelvin) {
  return law(kelvin);
}
template <class T>
T evaluate(const physics::ReciprocalPolynomial& law, const T&, const T& kelvin) {
  return law(kelvin);
}

// A law that knows the temperature alone, under conditions.
template <class Part, class T>
T evaluate(const Part& part, const T& wavelength, const ConditionsOf<T>& at) {
  return evaluate(part, wavelength, at.temperature);
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

/// Change of index (1) and absorption (1/m) by `electrons` and `holes` in m^-3.
template <class T>
physics::CarrierEffect<T> evaluate(const CarrierLaw& law, const T& wavelength, const T& electrons,
                                   const T& holes) {
  if (const auto* rows = std::get_if<physics::CarrierPowerLaws>(&law))
    return (*rows)(wavelength * 1e6, electrons, holes);
  return std::get<physics::DrudeCarriers>(law)(wavelength, electrons, holes);
}

}  // namespace verdet
