// The laws of a complex refractive index that a record can hold.
#pragma once

#include <algorithm>
#include <variant>
#include <vector>

#include "verdet/base/complex.hpp"
#include "verdet/materials/conditions.hpp"
#include "verdet/materials/sampled_curve.hpp"
#include "verdet/physics/dispersion/cody_lorentz.hpp"
#include "verdet/physics/dispersion/critical_point.hpp"
#include "verdet/physics/dispersion/drude_electrons.hpp"
#include "verdet/physics/dispersion/gated_exciton.hpp"
#include "verdet/physics/dispersion/info_formulas.hpp"
#include "verdet/physics/dispersion/li_silicon.hpp"
#include "verdet/physics/dispersion/lorentz.hpp"
#include "verdet/physics/dispersion/sellmeier.hpp"
#include "verdet/physics/dispersion/tauc_lorentz.hpp"
#include "verdet/physics/dispersion/temperature_sellmeier.hpp"
#include "verdet/physics/effective_medium/mixing.hpp"

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

/// n and k each by a law of its own.
struct SeparateIndex {
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

/// The root of a permittivity: background plus terms, each a law of the photon energy in J.
struct PermittivitySum {
  using Term = std::variant<physics::LorentzOscillator<double>, physics::TaucLorentz<double>,
                            physics::CodyLorentz<double>, physics::CriticalPoint<double>>;
  double background = 1;
  std::vector<Term> terms;
};

/// A gated exciton among lines that the gate leaves alone.
struct GatedExcitons {
  PermittivitySum rest;
  physics::GatedExciton<double> exciton;
};

struct IndexLaw;

/// The same material measured at several temperatures, joined by straight lines in permittivity.
struct TemperatureSeries {
  std::vector<double> kelvin;  ///< ascending
  std::vector<IndexLaw> laws;
};

/// An amorphous and a crystalline phase, finely mixed.
struct PhaseMixture {
  std::vector<IndexLaw> phases;  ///< amorphous, crystalline
  physics::Mixing rule = physics::Mixing::LorentzLorenz;
};

/// Complex index of a material; without free carriers, unless they are part of the law.
struct IndexLaw {
  std::variant<SeparateIndex, PermittivitySum, TemperatureSeries, PhaseMixture,
               physics::DrudeElectrons, GatedExcitons>
      form;

  bool depends_on_temperature() const {
    const auto* separate = std::get_if<SeparateIndex>(&form);
    return separate ? separate->depends_on_temperature()
                    : std::holds_alternative<TemperatureSeries>(form);
  }
  /// True where free carriers of that kind are part of the law.
  bool takes_electrons() const { return std::holds_alternative<physics::DrudeElectrons>(form); }
  bool takes_sheet_density() const { return std::holds_alternative<GatedExcitons>(form); }
  /// The law with n and k apart, or nullptr.
  const SeparateIndex* separate() const { return std::get_if<SeparateIndex>(&form); }
};

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

// n + ik at the vacuum wavelength (m) under conditions.
template <class T>
Complex<T> evaluate(const IndexLaw& law, const T& wavelength, const ConditionsOf<T>& at);

template <class T>
Complex<T> evaluate(const SeparateIndex& law, const T& wavelength, const ConditionsOf<T>& at) {
  const auto part = [&](const auto& p) { return evaluate(p, wavelength, at.temperature); };
  return {std::visit(part, law.n), std::visit(part, law.k)};
}

/// Permittivity at a photon energy in J.
template <class T>
Complex<T> permittivity(const PermittivitySum& law, const T& photon) {
  Complex<T> sum(T(law.background));
  for (const PermittivitySum::Term& term : law.terms)
    sum += std::visit([&](const auto& t) -> Complex<T> { return t(photon); }, term);
  return sum;
}

template <class T>
Complex<T> evaluate(const PermittivitySum& law, const T& wavelength, const ConditionsOf<T>&) {
  return physics::index_of_permittivity(permittivity(law, physics::photon_energy(wavelength)));
}

template <class T>
Complex<T> evaluate(const physics::DrudeElectrons& law, const T& wavelength,
                    const ConditionsOf<T>& at) {
  return physics::index_of_permittivity(law(physics::photon_energy(wavelength), at.electrons));
}

template <class T>
Complex<T> evaluate(const GatedExcitons& law, const T& wavelength, const ConditionsOf<T>& at) {
  const T photon = physics::photon_energy(wavelength);
  return physics::index_of_permittivity(permittivity(law.rest, photon) +
                                        law.exciton(photon, at.sheet_density));
}

template <class T>
Complex<T> permittivity(const IndexLaw& law, const T& wavelength, const ConditionsOf<T>& at) {
  const Complex<T> index = evaluate(law, wavelength, at);
  return index * index;
}

template <class T>
Complex<T> evaluate(const TemperatureSeries& law, const T& wavelength, const ConditionsOf<T>& at) {
  const std::size_t last = law.kelvin.size() - 1;
  const auto above =
      std::upper_bound(law.kelvin.begin(), law.kelvin.end(), value_of(at.temperature));
  const auto high = std::clamp<std::size_t>(static_cast<std::size_t>(above - law.kelvin.begin()), 1,
                                            std::max<std::size_t>(last, 1));
  if (last == 0) return evaluate(law.laws[0], wavelength, at);
  const double width = law.kelvin[high] - law.kelvin[high - 1];
  const T x = (at.temperature - law.kelvin[high - 1]) / width;
  const T share = value_of(x) < 0 ? T(0.0) : value_of(x) > 1 ? T(1.0) : x;
  return physics::index_of_permittivity(
      physics::mix(physics::Mixing::Linear, permittivity(law.laws[high - 1], wavelength, at),
                   permittivity(law.laws[high], wavelength, at), share));
}

template <class T>
Complex<T> evaluate(const PhaseMixture& law, const T& wavelength, const ConditionsOf<T>& at) {
  return physics::index_of_permittivity(
      physics::mix(law.rule, permittivity(law.phases[0], wavelength, at),
                   permittivity(law.phases[1], wavelength, at), at.crystalline_fraction));
}

template <class T>
Complex<T> evaluate(const IndexLaw& law, const T& wavelength, const ConditionsOf<T>& at) {
  return std::visit([&](const auto& form) { return evaluate(form, wavelength, at); }, law.form);
}

/// The same at a temperature (K) and otherwise default conditions.
template <class T>
Complex<T> evaluate(const IndexLaw& law, const T& wavelength, const T& kelvin) {
  return evaluate(law, wavelength, ConditionsOf<T>{.temperature = kelvin});
}

}  // namespace verdet
