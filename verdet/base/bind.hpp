// Reads the values of a statement out of a spec node.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/statement.hpp"

namespace verdet {

/// Sets every field named in `node` (a map) and appends every fault found: unknown keys, missing
/// required values, wrong units, values out of bounds. `path` names the group in messages.
void bind_group(const Node& node, const std::string& path, GroupRef& group,
                std::vector<Fault>& faults);

/// Why `value` (SI) is not allowed for this parameter, or "".
std::string out_of_bounds(double value, const About& about);

/// "path.name", or "name" at the root.
inline std::string dotted(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

}  // namespace verdet
