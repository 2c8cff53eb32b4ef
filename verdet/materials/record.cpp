#include "verdet/materials/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "verdet/base/dual.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/record_curve.hpp"
#include "verdet/materials/record_schema.hpp"

namespace verdet {
namespace {

using Dual2 = Dual<double, 2>;

Range read_range(MapReader& map, const char* key, Kind kind, const std::string& unit,
                 bool required) {
  Range range;
  const Node* node =
      required ? map.required(key, "[lowest, highest] with units") : map.optional(key);
  if (!node) return range;
  if (node->is_text() && node->as_text() == "unreported") return range;  // nothing to refuse by
  map.guarded(*node, key, [&] {
    const std::vector<Node>& ends = node->items();
    if (ends.size() != 2) throw InputError("a range is [lowest, highest]");
    range.low = parse_quantity(ends[0].as_text(), kind, unit);
    range.high = parse_quantity(ends[1].as_text(), kind, unit);
    if (range.low > range.high) throw InputError("the range runs downwards: lowest value first");
  });
  return range;
}

void read_validity(MapReader& map, Record& record) {
  const Node* node = map.required("validity", "{wavelength: [..], temperature: [..]}");
  if (!node) return;
  MapReader validity(*node, "validity", map.faults());
  record.validity.wavelength = info(record.property).optical
                                   ? read_range(validity, "wavelength", Kind::Quantity, "m", true)
                                   : Range{};
  record.validity.temperature = read_range(validity, "temperature", Kind::Temperature, "K", true);
  // Carriers act in a volume or in a sheet, as a law of their own or as part of the index.
  const bool sheet = validity.node().has("sheet_density");
  const bool due = record.property == Property::FreeCarriers && !sheet;
  record.validity.carriers = read_range(validity, "carriers", Kind::Quantity, "m^-3", due);
  if (sheet)
    record.validity.sheet_density =
        read_range(validity, "sheet_density", Kind::Quantity, "m^-2", true);
  validity.reject_unknown_keys();
}

void read_sample(MapReader& map, Record& record) {
  const Node* node = map.required("sample", "{temperature: .., description: ..}");
  if (!node) return;
  MapReader sample(*node, "sample", map.faults());
  if (sample.node().has("temperature"))
    record.sample_temperature =
        sample.quantity("temperature", Kind::Temperature, "K", "of the measurement");
  for (const char* key : {"description", "form", "orientation", "method", "pulse_duration"})
    if (const std::string text = sample.text(key, "", false); !text.empty())
      record.sample[key] = text;
  sample.reject_unknown_keys();
}

void read_source(MapReader& map, Record& record) {
  const Node* node = map.required("source", "{key: bib key, where: table or equation}");
  if (!node) return;
  MapReader source(*node, "source", map.faults());
  record.keys.push_back(source.text("key", "a key of data/references.bib"));
  record.reference = source.text("where", "the table or equation in the source");
  if (const Node* also = source.optional("also"))
    source.guarded(*also, "also", [&] {
      for (const Node& key : also->items()) record.keys.push_back(key.as_text());
    });
  source.reject_unknown_keys();
}

struct Checked {
  const char* name;
  const char* unit;
};
constexpr std::array<Checked, 15> kChecks = {{{"n", "1"},
                                              {"k", "1"},
                                              {"group_index", "1"},
                                              {"dn_dT", "1/K"},
                                              {"dn", "1"},
                                              {"dalpha", "m^-1"},
                                              {"sigma_real", "S"},
                                              {"sigma_imag", "S"},
                                              {"g_real", "1"},
                                              {"g_imag", "1"},
                                              {"r13", "m/V"},
                                              {"r33", "m/V"},
                                              {"r22", "m/V"},
                                              {"r42", "m/V"},
                                              {"value", ""}}};

SpotCheck read_spot_check(const Node& node, const std::string& path, const Record& record,
                          std::vector<Fault>& faults) {
  MapReader map(node, path, faults);
  SpotCheck check;
  const std::string unit = info(record.property).unit;
  if (map.node().has("wavelength"))
    check.wavelength = map.quantity("wavelength", Kind::Quantity, "m", "");
  for (const ConditionInfo& condition : kConditions)
    if (const std::string key(condition.name); map.node().has(key))
      check.conditions.*condition.member = map.quantity(key, condition.kind, condition.unit, "");
  for (const auto& [name, checked_unit] : kChecks) {
    if (!map.node().has(name)) continue;
    if (!check.quantity.empty()) map.fault(node, name, "one quantity per spot check");
    check.quantity = name;
    const std::string si = *checked_unit ? checked_unit : unit;
    check.expected = map.quantity(name, Kind::Quantity, si, "");
    check.tolerance = map.quantity("tolerance", Kind::Quantity, si, "the largest difference");
  }
  check.from = map.text("from", "where the number stands");
  map.reject_unknown_keys();
  if (check.quantity.empty())
    map.fault(node, "",
              "a spot check states one of n, k, group_index, dn_dT, dn, dalpha, sigma_real, "
              "sigma_imag, g_real, g_imag, r13, r33, r22, r42, value");
  else if (!(check.tolerance > 0))
    map.fault(node, "tolerance", "a tolerance is above 0");
  return check;
}

void read_status(MapReader& map, Record& record) {
  const Node* status = map.required("status", "verified or unverified");
  record.verification = map.text("verification", "how the numbers were verified, or why not yet");
  if (!status) return;
  map.guarded(*status, "status", [&] {
    const std::string& text = status->as_text();
    record.verified = text == "verified";
    if (!record.verified && text != "unverified")
      throw InputError(fmt::format("the status is 'verified' or 'unverified', not '{}'", text));
  });
}

void read_spot_checks(MapReader& map, Record& record) {
  const Node* checks = map.required("spot_checks", "at least one number copied from the source");
  if (!checks) return;
  map.guarded(*checks, "spot_checks", [&] {
    if (checks->items().empty()) throw InputError("at least one spot check is due");
    int i = 0;
    for (const Node& item : checks->items())
      record.spot_checks.push_back(
          read_spot_check(item, fmt::format("spot_checks.{}", i++), record, map.faults()));
  });
}

std::optional<Property> read_property(MapReader& map) {
  const Node* node = map.required("property", "what the record states");
  if (!node || !node->is_text()) return std::nullopt;
  const std::optional<Property> property = property_named(node->as_text());
  if (property) return property;
  std::vector<std::string> names;
  for (const PropertyInfo& known : kProperties) names.emplace_back(known.name);
  map.fault(
      *node, "property",
      fmt::format("'{}' is not a property{}", node->as_text(), suggestion(node->as_text(), names)));
  return std::nullopt;
}

}  // namespace

Record parse_record(const Node& node, const std::string& name) {
  std::vector<Fault> faults;
  MapReader map(node, "", faults);
  Record record;
  record.name = name;
  record.file = node.place().file;
  const std::string version = map.text("verdet_record", "the version of this format, 1");
  if (!version.empty() && version != "1")
    map.fault(*node.find("verdet_record"), "verdet_record",
              fmt::format("this version reads records of version 1, not {}", version));
  const std::optional<Property> property = read_property(map);
  record.property = property.value_or(Property::Density);
  record.title = map.text("title", "one line");
  record.model = map.text("model", "the law");
  record.uncertainty =
      read_uncertainty(map.required("uncertainty", "of the property, or 'unreported'"),
                       info(record.property).unit, map, "uncertainty");
  record.notes = map.text("notes", "", false);
  for (const char* key : {"coefficients", "table", "interpolation", "records", "mixing"})
    map.optional(key);
  read_validity(map, record);
  read_sample(map, record);
  read_source(map, record);
  read_status(map, record);
  if (property) read_spot_checks(map, record);
  map.optional("spot_checks");
  if (property && !record.model.empty())
    record.law = read_law(*property, record.model, map.node(), faults, record.coefficients);
  map.reject_unknown_keys();
  if (!faults.empty()) throw InputError(std::move(faults));
  return record;
}

Record read_record(const std::string& path, const std::string& name) {
  return parse_record(read_yaml(path), name);
}

double evaluate_spot_check(const Record& record, const SpotCheck& check) {
  const Conditions& at = check.conditions;
  if (const auto* carriers = std::get_if<CarrierLaw>(&record.law)) {
    const auto effect = evaluate(*carriers, check.wavelength, at);
    return check.quantity == "dn" ? effect.index : effect.absorption;
  }
  if (const auto* scalar = std::get_if<ScalarLaw>(&record.law))
    return evaluate(*scalar, check.wavelength, at);
  if (const auto* sheet = std::get_if<SheetLaw>(&record.law)) {
    const auto sigma = evaluate(*sheet, check.wavelength, at);
    return check.quantity == "sigma_real" ? sigma.re : sigma.im;
  }
  if (const auto* gyration = std::get_if<GyrationLaw>(&record.law)) {
    const auto g = evaluate(*gyration, check.wavelength);
    return check.quantity == "g_real" ? g.real() : g.imag();
  }
  if (const auto* pockels = std::get_if<physics::Pockels>(&record.law))
    return check.quantity == "r13"   ? pockels->r13
           : check.quantity == "r33" ? pockels->r33
           : check.quantity == "r22" ? pockels->r22
                                     : pockels->r42;
  ConditionsOf<Dual2> state = conditions_of<Dual2>(at);
  state.temperature = Dual2::variable(at.temperature, 1);
  const Complex<Dual2> index =
      evaluate(std::get<IndexLaw>(record.law), Dual2::variable(check.wavelength, 0), state);
  if (check.quantity == "k") return index.im.value;
  if (check.quantity == "dn_dT") return index.re.grad[1];
  if (check.quantity == "group_index") return index.re.value - check.wavelength * index.re.grad[0];
  return index.re.value;
}

std::string spot_check_unit(const Record& record, const SpotCheck& check) {
  for (const auto& [name, unit] : kChecks)
    if (check.quantity == name && *unit) return unit;
  return info(record.property).unit;
}

Record constant_index(std::complex<double> index) {
  Record record;
  record.name = index.imag() == 0 ? fmt::format("{}", index.real())
                                  : fmt::format("{}{:+}i", index.real(), index.imag());
  record.title = "a plain index, the same everywhere";
  record.model = "constant";
  record.law = IndexLaw{SeparateIndex{ConstantLaw{index.real()}, ConstantLaw{index.imag()}}};
  return record;
}

}  // namespace verdet
