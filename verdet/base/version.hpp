// Which Verdet computed a number.
#pragma once

#include <string>

namespace verdet {

inline constexpr const char* kVersion = "0.1.0";
/// Raised whenever the same spec gives different numbers (CHANGELOG.md, "numerical results
/// changed").
inline constexpr const char* kNumericsVersion = "3";

/// The commit this was built from, or "unknown".
std::string git_sha();

}  // namespace verdet
