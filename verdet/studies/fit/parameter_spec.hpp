// How a spec marks what is fitted: VALUE, {fit: auto} or {fit: {from: , to: , start: }}.
#pragma once

#include <optional>

#include "verdet/base/node.hpp"
#include "verdet/base/units.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// One marked value, SI.
struct FitMark {
  std::optional<double> from, to, start;
  bool automatic() const { return !from && !to && !start; }
};

/// Whether a node is {fit: ...}.
bool is_fit_mark(const Node& node);

/// Reads a mark; throws InputError with the place where bounds are reversed or the start lies
/// outside them.
FitMark read_fit_mark(const Node& node, Kind kind, const std::string& si_unit,
                      const std::string& path);

/// Lays a mark over a parameter in engine units of `parameter.si`.
void apply_mark(const FitMark& mark, FitParameter& parameter);

}  // namespace verdet
