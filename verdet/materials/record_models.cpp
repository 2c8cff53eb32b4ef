// Which models there are, and how each is built from a record's coefficients.
#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"
#include "verdet/materials/record_schema.hpp"

namespace verdet {
namespace {

// What a builder may read. Every reader gathers its faults, so builders never stop half-way.
struct Source {
  const Node& record;
  CoefficientReader& coefficients;
  std::vector<Fault>& faults;
  std::vector<CoefficientText>& shown;
  const PropertyInfo& property;

  std::vector<std::vector<double>> table(const std::vector<Column>& columns) const {
    return read_table(record.find("table"), record, columns, faults, shown);
  }
  Interpolation interpolation() const {
    const Node* node = record.find("interpolation");
    if (!node || !node->is_text() || node->as_text() == "linear") return Interpolation::Linear;
    if (node->as_text() != "monotone")
      faults.push_back(node->fault("the interpolation is 'linear' or 'monotone'", "interpolation"));
    return Interpolation::Monotone;
  }
};

SampledCurve curve(std::vector<double> x, std::vector<double> y, Interpolation rule) {
  if (x.empty() || x.size() != y.size()) return SampledCurve({0.0}, {0.0});  // faults were noted
  return SampledCurve(std::move(x), std::move(y), rule);
}

Law constant_index_law(const Source& from) {
  IndexLaw law;
  law.n = ConstantLaw{from.coefficients.number("n", "1")};
  law.k = ConstantLaw{from.coefficients.has("k") ? from.coefficients.number("k", "1") : 0.0};
  return law;
}

Law tabulated_index(const Source& from) {
  const Node* table = from.record.find("table");
  const Node* columns = table && table->is_map() ? table->find("columns") : nullptr;
  const bool lossy = columns && columns->has("k");
  std::vector<Column> wanted = {{"wavelength", "m"}, {"n", "1"}};
  if (lossy) wanted.push_back({"k", "1"});
  auto values = from.table(wanted);
  const Interpolation rule = from.interpolation();
  IndexLaw law;
  law.n = curve(values[0], values[1], rule);
  if (lossy) law.k = curve(values[0], values[2], rule);
  return law;
}

// B1, l1, B2, l2, ...: as many pairs as stand in the record.
Law sellmeier(const Source& from) {
  physics::Sellmeier law;
  if (from.coefficients.has("A")) law.background = from.coefficients.number("A", "1");
  for (int i = 1; i == 1 || from.coefficients.has(fmt::format("B{}", i)); ++i) {
    const double strength = from.coefficients.number(fmt::format("B{}", i), "1");
    const double pole = from.coefficients.number(fmt::format("l{}", i), "um");
    law.terms.push_back({strength, pole * pole});
  }
  return IndexLaw{law, {}};
}

Law temperature_sellmeier(const Source& from) {
  physics::TemperatureSellmeier law;
  for (int i = 1; i == 1 || from.coefficients.has(fmt::format("S{}", i)); ++i)
    law.terms.push_back({from.coefficients.list(fmt::format("S{}", i), "1"),
                         from.coefficients.list(fmt::format("l{}", i), "um")});
  return IndexLaw{law, {}};
}

Law ghosh(const Source& from) {
  const auto linear = [&](const std::string& name, const std::string& unit) {
    return std::array{from.coefficients.number(name + "0", unit),
                      from.coefficients.number(name + "1", unit == "1" ? "1/K" : unit + "/K")};
  };
  physics::GhoshSellmeier law;
  law.a = linear("A", "1");
  law.b = linear("B", "1");
  law.c = linear("C", "um^2");
  law.d = linear("D", "1");
  law.e = from.coefficients.number("E", "um^2");
  return IndexLaw{law, {}};
}

Law li_silicon(const Source& from) {
  physics::LiSilicon law;
  law.permittivity = from.coefficients.list("permittivity", "1");
  law.strength = from.coefficients.list("strength", "um^2");
  law.expansion_low = from.coefficients.list("expansion_low", "1");
  law.expansion_high = from.coefficients.list("expansion_high", "1");
  law.kink = from.coefficients.number("kink", "K");
  return IndexLaw{law, {}};
}

Law carrier_power_laws(const Source& from) {
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

Law drude(const Source& from) {
  physics::DrudeCarriers law;
  law.index = from.coefficients.number("index", "1");
  law.electron_mass = from.coefficients.number("electron_mass", "1");
  law.hole_mass = from.coefficients.number("hole_mass", "1");
  law.electron_mobility = from.coefficients.number("electron_mobility", "m^2/(V s)");
  law.hole_mobility = from.coefficients.number("hole_mobility", "m^2/(V s)");
  return CarrierLaw{law};
}

Law constant_value(const Source& from) {
  return ScalarLaw{ConstantLaw{from.coefficients.number("value", from.property.unit)}};
}

Law tabulated_value(const Source& from) {
  auto values = from.table({{"wavelength", "m"}, {"value", from.property.unit}});
  return ScalarLaw{curve(values[0], values[1], from.interpolation())};
}

Law power_of_temperature(const Source& from) {
  physics::PowerOfTemperature law;
  law.value = from.coefficients.number("value", from.property.unit);
  law.reference = from.coefficients.number("reference", "K");
  law.exponent = from.coefficients.number("exponent", "1");
  return ScalarLaw{law};
}

Law reciprocal_polynomial(const Source& from) {
  return ScalarLaw{physics::ReciprocalPolynomial{
      from.coefficients.list("resistivity", fmt::format("({})^-1", from.property.unit))}};
}

enum class Answers { Index, Carriers, Scalar };

Answers answers(Property property) {
  if (property == Property::RefractiveIndex) return Answers::Index;
  return property == Property::FreeCarriers ? Answers::Carriers : Answers::Scalar;
}

struct Model {
  const char* name;
  Answers answers;
  Law (*build)(const Source&);
};

constexpr Model kModels[] = {
    {"constant", Answers::Index, constant_index_law},
    {"table", Answers::Index, tabulated_index},
    {"sellmeier", Answers::Index, sellmeier},
    {"temperature_sellmeier", Answers::Index, temperature_sellmeier},
    {"ghosh", Answers::Index, ghosh},
    {"li_silicon", Answers::Index, li_silicon},
    {"power_laws", Answers::Carriers, carrier_power_laws},
    {"drude", Answers::Carriers, drude},
    {"constant", Answers::Scalar, constant_value},
    {"table", Answers::Scalar, tabulated_value},
    {"power_of_temperature", Answers::Scalar, power_of_temperature},
    {"reciprocal_polynomial", Answers::Scalar, reciprocal_polynomial},
};

}  // namespace

std::vector<std::string> models_of(Property property) {
  std::vector<std::string> names;
  for (const Model& model : kModels)
    if (model.answers == answers(property)) names.emplace_back(model.name);
  return names;
}

Law read_law(Property property, const std::string& model, const Node& record,
             std::vector<Fault>& faults, std::vector<CoefficientText>& shown) {
  for (const Model& known : kModels) {
    if (known.answers != answers(property) || model != known.name) continue;
    const bool tabulated = record.has("table") && !record.has("coefficients");
    CoefficientReader coefficients(tabulated ? nullptr : record.find("coefficients"), record,
                                   faults, shown);
    const Law law = known.build({record, coefficients, faults, shown, info(property)});
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
