// Helpers that read a record and gather its faults; internal to materials.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/record.hpp"

namespace verdet {

/// Reads keys of one map, remembers which were asked for, and gathers faults instead of throwing.
class MapReader {
 public:
  /// `path` names the map in messages. A node that is no map is one fault, and then reads as empty.
  MapReader(const Node& node, std::string path, std::vector<Fault>& faults);

  const Node* optional(std::string_view key);
  const Node* required(std::string_view key, std::string_view meaning);

  std::string text(std::string_view key, std::string_view meaning, bool required = true);
  double quantity(std::string_view key, Kind kind, const std::string& unit,
                  std::string_view meaning);

  /// Reports every key that was never asked for, with the nearest one that was.
  void reject_unknown_keys();

  void fault(const Node& node, const std::string& key, const std::string& message);
  /// Runs `read`, turning an InputError into faults at `node`.
  template <class Read>
  void guarded(const Node& node, const std::string& key, Read&& read) {
    try {
      read();
    } catch (const InputError& error) {
      adopt(error, node, key);
    }
  }
  std::string path_of(std::string_view key) const;
  const Node& node() const { return node_; }
  std::vector<Fault>& faults() { return faults_; }

 private:
  void adopt(const InputError& error, const Node& node, const std::string& key);

  Node node_;
  std::string path_;
  std::vector<Fault>& faults_;
  std::vector<std::string> asked_;
};

/// `coefficients:` of a record: each is {value: number or list, unit: text, uncertainty: number or
/// `unreported`}. Every one read is also kept as text for display.
class CoefficientReader {
 public:
  CoefficientReader(const Node* node, const Node& record, std::vector<Fault>& faults,
                    std::vector<CoefficientText>& shown);

  bool has(const std::string& name) const;
  double number(const std::string& name, const std::string& unit);
  std::vector<double> list(const std::string& name, const std::string& unit);
  void reject_unknown() { map_.reject_unknown_keys(); }

 private:
  std::vector<double> read(const std::string& name, const std::string& unit, bool list);

  MapReader map_;
  std::vector<CoefficientText>& shown_;
};

/// `table:` of a record: {columns: {name: unit, ...}, uncertainty: ..., rows: [[...], ...]}.
/// Returns the columns in the order and units of `wanted`, rows ascending in the first.
struct Column {
  std::string name;
  std::string unit;  ///< the law's
};
std::vector<std::vector<double>> read_table(const Node* node, const Node& record,
                                            const std::vector<Column>& wanted,
                                            std::vector<Fault>& faults,
                                            std::vector<CoefficientText>& shown);

/// The law that `model` and its coefficients state. Unknown models and coefficients are faults.
Law read_law(Property property, const std::string& model, const Node& record,
             std::vector<Fault>& faults, std::vector<CoefficientText>& shown);

/// The models a property can have, for messages and docs.
std::vector<std::string> models_of(Property property);

/// "unreported", a number, a percentage or a quantity of the unit; a fault otherwise.
std::string read_uncertainty(const Node* node, const std::string& unit, MapReader& map,
                             const std::string& key);

}  // namespace verdet
