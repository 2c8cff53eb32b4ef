#include "verdet/materials/record_schema.hpp"

#include <fmt/format.h>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"

namespace verdet {

MapReader::MapReader(const Node& node, std::string path, std::vector<Fault>& faults)
    : node_(node), path_(std::move(path)), faults_(faults) {
  if (node_.is_map()) return;
  faults_.push_back(node_.fault("a map is due here, e.g. {key: value}", path_));
  const Place place = node.place();
  node_ = Node::map({});
  if (place.known()) faults_.back().place = place;
}

std::string MapReader::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

const Node* MapReader::optional(std::string_view key) {
  asked_.emplace_back(key);
  const Node* found = node_.find(key);
  return found && !found->is_null() ? found : nullptr;
}

const Node* MapReader::required(std::string_view key, std::string_view meaning) {
  const Node* found = optional(key);
  if (found) return found;
  const Node* empty = node_.find(key);  // "key:" without a value has a place of its own
  faults_.push_back((empty ? *empty : node_)
                        .fault(fmt::format("'{}' is missing: {}", key, meaning), path_of(key)));
  return nullptr;
}

std::string MapReader::text(std::string_view key, std::string_view meaning, bool is_required) {
  const Node* found = is_required ? required(key, meaning) : optional(key);
  std::string value;
  if (found) guarded(*found, std::string(key), [&] { value = found->as_text(); });
  return value;
}

double MapReader::quantity(std::string_view key, Kind kind, const std::string& unit,
                           std::string_view meaning) {
  double value = 0;
  if (const Node* found = required(key, meaning))
    guarded(*found, std::string(key),
            [&] { value = parse_quantity(found->as_text(), kind, unit); });
  return value;
}

void MapReader::reject_unknown_keys() {
  check_keys(node_, asked_, path_, faults_);
}

void MapReader::fault(const Node& node, const std::string& key, const std::string& message) {
  faults_.push_back(node.fault(message, path_of(key)));
}

void MapReader::adopt(const InputError& error, const Node& node, const std::string& key) {
  for (const Fault& found : error.faults())
    faults_.push_back(found.place.known() ? found : node.fault(found.message, path_of(key)));
}

std::string read_uncertainty(const Node* node, const std::string& unit, MapReader& map,
                             const std::string& key) {
  std::string text = "unreported";
  if (!node) return text;
  if (node->is_list()) {  // one for each number of a list of coefficients
    std::vector<std::string> all;
    for (const Node& item : node->items()) all.push_back(read_uncertainty(&item, unit, map, key));
    return "[" + join(all) + "]";
  }
  map.guarded(*node, key, [&] {
    text = node->as_text();
    if (text == "unreported" || text == "exact") return;
    std::string_view number = text;
    if (number.ends_with("%")) number.remove_suffix(1);
    double value = 0;
    try {
      value = parse_number(number);
    } catch (const InputError&) {
      value = parse_quantity(text, Kind::Quantity, unit);
    }
    if (!(value >= 0))
      throw InputError(
          fmt::format("an uncertainty is at least 0, or 'unreported', not '{}'", text));
  });
  return text;
}

}  // namespace verdet
