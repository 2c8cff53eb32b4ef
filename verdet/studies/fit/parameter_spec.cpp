#include "verdet/studies/fit/parameter_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/keys.hpp"

namespace verdet {

bool is_fit_mark(const Node& node) {
  return node.is_map() && node.has("fit");
}

FitMark read_fit_mark(const Node& node, Kind kind, const std::string& si_unit,
                      const std::string& path) {
  const Node& fit = node.at("fit");
  require_known_keys(node, {"fit"}, path);
  FitMark mark;
  if (fit.is_text()) {
    if (fit.as_text() != "auto")
      fit.fail("'fit:' is auto, or {from: , to: , start: } with units", path);
    return mark;
  }
  require_known_keys(fit, {"from", "to", "start"}, path + ".fit");
  for (const auto& [key, value] : fit.entries()) {
    double number = 0;
    try {
      number = parse_quantity(value.as_text(), kind, si_unit);
    } catch (const InputError& error) {
      value.fail(error.message(), path + ".fit." + key);
    }
    if (key == "from")
      mark.from = number;
    else if (key == "to")
      mark.to = number;
    else
      mark.start = number;
  }
  if (mark.from && mark.to && !(*mark.from < *mark.to))
    fit.fail("'from' must be below 'to'", path + ".fit");
  if (mark.start &&
      ((mark.from && *mark.start < *mark.from) || (mark.to && *mark.start > *mark.to)))
    fit.fail(
        fmt::format("the start {} lies outside its bounds", format_quantity(*mark.start, si_unit)),
        path + ".fit.start");
  return mark;
}

void apply_mark(const FitMark& mark, FitParameter& p) {
  if (mark.from) p.free.low = *mark.from / p.si;
  if (mark.to) p.free.high = *mark.to / p.si;
  if (mark.start)
    p.free.start = *mark.start / p.si;
  else if (mark.from && mark.to)
    p.free.start = p.free.low > 0 && p.free.high > 30 * p.free.low
                       ? std::sqrt(p.free.low * p.free.high)
                       : 0.5 * (p.free.low + p.free.high);
  p.free.start = std::clamp(p.free.start, p.free.low, p.free.high);
}

}  // namespace verdet
