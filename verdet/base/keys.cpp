#include "verdet/base/keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

// The place of the key before `value`: on its line, or (a block below its key) the value's own.
Place key_place(const std::string& key, const Node& value) {
  Place place = value.place();
  if (place.column < 2) return place;
  const auto before = place.text.rfind(key, static_cast<std::size_t>(place.column) - 2);
  if (before != std::string::npos) place.column = static_cast<int>(before) + 1;
  return place;
}

}  // namespace

void check_keys(const Node& map, const std::vector<std::string>& known, const std::string& path,
                std::vector<Fault>& faults) {
  for (const auto& [key, value] : map.entries())
    if (std::find(known.begin(), known.end(), key) == known.end())
      faults.push_back({key_place(key, value), path,
                        fmt::format("unknown key '{}'{}", key, suggestion(key, known))});
}

void require_known_keys(const Node& map, const std::vector<std::string>& known,
                        const std::string& path) {
  std::vector<Fault> faults;
  check_keys(map, known, path, faults);
  if (!faults.empty()) throw InputError(std::move(faults));
}

}  // namespace verdet
