// The closed set of laws a record can hold, one variant per kind of answer. Each is a plain value
// with a call operator over any scalar (double, dual); none knows units or files.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "verdet/base/complex.hpp"
#include "verdet/materials/sampled_curve.hpp"
#include "verdet/physics/dispersion/info_formulas.hpp"
#include "verdet/physics/dispersion/li_silicon.hpp"
#include "verdet/physics/dispersion/sellmeier.hpp"
#include "verdet/physics/dispersion/temperature_sellmeier.hpp"
#include "verdet/physics/plasma_dispersion/drude.hpp"
#include "verdet/physics/plasma_dispersion/power_laws.hpp"
#include "verdet/physics/thermal/conductivity.hpp"

namespace verdet {

/// The same value at every wavelength and temperature.
struct ConstantLaw {
  double value = 0;
};

/// One of the nine formulas of refractiveindex.info, with its coefficients.
struct InfoFormula {
  int number = 1;
  std::vector<double> coefficients;
};

/// Real index and extinction of a material without free carriers.
struct IndexLaw {
  std::variant<ConstantLaw, physics::Sellmeier, physics::TemperatureSellmeier,
               physics::GhoshSellmeier, physics::LiSilicon, InfoFormula, SampledCurve>
      n;
  std::variant<ConstantLaw, SampledCurve> k;  ///< ConstantLaw{0} when the source states none

  bool depends_on_temperature() const {
    return std::holds_alternative<physics::TemperatureSellmeier>(n) ||
           std::holds_alternative<physics::GhoshSellmeier>(n) ||
           std::holds_alternative<physics::LiSilicon>(n);
  }
};

/// Effect of free carriers on index and absorption.
using CarrierLaw = std::variant<physics::CarrierPowerLaws, physics::DrudeCarriers>;

/// One real number, over wavelength or temperature.
using ScalarLaw = std::variant<ConstantLaw, SampledCurve, physics::PowerOfTemperature,
                               physics::ReciprocalPolynomial>;

using Law = std::variant<IndexLaw, CarrierLaw, ScalarLaw>;

// One overload per law: the vacuum wavelength is in m, the temperature in K.
template <class T>
T evaluate(const ConstantLaw& law, const T&, const T&) {
  return T(law.value);
}
template <class T>
T evaluate(const SampledCurve& law, const T& wavelength, const T&) {
  return law(wavelength);
}
template <class T>
T evaluate(const physics::Sellmeier& law, const T& wavelength, const T&) {
  return law(wavelength * 1e6);
}
template <class T>
T evaluate(const physics::TemperatureSellmeier& law, const T& wavelength, const T& kelvin) {
  return law(wavelength * 1e6, kelvin);
}
template <class T>
T evaluate(const physics::GhoshSellmeier& law, const T& wavelength, const T& kelvin) {
  return law(wavelength * 1e6, kelvin);
}
template <class T>
T evaluate(const physics::LiSilicon& law, const T& wavelength, const T& kelvin) {
  return law(wavelength * 1e6, kelvin);
}
template <class T>
T evaluate(const InfoFormula& law, const T& wavelength, const T&) {
  return physics::info_formula<T>(law.number, law.coefficients, wavelength * 1e6);
}
template <class T>
T evaluate(const physics::PowerOfTemperature& law, const T&, const T& kelvin) {
  return law(kelvin);
}
template <class T>
T evaluate(const physics::ReciprocalPolynomial& law, const T&, const T& kelvin) {
  return law(kelvin);
}

/// n + ik at the vacuum wavelength (m) and temperature (K).
template <class T>
Complex<T> evaluate(const IndexLaw& law, const T& wavelength, const T& kelvin) {
  const auto at = [&](const auto& part) { return evaluate(part, wavelength, kelvin); };
  return {std::visit(at, law.n), std::visit(at, law.k)};
}

template <class T>
T evaluate(const ScalarLaw& law, const T& wavelength, const T& kelvin) {
  return std::visit([&](const auto& part) { return evaluate(part, wavelength, kelvin); }, law);
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
