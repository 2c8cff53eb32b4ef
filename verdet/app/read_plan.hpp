// Specs as the commands read them.
#pragma once

#include <string>
#include <vector>

#include "verdet/studies/plan.hpp"

namespace verdet {

/// The checked plan of the spec at `path`, with its text for the table's attributes.
Plan read_plan(const std::string& path, const Registry& registry);

/// The same with settings of its experiment changed: "experiment.PATH=VALUE" each.
Plan read_plan(const std::string& path, const std::vector<std::string>& settings,
               const Registry& registry);

}  // namespace verdet
