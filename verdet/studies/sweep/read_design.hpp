// The `sweep:` section of a spec.
#pragma once

#include "verdet/studies/sweep/design.hpp"

namespace verdet {

/// Reads a sweep over the numeric parameters `leaves`; appends every fault found.
Design read_design(const Node& sweep, const std::vector<Leaf>& leaves, std::vector<Fault>& faults);

}  // namespace verdet
