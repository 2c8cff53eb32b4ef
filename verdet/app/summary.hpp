// A table in words: what `run` and `info` print.
#pragma once

#include <string>

#include "verdet/tables/table.hpp"

namespace verdet {

/// Axes, variables with units and ranges, and short groups in full (resonances, modes).
std::string summary(const Table& table, const std::string& path);

/// The same facts as one JSON object.
std::string summary_json(const Table& table, const std::string& path);

}  // namespace verdet
