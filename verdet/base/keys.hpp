// Keys of a map that nobody knows: a misspelt one must never be skipped in silence.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/node.hpp"

namespace verdet {

/// Appends a fault, at the key's place and with the nearest name offered, for every key of `map`
/// that `known` lacks. `path` leads to the map.
void check_keys(const Node& map, const std::vector<std::string>& known, const std::string& path,
                std::vector<Fault>& faults);

/// The same, thrown as one InputError.
void require_known_keys(const Node& map, const std::vector<std::string>& known,
                        const std::string& path = {});

}  // namespace verdet
