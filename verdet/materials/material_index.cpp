// The index of a material: its record, shifted by temperature and carriers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/dual.hpp"
#include "verdet/materials/cited.hpp"
#include "verdet/materials/index_span.hpp"
#include "verdet/materials/material.hpp"

namespace verdet {
namespace {

using Dual1 = Dual<double, 1>;

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
  require_one_index();
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

}  // namespace verdet
