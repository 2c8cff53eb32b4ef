// From a spec to a law with free parameters.
#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/physics/constants.hpp"
#include "verdet/studies/fit/dispersion_law.hpp"
#include "verdet/studies/fit/index_laws.hpp"
#include "verdet/studies/fit/permittivity_law.hpp"

namespace verdet {
namespace {

std::vector<std::string> known_laws() {
  std::vector<std::string> names = term_names();
  names.insert(names.end(),
               {"drude_lorentz", "cauchy", "cauchy_urbach", "forouhi_bloomer", "spline"});
  return names;
}

int count_of(const Node& node, const char* key, int fallback, int most) {
  const Node* value = node.find(key);
  if (!value) return fallback;
  const double number = parse_number(value->as_text());
  if (!(number >= 1 && number <= most && number == static_cast<int>(number)))
    value->fail(fmt::format("a whole number from 1 to {}", most), key);
  return static_cast<int>(number);
}

// One kind of term, or a list of kinds; `oscillators` repeats the last.
std::vector<const TermKind*> terms_of(const Node& node) {
  const Node& law = node.at("law");
  std::vector<std::string> names;
  if (law.is_list())
    for (const Node& one : law.items()) names.push_back(one.as_text());
  else if (law.as_text() == "drude_lorentz")
    names = {"drude", "lorentz"};
  else
    names = {law.as_text()};
  std::vector<const TermKind*> terms;
  for (const std::string& name : names) {
    const TermKind* kind = find_term(name);
    if (!kind)
      law.fail(fmt::format("unknown law '{}'{}", name, suggestion(name, known_laws())), "law");
    terms.push_back(kind);
  }
  if (terms.empty()) law.fail("at least one term is needed", "law");
  const int count = count_of(node, "oscillators", 1, 30);
  for (int i = 1; i < count; ++i) terms.push_back(terms.back());
  return terms;
}

}  // namespace

double electronvolt_metre() {
  return codata2018::kPlanck * codata2018::kSpeedOfLight / codata2018::kElementaryCharge;
}

std::unique_ptr<DispersionLaw> read_law(const Node& node, double low, double high) {
  const Node& law = node.at("law");
  if (law.is_text()) {
    const std::string& name = law.as_text();
    if (name == "cauchy") return std::make_unique<CauchyLaw>(low, high, false);
    if (name == "cauchy_urbach") return std::make_unique<CauchyLaw>(low, high, true);
    if (name == "forouhi_bloomer") return std::make_unique<ForouhiBloomerLaw>(low, high);
    if (name == "spline")
      return std::make_unique<SplineLaw>(low, high, count_of(node, "knots", 12, 200));
  }
  return std::make_unique<PermittivityLaw>(terms_of(node), low, high);
}

}  // namespace verdet
