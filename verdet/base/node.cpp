#include "verdet/base/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"

namespace verdet {

Node Node::of(Type type, Content content) {
  Node node;
  node.type_ = type;
  node.content_ = std::make_shared<const Content>(std::move(content));
  return node;
}

Node Node::text(std::string value, bool quoted) {
  Node node = of(Type::Text, {std::move(value), {}, {}});
  node.quoted_ = quoted;
  return node;
}

Node Node::number(double value) {
  if (std::isnan(value)) return text(".nan");
  if (std::isinf(value)) return text(value > 0 ? ".inf" : "-.inf");
  return text(fmt::format("{}", value));
}

Node Node::list(std::vector<Node> items) {
  return of(Type::List, {{}, std::move(items), {}});
}

Node Node::map(std::vector<Entry> entries) {
  return of(Type::Map, {{}, {}, std::move(entries)});
}

const std::string& Node::as_text() const {
  if (!is_text()) fail(is_null() ? "a value is missing here" : "one value is due here");
  return content_->text;
}

const std::vector<Node>& Node::items() const {
  if (!is_list()) fail("a list is due here, e.g. [1, 2]");
  return content_->items;
}

const std::vector<Node::Entry>& Node::entries() const {
  if (!is_map()) fail("a map is due here, e.g. {key: value}");
  return content_->entries;
}

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries())
    if (entry.first == key) return &entry.second;
  return nullptr;
}

const Node& Node::at(std::string_view key) const {
  const Node* node = find(key);
  if (!node) fail(fmt::format("key '{}' is missing{}", key, suggestion(key, keys())));
  return *node;
}

std::vector<std::string> Node::keys() const {
  std::vector<std::string> names;
  for (const Entry& entry : entries()) names.push_back(entry.first);
  return names;
}

Node Node::with(std::string_view key, Node value) const {
  std::vector<Entry> list = is_null() ? std::vector<Entry>{} : entries();
  const auto found =
      std::find_if(list.begin(), list.end(), [&](auto& e) { return e.first == key; });
  if (found == list.end())
    list.emplace_back(std::string(key), std::move(value));
  else
    found->second = std::move(value);
  return map(std::move(list)).placed(source_, line_, column_);
}

Node Node::without(std::string_view key) const {
  std::vector<Entry> list = entries();
  std::erase_if(list, [&](const Entry& entry) { return entry.first == key; });
  return map(std::move(list)).placed(source_, line_, column_);
}

Node Node::merged(const Node& overrides) const {
  if (!is_map() || !overrides.is_map()) return overrides;
  Node result = *this;
  for (const auto& [key, value] : overrides.entries()) {
    const Node* mine = find(key);
    result = result.with(key, mine ? mine->merged(value) : value);
  }
  return result.placed(overrides.source_, overrides.line_, overrides.column_);
}

Place Node::place() const {
  if (!source_) return {};
  Place place{source_->file, line_, column_, {}};
  if (line_ >= 1 && static_cast<std::size_t>(line_) <= source_->lines.size())
    place.text = source_->lines[static_cast<std::size_t>(line_) - 1];
  return place;
}

Fault Node::fault(std::string message, std::string path) const {
  return {place(), std::move(path), std::move(message)};
}

void Node::fail(std::string message, std::string path) const {
  throw InputError(std::vector<Fault>{fault(std::move(message), std::move(path))});
}

Node Node::placed(std::shared_ptr<const Source> source, int line, int column) const {
  Node node = *this;
  node.source_ = std::move(source);
  node.line_ = line;
  node.column_ = column;
  return node;
}

}  // namespace verdet
