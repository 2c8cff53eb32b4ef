// A spec as a tree of values that know their place in the user's file.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verdet/base/error.hpp"

namespace verdet {

/// One value of a spec or record: null, text (a scalar, as written), list or map. A cheap value:
/// copies share the tree below. Maps keep the order in which they were written.
class Node {
 public:
  enum class Type { Null, Text, List, Map };
  using Entry = std::pair<std::string, Node>;

  Node() = default;
  static Node text(std::string value, bool quoted = false);
  static Node number(double value);  ///< shortest text that reads back as the same double
  static Node list(std::vector<Node> items);
  static Node map(std::vector<Entry> entries);

  Type type() const noexcept { return type_; }
  bool is_null() const noexcept { return type_ == Type::Null; }
  bool is_text() const noexcept { return type_ == Type::Text; }
  bool is_list() const noexcept { return type_ == Type::List; }
  bool is_map() const noexcept { return type_ == Type::Map; }
  bool quoted() const noexcept { return quoted_; }

  /// The scalar as written; throws InputError for lists and maps.
  const std::string& as_text() const;
  const std::vector<Node>& items() const;     ///< throws InputError unless a list
  const std::vector<Entry>& entries() const;  ///< throws InputError unless a map

  /// The value under `key`, or nullptr. The map must be a map.
  const Node* find(std::string_view key) const;
  /// The value under `key`; a missing key is an InputError at this node's place.
  const Node& at(std::string_view key) const;
  bool has(std::string_view key) const { return is_map() && find(key) != nullptr; }
  std::vector<std::string> keys() const;

  /// This map with `key` set to `value` (replaced in place, or appended).
  Node with(std::string_view key, Node value) const;
  /// This map without `key`.
  Node without(std::string_view key) const;
  /// `overrides` laid over this map, key by key, maps merged recursively.
  Node merged(const Node& overrides) const;

  Place place() const;
  Fault fault(std::string message, std::string path = {}) const;
  [[noreturn]] void fail(std::string message, std::string path = {}) const;

  /// Marks where the node came from; used by the parser.
  struct Source {
    std::string file;
    std::vector<std::string> lines;
  };
  Node placed(std::shared_ptr<const Source> source, int line, int column) const;

 private:
  struct Content {
    std::string text;
    std::vector<Node> items;
    std::vector<Entry> entries;
  };
  static Node of(Type type, Content content);

  Type type_ = Type::Null;
  bool quoted_ = false;
  int line_ = 0;
  int column_ = 0;
  std::shared_ptr<const Content> content_;
  std::shared_ptr<const Source> source_;
};

/// Reads one YAML document. Duplicate keys, extra documents, tabs, unreadable files and alias bombs
/// are InputErrors with their place.
Node read_yaml(const std::string& path);

/// The same from text; `name` stands for the file in messages.
Node parse_yaml(const std::string& text, const std::string& name = "<text>");

/// The node as YAML text that reads back as the same tree.
std::string to_yaml(const Node& node);

}  // namespace verdet
