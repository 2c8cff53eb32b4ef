// `verdet devices` and `verdet describe`: what is registered, from the parameter statements.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/app/command.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/body.hpp"

namespace verdet {
namespace {

std::string bounds_text(const About& about) {
  std::string text;
  if (std::isfinite(about.above))
    text += fmt::format("> {} ", format_quantity(about.above, about.unit));
  if (std::isfinite(about.min))
    text += fmt::format(">= {} ", format_quantity(about.min, about.unit));
  if (std::isfinite(about.max))
    text += fmt::format("<= {} ", format_quantity(about.max, about.unit));
  return trim(text);
}

// A default as people write it: "10 um" for "1e-05 m".
std::string default_text(const ParameterRow& row) {
  if (row.type != "quantity") return row.fallback;
  return format_quantity(parse_quantity(row.fallback, row.about.kind, row.about.unit),
                         row.about.unit);
}

void print_rows(const std::vector<ParameterRow>& rows) {
  for (const ParameterRow& row : rows) {
    const About& a = row.about;
    fmt::print("  {:<28} {:<10} {:<9} {}\n", row.path, std::string(a.symbol),
               row.type == "quantity" ? a.unit : row.type.c_str(), a.meaning);
    std::string detail;
    if (a.required)
      detail = "required; ";
    else if (!row.fallback.empty())
      detail = "default " + default_text(row) + "; ";
    if (!row.choices.empty()) detail += "one of " + join(row.choices) + "; ";
    const std::string bounds = bounds_text(a);
    if (!bounds.empty()) detail += bounds + "; ";
    if (*a.source) detail += "source " + std::string(a.source) + "; ";
    if (!detail.empty()) fmt::print("  {:<28} {}\n", "", detail.substr(0, detail.size() - 2));
  }
}

void describe_device(const DeviceType& type) {
  const DeviceInfo& info = type.info;
  fmt::print("device {}: {}\n", info.type, info.meaning);
  if (!info.limits.empty()) fmt::print("limits: {}\n", info.limits);
  if (info.traits.prospective)
    fmt::print("status: prospective, no measured device stands behind it\n");
  fmt::print("traits: {}passive, {}reciprocal\n", info.traits.passive ? "" : "not ",
             info.traits.reciprocal ? "" : "not ");
  print_rows(type.defaults.describe());
}

void describe_preset(const std::string& name) {
  const Node preset = read_preset(name);
  fmt::print("preset {}: {}\n", name, preset.at("title").as_text());
  for (const char* key : {"source", "status", "notes"})
    if (const Node* text = preset.find(key)) fmt::print("{}: {}\n", key, trim(text->as_text()));
  if (const Node* withheld = preset.find("withheld")) {
    std::vector<std::string> paths;
    for (const Node& path : withheld->items()) paths.push_back(path.as_text());
    fmt::print("withheld by the source, values here are stand-ins: {}\n", join(paths));
  }
  fmt::print("\n{}", to_yaml(Node::map({{"device", preset.at("device")}})));
}

void describe(const std::string& name) {
  const Registry registry = make_registry();
  const std::vector<std::string> presets = preset_names();
  if (std::find(presets.begin(), presets.end(), name) != presets.end())
    return describe_preset(name);
  if (const DeviceType* device = registry.devices.find(name)) return describe_device(*device);
  if (const ExperimentType* experiment = registry.experiments.find(name)) {
    fmt::print("experiment {}: {}\n", experiment->type, experiment->meaning);
    return print_rows(experiment->defaults.describe());
  }
  std::vector<std::string> known = registry.devices.names();
  for (const std::string& type : registry.experiments.names()) known.push_back(type);
  known.insert(known.end(), presets.begin(), presets.end());
  throw InputError(fmt::format("nothing is named '{}'{}", name, suggestion(name, known)));
}

}  // namespace

void add_devices_command(const Command& app) {
  const Command command =
      app.add_subcommand("devices", "List device types, presets and experiments");
  command.footer("Example:\n  verdet devices");
  command.callback([] {
    const Registry registry = make_registry();
    fmt::print("devices:\n");
    for (const DeviceType& type : registry.devices.types())
      fmt::print("  {:<24} {}\n", type.info.type, type.info.meaning);
    fmt::print("experiments:\n");
    for (const ExperimentType& type : registry.experiments.types())
      fmt::print("  {:<24} {}\n", type.type, type.meaning);
    fmt::print("presets:\n");
    for (const std::string& name : preset_names()) fmt::print("  {}\n", name);
  });
}

void add_describe_command(const Command& app) {
  const Command command =
      app.add_subcommand("describe", "Show the parameters of a device or experiment");
  auto name = std::make_shared<std::string>();
  command.add_option("name", *name, "Device or experiment type").required();
  command.footer("Example:\n  verdet describe microring");
  command.callback([name] { describe(*name); });
}

}  // namespace verdet
