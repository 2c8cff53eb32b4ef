// `verdet cite`: BibTeX of the sources behind a table, a device or a material.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "verdet/app/command.hpp"
#include "verdet/base/bibliography.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/registry.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

std::vector<std::string> keys_of(const DeviceType& type) {
  std::vector<std::string> keys;
  for (const ParameterRow& row : type.defaults.describe())
    if (*row.about.source) keys.emplace_back(row.about.source);
  return keys;
}

std::vector<std::string> keys_of(const std::string& name) {
  if (std::filesystem::exists(name)) {
    const Table table = read_hdf5(name);
    const Attribute* found = table.attribute("references");
    if (!found) return {};
    if (const auto* one = std::get_if<std::string>(found)) return {*one};
    return std::get<std::vector<std::string>>(*found);
  }
  const Registry registry = make_registry();
  if (const DeviceType* type = registry.devices.find(name)) return keys_of(*type);
  return MaterialLibrary().find(name).references();
}

void cite(const std::string& name) {
  std::vector<std::string> keys = keys_of(name);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::erase(keys, "");
  const Bibliography bibliography;
  for (const std::string& key : keys) fmt::print("{}\n\n", bibliography.entry(key));
}

}  // namespace

void add_cite_command(const Command& app) {
  const Command command =
      app.add_subcommand("cite", "Print BibTeX for a table, a device type or a material");
  auto name = std::make_shared<std::string>();
  command.add_option("name", *name, "Table file, device type, material or record").required();
  command.footer("Example:\n  verdet cite ring.h5");
  command.callback([name] { cite(*name); });
}

}  // namespace verdet
