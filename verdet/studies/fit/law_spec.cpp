#include "verdet/studies/fit/law_spec.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"
#include "verdet/studies/fit/parameter_spec.hpp"

namespace verdet {

LawParameters read_law_parameters(const DispersionLaw& law, const Node* node,
                                  const std::string& prefix) {
  LawParameters list;
  std::vector<std::string> names;
  for (const FitParameter& p : law.parameters()) names.push_back(p.name);
  const bool given = node && node->is_map();
  if (node && node->is_text() && node->as_text() != "auto")
    node->fail("'parameters:' is auto, or a map of the law's parameters", "fit.model.parameters");
  if (given)
    for (const auto& [key, value] : node->entries())
      if (std::find(names.begin(), names.end(), key) == names.end())
        value.fail(fmt::format("the law has no parameter '{}'{}", key, suggestion(key, names)),
                   "fit.model.parameters");
  for (std::size_t i = 0; i < names.size(); ++i) {
    FitParameter p = law.parameters()[i];
    list.all.push_back(p.free.start);
    const Node* value = given ? node->find(names[i]) : nullptr;
    const std::string path = "fit.model.parameters." + names[i];
    if (value && !is_fit_mark(*value)) {
      try {
        const Kind kind = p.unit == "1" ? Kind::Number : Kind::Quantity;
        list.all.back() = parse_quantity(value->as_text(), kind, p.unit) / p.si;
      } catch (const InputError& error) {
        value->fail(error.message(), path);
      }
      continue;
    }
    if (value) {
      const Kind kind = p.unit == "1" ? Kind::Number : Kind::Quantity;
      apply_mark(read_fit_mark(*value, kind, p.unit, path), p);
    }
    list.all.back() = p.free.start;
    p.name = p.free.name = prefix + p.name;
    list.free.push_back(std::move(p));
    list.position.push_back(i);
  }
  return list;
}

}  // namespace verdet
