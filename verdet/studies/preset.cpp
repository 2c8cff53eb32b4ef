#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/data.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/body.hpp"

namespace verdet {

namespace fs = std::filesystem;

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(data_folder() / "devices", absent))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

Node read_preset(const std::string& name) {
  return read_yaml((data_folder() / "devices" / (name + ".yaml")).string());
}

std::optional<Preset> preset_of(const Node& node) {
  if (!node.has("preset")) return std::nullopt;
  const Node& preset = node.at("preset");
  const std::string& name = preset.as_text();
  const std::vector<std::string> known = preset_names();
  if (std::find(known.begin(), known.end(), name) == known.end())
    preset.fail(fmt::format("unknown preset '{}'{}", name, suggestion(name, known)),
                "device.preset");
  return Preset{name, read_preset(name)};
}

Node with_preset(const Node& node) {
  const std::optional<Preset> preset = preset_of(node);
  return preset ? preset->file.at("device").merged(node.without("preset")) : node;
}

}  // namespace verdet
