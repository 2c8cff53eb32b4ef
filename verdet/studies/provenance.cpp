#include "verdet/studies/provenance.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <chrono>

#include "verdet/base/version.hpp"
#include "verdet/devices/lanes.hpp"
#include "verdet/studies/body.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {

Node resolved_spec(const Plan& plan) {
  Node node =
      Node::map({{"verdet", Node::text("1")}, {plan.body->keyword(), plan.body->resolved()}});
  node = node.with(
      "experiment",
      Node::map({{"type", Node::text(plan.experiment->type)}}).merged(plan.settings.resolved()));
  if (const Node* sweep = plan.spec.find("sweep")) node = node.with("sweep", *sweep);
  for (const char* key : {"compress", "statistics"})
    if (const Node* part = plan.spec.find(key)) node = node.with(key, *part);
  return node;
}

std::string hash_of(const std::string& text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("xxh128:{:016x}{:016x}", hash.high64, hash.low64);
}

namespace {

// What a published device says about itself, beside the parameters that it sets: in attributes that
// begin with its instance's name in a circuit.
void add_preset(Table& table, const std::string& instance, const Preset& preset,
                std::vector<std::string>& references) {
  const std::string prefix = instance.empty() ? "preset" : instance + "_preset";
  table.set(prefix, preset.name);
  for (const char* key : {"title", "status", "notes"})
    if (const Node* text = preset.file.find(key))
      table.set(fmt::format("{}_{}", prefix, key), text->as_text());
  if (const Node* withheld = preset.file.find("withheld")) {
    std::vector<std::string> paths;
    for (const Node& path : withheld->items()) paths.push_back(path.as_text());
    table.set(prefix + "_withheld", paths);
  }
  if (const Node* source = preset.file.find("source"))
    if (std::find(references.begin(), references.end(), source->as_text()) == references.end())
      references.push_back(source->as_text());
}

}  // namespace

void add_origin(Table& table, const Origin& origin, const Context& context) {
  table.set("Conventions", std::string("CF-1.8"));
  table.set("filetype", std::string("verdet-table"));
  table.set("format_version", std::string(kFormatVersion));
  table.set("title", origin.title);
  table.set("verdet_version", std::string(kVersion));
  table.set("numerics_version", std::string(kNumericsVersion));
  table.set("isa", lanes_isa());
  table.set("git_sha", git_sha());
  table.set("created",
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now())));
  table.set("spec", origin.spec);
  table.set("resolved_spec", origin.resolved);
  table.set("resolved_spec_hash", hash_of(origin.resolved));
  table.set("references", origin.references);
  table.set("phase_convention", std::string("exp(-i omega t)"));
  if (context.warnings && !context.warnings->texts().empty())
    table.set("warnings", context.warnings->texts());
}

void add_provenance(Table& table, const Plan& plan, const Device& device, const Context& context) {
  std::string what = plan.experiment->type;
  std::replace(what.begin(), what.end(), '_', ' ');
  Origin origin{fmt::format("{} of a {}", what, device.info().type),
                plan.source.empty() ? to_yaml(plan.spec) : plan.source,
                to_yaml(resolved_spec(plan)), device.references()};
  for (const auto& [instance, preset] : plan.body->presets())
    add_preset(table, instance, preset, origin.references);
  add_origin(table, origin, context);
  table.set("records", device.records());
  if (!device.info().limits.empty()) table.set("model_limits", device.info().limits);
  if (device.info().traits.prospective) table.set("status", std::string("prospective device"));
}

}  // namespace verdet
