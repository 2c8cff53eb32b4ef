// How messages name a record.
#pragma once

#include <fmt/format.h>

#include <string>

#include "verdet/materials/record.hpp"

namespace verdet {

/// "Si/Li1980 (Li1980)": the record and its main source.
inline std::string cited(const Record& record) {
  return record.keys.empty() ? record.name : fmt::format("{} ({})", record.name, record.keys[0]);
}

}  // namespace verdet
