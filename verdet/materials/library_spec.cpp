// A material as a spec states it: a map of records, values, conditions, and how it stands.
#include <fmt/format.h>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

// The material with the curves of its index joined as `rule` says.
Material interpolated(const Material& material, const Node& rule) {
  const bool monotone = rule.as_text() == "monotone";
  if (!monotone && rule.as_text() != "linear")
    rule.fail(fmt::format("the interpolation is 'linear' or 'monotone', not '{}'", rule.as_text()));
  Record record = material.record(Property::RefractiveIndex);
  auto* parts = std::get_if<SeparateIndex>(&std::get<IndexLaw>(record.law).form);
  if (!parts) rule.fail(fmt::format("{} is no table to interpolate", record.name));
  SeparateIndex& law = *parts;
  const auto joined = [&](SampledCurve& curve) {
    curve = SampledCurve(curve.x(), curve.y(),
                         monotone ? Interpolation::Monotone : Interpolation::Linear);
  };
  if (auto* n = std::get_if<SampledCurve>(&law.n)) joined(*n);
  if (auto* k = std::get_if<SampledCurve>(&law.k)) joined(*k);
  return material.with(Property::RefractiveIndex,
                       std::make_shared<const Record>(std::move(record)));
}

// The material with its phases mixed by another rule.
Material mixed(const Material& material, const Node& rule) {
  Record record = material.record(Property::RefractiveIndex);
  auto* index = std::get_if<IndexLaw>(&record.law);
  auto* mixture = index ? std::get_if<PhaseMixture>(&index->form) : nullptr;
  if (!mixture) rule.fail(fmt::format("{} has no phases to mix", record.name));
  const auto known = physics::mixing_named(rule.as_text());
  if (!known)
    rule.fail(fmt::format("the mixing rule is 'lorentz_lorenz', 'bruggeman' or 'linear', not '{}'",
                          rule.as_text()));
  mixture->rule = *known;
  return material.with(Property::RefractiveIndex,
                       std::make_shared<const Record>(std::move(record)));
}

// A condition stated of the material itself, beside `material:` in a spec.
const ConditionInfo* stated_condition(const std::string& name) {
  for (const ConditionInfo& condition : kConditions)
    if (condition.name == name && condition.member != &Conditions::temperature) return &condition;
  return nullptr;
}

std::vector<std::string> known_keys() {
  std::vector<std::string> known = {"material", "extrapolation", "interpolation", "mixing"};
  for (const PropertyInfo& property : kProperties) known.emplace_back(property.name);
  for (const ConditionInfo& condition : kConditions)
    if (stated_condition(std::string(condition.name))) known.emplace_back(condition.name);
  for (const char* key : kPlacementKeys) known.emplace_back(key);
  return known;
}

Extrapolation read_policy(const Node& node) {
  if (node.as_text() == "allow") return Extrapolation::Allow;
  if (node.as_text() == "refuse") return Extrapolation::Refuse;
  node.fail(fmt::format("the extrapolation is 'allow' or 'refuse', not '{}'", node.as_text()));
}

}  // namespace

Material MaterialLibrary::find(const Node& node, const Context& context) const {
  std::vector<Fault> faults;
  const auto guarded = [&](const Node& at, auto&& read) {
    try {
      read();
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults())
        faults.push_back(fault.place.known() ? fault : at.fault(fault.message, fault.path));
    }
  };
  Material material("", {});
  if (!node.is_map()) {
    guarded(node, [&] { material = find(node.as_text(), context); });
  } else {
    const Node& base = node.at("material");
    guarded(base, [&] { material = find(base.as_text(), context); });
    check_keys(node, known_keys(), {}, faults);
    for (const auto& [key, value] : node.entries())
      guarded(value, [&, &k = key, &v = value] {
        if (const auto property = property_named(k)) {
          const std::string folder = split(base.as_text(), '/').front();
          override_property(material, folder, *property, v, context);
        } else if (k == "extrapolation") {
          material = material.with(read_policy(v));
        } else if (k == "interpolation") {
          material = interpolated(material, v);
        } else if (k == "mixing") {
          material = mixed(material, v);
        } else if (const ConditionInfo* condition = stated_condition(k)) {
          Conditions state = material.state();
          state.*condition->member = parse_quantity(v.as_text(), condition->kind, condition->unit);
          material = material.with_state(state);
        }
      });
    if (faults.empty())
      guarded(node, [&] {
        if (const auto placement = read_placement(node)) material = material.with(*placement);
      });
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  return material;
}

}  // namespace verdet
