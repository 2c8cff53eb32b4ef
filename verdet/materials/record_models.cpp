// Which models there are, and how a record's model is found.
#include "verdet/materials/record_models.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "verdet/base/text.hpp"

namespace verdet {

Interpolation LawSource::interpolation() const {
  const Node* node = record.find("interpolation");
  if (!node || !node->is_text() || node->as_text() == "linear") return Interpolation::Linear;
  if (node->as_text() != "monotone")
    faults.push_back(node->fault("the interpolation is 'linear' or 'monotone'", "interpolation"));
  return Interpolation::Monotone;
}

std::optional<Record> LawSource::sibling(const Node& name) const {
  const std::filesystem::path folder = std::filesystem::path(record.place().file).parent_path();
  try {
    const std::string& text = name.as_text();
    if (text.empty() || text.find('/') != std::string::npos)
      throw InputError(fmt::format("'{}' is not the name of a record of this folder", text));
    Record found = read_record((folder / (text + ".yaml")).string(), text);
    if (found.property != property.property)
      throw InputError(
          fmt::format("{} states {}, not {}", text, info(found.property).name, property.name));
    shown.push_back({text, found.title, info(found.property).unit, found.uncertainty});
    return found;
  } catch (const InputError& error) {
    for (const Fault& fault : error.faults())
      faults.push_back(fault.place.known() ? fault : name.fault(fault.message, "records"));
    return std::nullopt;
  }
}

SampledCurve curve(std::vector<double> x, std::vector<double> y, Interpolation rule) {
  if (x.empty() || x.size() != y.size()) return SampledCurve({0.0}, {0.0});  // faults were noted
  return SampledCurve(std::move(x), std::move(y), rule);
}

namespace {

Law carrier_power_laws(const LawSource& from) {
  const auto v = from.table({{"wavelength", "um"},
                             {"a", "cm^-1 (cm^3)^b"},
                             {"b", "1"},
                             {"c", "cm^-1 (cm^3)^d"},
                             {"d", "1"},
                             {"p", "(cm^3)^q"},
                             {"q", "1"},
                             {"r", "(cm^3)^s"},
                             {"s", "1"}});
  physics::CarrierPowerLaws law;
  for (std::size_t i = 0; i < v[0].size(); ++i)
    law.rows.push_back(
        {v[0][i], {v[1][i], v[2][i]}, {v[3][i], v[4][i]}, {v[5][i], v[6][i]}, {v[7][i], v[8][i]}});
  if (law.rows.empty()) law.rows.emplace_back();
  return CarrierLaw{law};
}

Law drude(const LawSource& from) {
  physics::DrudeCarriers law;
  law.index = from.coefficients.number("index", "1");
  law.electron_mass = from.coefficients.number("electron_mass", "1");
  law.hole_mass = from.coefficients.number("hole_mass", "1");
  law.electron_mobility = from.coefficients.number("electron_mobility", "m^2/(V s)");
  law.hole_mobility = from.coefficients.number("hole_mobility", "m^2/(V s)");
  return CarrierLaw{law};
}

Law sheet_carriers(const LawSource& from) {
  return CarrierLaw{physics::SheetCarriers{from.coefficients.number("index", "m^2"),
                                           from.coefficients.number("extinction", "m^2")}};
}

constexpr LawModel kCarrierModels[] = {
    {"power_laws", carrier_power_laws}, {"drude", drude}, {"sheet", sheet_carriers}};

// The formula has no coefficients: Fermi level and scattering time are conditions.
constexpr LawModel kSheetModels[] = {{"kubo", [](const LawSource&) { return Law(SheetLaw{}); }}};

Law pockels(const LawSource& from) {
  const auto of = [&](const char* name) {
    return from.coefficients.has(name) ? from.coefficients.number(name, "m/V") : 0.0;
  };
  return physics::Pockels{from.coefficients.number("r13", "m/V"),
                          from.coefficients.number("r33", "m/V"), of("r22"), of("r42")};
}

Law constant_gyration(const LawSource& from) {
  return GyrationLaw{
      {from.coefficients.number("real", "1"), from.coefficients.number("imag", "1")}};
}

// The rotation per length of light that runs along the magnetisation.
Law faraday(const LawSource& from) {
  return GyrationLaw{
      {}, from.coefficients.number("rotation", "m^-1"), from.coefficients.number("index", "1")};
}

// eps_xy = -i Q eps, so that g = -Q (n + ik)^2 for m along z.
Law voigt(const LawSource& from) {
  const std::complex<double> q(from.coefficients.number("Q_real", "1"),
                               from.coefficients.number("Q_imag", "1"));
  const std::complex<double> index(from.coefficients.number("n", "1"),
                                   from.coefficients.number("k", "1"));
  return GyrationLaw{-q * index * index};
}

constexpr LawModel kPockelsModels[] = {{"pockels", pockels}};
constexpr LawModel kGyrationModels[] = {
    {"constant", constant_gyration}, {"faraday", faraday}, {"voigt", voigt}};

std::span<const LawModel> models(Property property) {
  if (property == Property::SheetConductivity) return kSheetModels;
  if (property == Property::Pockels) return kPockelsModels;
  if (property == Property::Gyration) return kGyrationModels;
  if (property == Property::ExtraordinaryIndex) return index_models();
  if (property == Property::RefractiveIndex) return index_models();
  if (property == Property::FreeCarriers) return kCarrierModels;
  return scalar_models();
}

// Scalar properties that light has no part in may have an electronic model too, and an index one
// that free carriers are part of.
std::vector<LawModel> all_models(Property property) {
  std::vector<LawModel> all(models(property).begin(), models(property).end());
  if (property == Property::RefractiveIndex)
    all.insert(all.end(), carrier_index_models().begin(), carrier_index_models().end());
  if (!info(property).optical)
    all.insert(all.end(), electronic_models().begin(), electronic_models().end());
  return all;
}

}  // namespace

std::vector<std::string> models_of(Property property) {
  std::vector<std::string> names;
  for (const LawModel& model : all_models(property)) names.emplace_back(model.name);
  return names;
}

Law read_law(Property property, const std::string& model, const Node& record,
             std::vector<Fault>& faults, std::vector<CoefficientText>& shown) {
  for (const LawModel& known : all_models(property)) {
    if (model != known.name) continue;
    CoefficientReader coefficients(record.find("coefficients"), record, faults, shown);
    Law law = known.build({record, coefficients, faults, shown, info(property)});
    coefficients.reject_unknown();
    return law;
  }
  const Node* place = record.find("model");
  faults.push_back((place ? *place : record)
                       .fault(fmt::format("'{}' is not a model of {}{}", model, info(property).name,
                                          suggestion(model, models_of(property))),
                              "model"));
  return ScalarLaw{ConstantLaw{}};
}

}  // namespace verdet
