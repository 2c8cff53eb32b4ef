// Values along an axis as specs write them: one value, a list, or {from, to, points}.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/base/units.hpp"

namespace verdet {

inline constexpr std::size_t kMaxAxisPoints = 100'000'000;

/// The SI values that `node` names: "1550 nm", ["1 um", "2 um"], or {from, to, points} with
/// `spacing: linear` (default) or `log`. Both ends are included and exact. Throws InputError with
/// the place of the fault.
std::vector<double> read_axis(const Node& node, Kind kind, const std::string& si_unit,
                              const std::string& path);

}  // namespace verdet
