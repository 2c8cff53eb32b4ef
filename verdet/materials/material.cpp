#include "verdet/materials/material.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/dual.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/cited.hpp"

namespace verdet {

const Record& Material::record(Property property) const {
  const auto found = records_.find(property);
  if (found != records_.end()) return *found->second;
  std::vector<std::string> known;
  for (const auto& [p, r] : records_) known.emplace_back(info(p).name);
  throw InputError(fmt::format("material '{}' states no {}; it states {}", name_,
                               info(property).name, join(known)));
}

Material Material::with(Property property, std::shared_ptr<const Record> record) const {
  const bool thermal = property == Property::ThermoOptic && depends_on_temperature(record->law);
  if (record->property != property && !thermal)
    throw InputError(fmt::format(
        "{} states {}, not {}{}", record->name, info(record->property).name, info(property).name,
        property == Property::ThermoOptic ? ", and its index does not depend on temperature" : ""));
  Material changed = *this;
  changed.records_[property] = std::move(record);
  return changed;
}

Material Material::with(Extrapolation policy) const {
  Material changed = *this;
  changed.policy_ = policy;
  return changed;
}

Material Material::with_state(const Conditions& stated) const {
  Material changed = *this;
  changed.state_ = stated;
  return changed;
}

std::optional<physics::Mixing> Material::mixing() const {
  if (!has(Property::RefractiveIndex)) return std::nullopt;
  const PhaseMixture* mixture = phase_mixture(record(Property::RefractiveIndex).law);
  return mixture ? std::optional(mixture->rule) : std::nullopt;
}

void Material::check(const Record& record, double wavelength, double temperature) const {
  if (policy_ == Extrapolation::Allow) return;
  require_within(record.validity.wavelength, wavelength, "wavelength", "m", cited(record));
  require_within(record.validity.temperature, temperature, "temperature", "K", cited(record));
}

const SheetLaw& Material::checked_sheet(double low, double high, const Conditions& at) const {
  const Record& sheet = record(Property::SheetConductivity);
  check(sheet, low, at.temperature);
  check(sheet, high, at.temperature);
  if (!(at.scattering_time > 0))
    throw InputError(fmt::format("{} needs a scattering_time above 0, e.g. 100 fs", sheet.name));
  if (!(at.layers > 0) || !(at.temperature > 0) || at.interband_broadening < 0)
    throw InputError(fmt::format(
        "{} needs layers and a temperature above 0, and an interband_broadening of at least 0",
        sheet.name));
  return std::get<SheetLaw>(sheet.law);
}

std::complex<double> Material::sheet_conductivity(double wavelength, const Conditions& at) const {
  std::complex<double> out;
  sheet_conductivity({&wavelength, 1}, at, {&out, 1});
  return out;
}

void Material::sheet_conductivity(std::span<const double> wavelengths, const Conditions& conditions,
                                  std::span<std::complex<double>> out) const {
  if (out.size() != wavelengths.size())
    throw Error("the conductivity of a span of wavelengths needs as many places to put it");
  if (wavelengths.empty()) return;
  const Conditions at = with_own_state(conditions);
  const auto [low, high] = std::minmax_element(wavelengths.begin(), wavelengths.end());
  const SheetLaw& law = checked_sheet(*low, *high, at);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = to_std(evaluate(law, wavelengths[i], at));
}

std::complex<double> Material::sheet_conductivity_derivative(double wavelength,
                                                             const Conditions& conditions) const {
  const Conditions at = with_own_state(conditions);
  const SheetLaw& law = checked_sheet(wavelength, wavelength, at);
  using Dual1 = Dual<double, 1>;
  const auto sigma = evaluate(law, Dual1::variable(wavelength, 0), conditions_of<Dual1>(at));
  return {sigma.re.grad[0], sigma.im.grad[0]};
}

double Material::extinction(double wavelength, const Conditions& at) const {
  if (has(Property::RefractiveIndex)) return index(wavelength, at).imag();
  return value(Property::Extinction, at, wavelength);
}

double Material::value(Property property, const Conditions& conditions, double wavelength) const {
  const Conditions at = with_own_state(conditions);
  const Record& stated = record(property);
  const auto* law = std::get_if<ScalarLaw>(&stated.law);
  if (!law)
    throw InputError(fmt::format("{} of {} is more than one number", info(property).name, name_));
  check(stated, wavelength, at.temperature);
  return evaluate(*law, wavelength, at);
}

double Material::kerr(double wavelength) const {
  const Record& stated = record(Property::Kerr);
  if (policy_ == Extrapolation::Refuse)
    require_within(stated.validity.wavelength, wavelength, "wavelength", "m", cited(stated));
  return evaluate(std::get<ScalarLaw>(stated.law), wavelength, 300.0);
}

double Material::two_photon_absorption(double wavelength) const {
  const Record& stated = record(Property::TwoPhotonAbsorption);
  if (policy_ == Extrapolation::Refuse)
    require_within(stated.validity.wavelength, wavelength, "wavelength", "m", cited(stated));
  return evaluate(std::get<ScalarLaw>(stated.law), wavelength, 300.0);
}

double Material::density(double temperature) const {
  return value(Property::Density, {.temperature = temperature});
}
double Material::heat_capacity(double temperature) const {
  return value(Property::HeatCapacity, {.temperature = temperature});
}
double Material::thermal_conductivity(double temperature) const {
  return value(Property::ThermalConductivity, {.temperature = temperature});
}

std::vector<std::string> Material::records() const {
  std::vector<std::string> names;
  for (const auto& [property, record] : records_)
    if (std::find(names.begin(), names.end(), record->name) == names.end())
      names.push_back(record->name);
  if (const auto rule = mixing())
    names.push_back(fmt::format("mixing {}", physics::mixing_name(*rule)));
  return names;
}

std::vector<std::string> Material::references() const {
  std::vector<std::string> keys;
  for (const auto& [property, record] : records_)
    for (const std::string& key : record->keys)
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  return keys;
}

}  // namespace verdet
