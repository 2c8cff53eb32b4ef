#include "verdet/materials/material.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/dual.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/index_span.hpp"

namespace verdet {
namespace {

using Dual1 = Dual<double, 1>;

std::string cited(const Record& record) {
  return record.keys.empty() ? record.name : fmt::format("{} ({})", record.name, record.keys[0]);
}

bool carriers_present(const Conditions& at) {
  return at.electrons != 0 || at.holes != 0 || at.sheet_density != 0;
}

// The record that answers to the carriers of `at`: the index where they are part of its law.
bool takes_carriers(const Record& index) {
  const auto& law = std::get<IndexLaw>(index.law);
  return law.takes_electrons() || law.takes_sheet_density();
}

// Carriers that a record does not know are a mistake, not to be passed over in silence.
void require_kind(const Record& record, const Conditions& at) {
  const auto* index = std::get_if<IndexLaw>(&record.law);
  const auto* carriers = std::get_if<CarrierLaw>(&record.law);
  const bool sheet = index ? index->takes_sheet_density()
                           : std::holds_alternative<physics::SheetCarriers>(*carriers);
  const auto refuse = [&](const char* given, const char* wanted) {
    throw InputError(fmt::format("{} takes no {}: it answers to {}", record.name, given, wanted));
  };
  if (sheet && (at.electrons != 0 || at.holes != 0)) refuse("electrons or holes", "sheet_density");
  if (!sheet && at.sheet_density != 0) refuse("sheet_density", "electrons");
  if (index && at.holes != 0) refuse("holes", "electrons");
}

// A fraction that says something about a material of one phase is a mistake.
void require_fraction(const Record& index, const Conditions& at) {
  if (at.crystalline_fraction == 0) return;
  if (!phase_mixture(index.law))
    throw InputError(fmt::format("{} has no phases: it takes no crystalline_fraction", index.name));
  constexpr double kRounding = 1e-9;  // a solver's fraction may lie this far outside
  require_within({-kRounding, 1 + kRounding}, at.crystalline_fraction, "crystalline fraction", "1",
                 cited(index));
}

void require_carriers(const Record& record, const Conditions& at) {
  // A solver's rounding may leave a density just below 0, where the law is a straight line.
  constexpr double kRounding = -physics::CarrierPowerLaws::kLinearBelow * 1e6;
  const Range range{kRounding, record.validity.carriers.high};
  require_within(range, at.electrons, "electron density", "m^-3", cited(record));
  require_within(range, at.holes, "hole density", "m^-3", cited(record));
  require_within({kRounding, record.validity.sheet_density.high}, at.sheet_density, "sheet density",
                 "m^-2", cited(record));
}

}  // namespace

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

const Record& Material::carriers_of(const Record& index) const {
  return takes_carriers(index) ? index : record(Property::FreeCarriers);
}

const Record* Material::correction(const Record& index) const {
  if (!index.sample_temperature || !has(Property::ThermoOptic)) return nullptr;
  if (depends_on_temperature(index.law)) return nullptr;
  return &record(Property::ThermoOptic);
}

Range Material::reach(const Record& thermo) const {
  return policy_ == Extrapolation::Allow ? Range{} : thermo.validity.wavelength;
}

void Material::check_index(double low, double high, const Conditions& at) const {
  const Record& index = record(Property::RefractiveIndex);
  require_fraction(index, at);
  const Record* carriers = carriers_present(at) ? &carriers_of(index) : nullptr;
  if (carriers) require_kind(*carriers, at);
  if (policy_ == Extrapolation::Allow) return;
  const Record* thermo = correction(index);
  for (const double wavelength : {low, high}) {
    require_within(index.validity.wavelength, wavelength, "wavelength", "m", cited(index));
    const bool shifted = thermo && reach(*thermo).contains(wavelength);
    const Record& thermal = shifted ? *thermo : index;
    require_within(thermal.validity.temperature, at.temperature, "temperature", "K",
                   cited(thermal));
    if (!carriers) continue;
    check(*carriers, wavelength, at.temperature);
    require_carriers(*carriers, at);
  }
}

std::complex<double> Material::index(double wavelength, const Conditions& at) const {
  std::complex<double> out;
  index({&wavelength, 1}, at, {&out, 1});
  return out;
}

void Material::index(std::span<const double> wavelengths, const Conditions& conditions,
                     std::span<std::complex<double>> out) const {
  if (out.size() != wavelengths.size())
    throw Error("the index of a span of wavelengths needs as many places to put it");
  if (wavelengths.empty()) return;
  const Conditions at = with_own_state(conditions);
  const auto [low, high] = std::minmax_element(wavelengths.begin(), wavelengths.end());
  check_index(*low, *high, at);
  const Record& record = this->record(Property::RefractiveIndex);
  fill_index(std::get<IndexLaw>(record.law), wavelengths, at, out);
  if (const Record* thermo = correction(record);
      thermo && record.sample_temperature != at.temperature)
    add_thermo_optic_shift(thermo->law, wavelengths, reach(*thermo), at.temperature,
                           *record.sample_temperature, out);
  if (carriers_present(at) && !takes_carriers(record)) {
    const auto& carriers = std::get<CarrierLaw>(this->record(Property::FreeCarriers).law);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto effect = evaluate(carriers, wavelengths[i], at);
      out[i] += std::complex<double>(effect.index,
                                     physics::extinction_of(effect.absorption, wavelengths[i]));
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i)
    if (!std::isfinite(out[i].real()))
      throw DomainError(fmt::format("{} gives no real index at wavelength {} (n^2 < 0)",
                                    cited(record), format_quantity(wavelengths[i], "m")));
}

std::complex<double> Material::index_derivative(double wavelength, const Conditions& at) const {
  const Complex<Dual1> index =
      index_of<Dual1>(Dual1::variable(wavelength, 0), conditions_of<Dual1>(at));
  return {index.re.grad[0], index.im.grad[0]};
}

double Material::group_index(double wavelength, const Conditions& at) const {
  const Complex<Dual1> index =
      index_of<Dual1>(Dual1::variable(wavelength, 0), conditions_of<Dual1>(at));
  return index.re.value - wavelength * index.re.grad[0];
}

double Material::thermo_optic(double wavelength, const Conditions& at) const {
  const bool own = has(Property::RefractiveIndex) &&
                   depends_on_temperature(record(Property::RefractiveIndex).law);
  const Record& stated = record(own ? Property::RefractiveIndex : Property::ThermoOptic);
  check(stated, wavelength, at.temperature);
  if (const auto* scalar = std::get_if<ScalarLaw>(&stated.law))
    return evaluate(*scalar, wavelength, at.temperature);
  ConditionsOf<Dual1> state = with_own_state(conditions_of<Dual1>(at));
  state.temperature = Dual1::variable(at.temperature, 0);
  return evaluate(std::get<IndexLaw>(stated.law), Dual1(wavelength), state).re.grad[0];
}

physics::CarrierEffect<double> Material::free_carriers(double wavelength,
                                                       const Conditions& conditions) const {
  const Conditions at = with_own_state(conditions);
  const Record& carriers = record(Property::FreeCarriers);
  check(carriers, wavelength, at.temperature);
  require_kind(carriers, at);
  if (policy_ == Extrapolation::Refuse) require_carriers(carriers, at);
  return evaluate(std::get<CarrierLaw>(carriers.law), wavelength, at);
}

physics::Tensor3 Material::permittivity(double wavelength, const Conditions& at,
                                        const physics::Vector3& field,
                                        const physics::Vector3& magnetisation) const {
  const std::complex<double> ordinary = index(wavelength, at);
  std::complex<double> extraordinary = ordinary;
  if (has(Property::ExtraordinaryIndex)) {
    const Record& along = record(Property::ExtraordinaryIndex);
    check(along, wavelength, at.temperature);
    extraordinary = to_std(evaluate(std::get<IndexLaw>(along.law), wavelength, with_own_state(at)));
  }
  physics::Tensor3 eps = physics::uniaxial(ordinary * ordinary, extraordinary * extraordinary);
  if (field != physics::Vector3{}) {
    const Record& pockels = record(Property::Pockels);
    check(pockels, wavelength, at.temperature);
    eps = physics::with_field(eps, std::get<physics::Pockels>(pockels.law), field);
  }
  if (magnetisation != physics::Vector3{})
    eps = physics::with_gyration(eps, gyration(wavelength, at), magnetisation);
  return eps;
}

std::complex<double> Material::gyration(double wavelength, const Conditions& at) const {
  const Record& stated = record(Property::Gyration);
  check(stated, wavelength, at.temperature);
  return evaluate(std::get<GyrationLaw>(stated.law), wavelength);
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

std::vector<std::string> Material::index_records(const Conditions& conditions) const {
  const Conditions at = with_own_state(conditions);
  const Record& index = record(Property::RefractiveIndex);
  std::vector<std::string> names = {index.name};
  const Record* thermo = correction(index);
  if (thermo && *index.sample_temperature != at.temperature) names.push_back(thermo->name);
  if (carriers_present(at) && !takes_carriers(index))
    names.push_back(record(Property::FreeCarriers).name);
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
