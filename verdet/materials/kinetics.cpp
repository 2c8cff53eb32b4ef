#include "verdet/materials/kinetics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "verdet/base/data.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/record_schema.hpp"

namespace verdet {
namespace {

using Kinetics = physics::CrystallisationKinetics<double>;

std::filesystem::path kinetics_folder() {
  return data_folder() / "kinetics";
}

// `parameters:` as a map name -> value, and the key of each.
Node read_parameters(MapReader& map, KineticsRecord& record) {
  std::vector<Node::Entry> values;
  const Node* node = map.required("parameters", "each {value, uncertainty, key}");
  if (!node || !node->is_map()) return Node::map({});
  for (const auto& [name, entry] : node->entries()) {
    MapReader one(entry, "parameters." + name, map.faults());
    if (const Node* value = one.required("value", "number with its unit"))
      values.emplace_back(name, *value);
    one.required("uncertainty", "a number or `unreported`");
    record.keys[name] = one.text("key", "a key of data/references.bib");
    one.reject_unknown_keys();
  }
  return Node::map(std::move(values));
}

void read_range(MapReader& map, KineticsRecord& record) {
  const Node* node = map.required("validity", "{temperature: [lowest, highest]}");
  if (!node) return;
  MapReader validity(*node, "validity", map.faults());
  if (const Node* ends = validity.required("temperature", "[lowest, highest]"))
    validity.guarded(*ends, "temperature", [&] {
      record.temperature.low =
          parse_quantity(ends->items().at(0).as_text(), Kind::Temperature, "K");
      record.temperature.high =
          parse_quantity(ends->items().at(1).as_text(), Kind::Temperature, "K");
    });
  validity.reject_unknown_keys();
}

KineticsRecord read_file(const std::filesystem::path& path, const std::string& name) {
  const Node node = read_yaml(path.string());
  std::vector<Fault> faults;
  MapReader map(node, "", faults);
  KineticsRecord record;
  record.name = name;
  map.required("verdet_kinetics", "version of this format: 1");
  record.title = map.text("title", "one line");
  record.material = map.text("material", "the material it describes");
  ParameterSet set = ParameterSet::of<Kinetics>();
  set.bind(read_parameters(map, record), "parameters", faults);
  record.parameters = set.as<Kinetics>();
  read_range(map, record);
  if (const Node* source = map.required("source", "{key: bib key, where: table}")) {
    MapReader from(*source, "source", faults);
    record.key = from.text("key", "a key of data/references.bib");
    record.reference = from.text("where", "the table in the source");
    from.reject_unknown_keys();
  }
  record.verified = map.text("status", "verified or unverified") == "verified";
  record.verification = map.text("verification", "how the numbers were verified");
  record.notes = map.text("notes", "", false);
  map.reject_unknown_keys();
  if (!faults.empty()) throw InputError(std::move(faults));
  return record;
}

KineticsRecord find_set(const Node& name, const std::string& path) {
  const std::vector<std::string> known = kinetics_names();
  const std::string& text = name.as_text();
  if (std::find(known.begin(), known.end(), text) == known.end())
    name.fail(fmt::format("no kinetics set '{}'{}; there are: {}", text, suggestion(text, known),
                          fmt::join(known, ", ")),
              path);
  return read_file(kinetics_folder() / (text + ".yaml"), text);
}

}  // namespace

std::vector<std::string> KineticsRecord::references() const {
  std::vector<std::string> all;
  if (!key.empty()) all.push_back(key);
  for (const auto& [parameter, source] : keys)
    if (std::find(all.begin(), all.end(), source) == all.end()) all.push_back(source);
  return all;
}

std::vector<std::string> kinetics_names() {
  std::vector<std::string> names;
  if (std::filesystem::is_directory(kinetics_folder()))
    for (const auto& entry : std::filesystem::directory_iterator(kinetics_folder()))
      if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> kinetics_of(const std::string& material) {
  const std::string wanted = material.substr(0, material.find('/'));
  std::vector<std::string> names;
  for (const std::string& name : kinetics_names())
    if (read_file(kinetics_folder() / (name + ".yaml"), name).material == wanted)
      names.push_back(name);
  return names;
}

KineticsRecord read_kinetics(const Node& node, const std::string& path) {
  if (node.is_text()) return find_set(node, path);
  if (!node.is_map()) node.fail("kinetics are the name of a set, or a map of parameters", path);
  KineticsRecord record;
  record.name = "user";
  const Node* base = node.find("set");
  if (base) record = find_set(*base, path + ".set");
  ParameterSet set = ParameterSet::of<Kinetics>(record.parameters);
  const Node given = node.without("set");
  const Node all = base ? set.resolved().merged(given) : given;
  set.bind(all, path);
  record.parameters = set.as<Kinetics>();
  for (const std::string& name : given.keys()) record.keys[name] = "";
  std::erase_if(record.keys, [](const auto& entry) { return entry.second.empty(); });
  if (!given.keys().empty()) {
    record.name += " (changed)";
    record.verified = false;
    record.verification = "parameters replaced by the user";
  }
  return record;
}

}  // namespace verdet
