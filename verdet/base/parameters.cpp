#include "verdet/base/parameters.hpp"

#include <fmt/format.h>

#include <charconv>

#include "verdet/base/bind.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

class Leaves final : public FieldVisitor {
 public:
  explicit Leaves(bool counts) : counts_(counts) {}
  std::vector<Leaf> leaves;
  void quantity(const About& about, double& value) override {
    leaves.push_back({here(about), about, &value});
  }
  void count(const About& about, int& value) override {
    if (counts_) leaves.push_back({here(about), about, nullptr, &value});
  }
  void flag(const About&, bool&) override {}
  void text(const About&, std::string&) override {}
  void choice(const About&, int&, std::span<const std::string_view>) override {}
  void node(const About&, Node&) override {}
  void group(const About& about, GroupRef& ref) override {
    nest(here(about), false, [&] { ref.accept(*this); });
  }
  void optional(const About&, OptionalRef& ref) override {
    if (ref.engaged()) ref.accept(*this);
  }
  void list(const About& about, ListRef& ref) override {
    const std::string base = here(about);
    for (std::size_t i = 0; i < ref.size(); ++i)
      nest(dotted(base, std::to_string(i)), true, [&] { ref.accept(i, *this); });
  }

 private:
  std::string here(const About& about) const {
    return element_ ? path_ : dotted(path_, about.name);
  }
  template <class Body>
  void nest(std::string path, bool element, Body&& body) {
    std::swap(path_, path);
    std::swap(element_, element);
    body();
    std::swap(path_, path);
    std::swap(element_, element);
  }
  const bool counts_;
  std::string path_;
  bool element_ = false;
};

std::string quantity_text(double value, const About& about) {
  const std::string unit = about.unit;
  return unit == "1" ? fmt::format("{}", value) : fmt::format("{} {}", value, unit);
}

// Writes the set as a node; `single_` holds the value when visiting an element or optional.
class Resolve final : public FieldVisitor {
 public:
  Node result() const { return Node::map(entries_); }

  void quantity(const About& a, double& v) override { put(a, Node::text(quantity_text(v, a))); }
  void count(const About& a, int& v) override { put(a, Node::text(std::to_string(v))); }
  void flag(const About& a, bool& v) override { put(a, Node::text(v ? "true" : "false")); }
  void text(const About& a, std::string& v) override { put(a, Node::text(v, true)); }
  void choice(const About& a, int& i, std::span<const std::string_view> names) override {
    put(a, Node::text(std::string(names[static_cast<std::size_t>(i)])));
  }
  void node(const About& a, Node& v) override {
    if (!v.is_null()) put(a, v);
  }
  void group(const About& a, GroupRef& ref) override {
    Resolve inner;
    ref.accept(inner);
    put(a, inner.result());
  }
  void optional(const About&, OptionalRef& ref) override {
    if (ref.engaged()) ref.accept(*this);
  }
  void list(const About& a, ListRef& ref) override {
    std::vector<Node> items;
    for (std::size_t i = 0; i < ref.size(); ++i) {
      Resolve inner;
      ref.accept(i, inner);
      items.push_back(inner.entries_.at(0).second);
    }
    put(a, Node::list(std::move(items)));
  }

 private:
  void put(const About& about, Node node) { entries_.emplace_back(about.name, std::move(node)); }
  std::vector<Node::Entry> entries_;
};

class Describe final : public FieldVisitor {
 public:
  explicit Describe(std::string path) : path_(std::move(path)) {}
  std::vector<ParameterRow> rows;

  void quantity(const About& a, double& v) override { add(a, "quantity", quantity_text(v, a)); }
  void count(const About& a, int& v) override { add(a, "count", std::to_string(v)); }
  void flag(const About& a, bool& v) override { add(a, "flag", v ? "true" : "false"); }
  void text(const About& a, std::string& v) override { add(a, "text", v); }
  void choice(const About& a, int& i, std::span<const std::string_view> names) override {
    add(a, "choice", std::string(names[static_cast<std::size_t>(i)]));
    rows.back().choices.assign(names.begin(), names.end());
  }
  void node(const About& a, Node& v) override {
    add(a, "map", v.is_null() ? "" : trim(to_yaml(v)));
  }
  void group(const About& a, GroupRef& ref) override {
    add(a, "map", "");
    nest(dotted(path_, a.name), ref);
  }
  void optional(const About& a, OptionalRef& ref) override {
    const bool absent = !ref.engaged();
    if (absent) ref.engage();
    const std::size_t first = rows.size();
    ref.accept(*this);
    if (absent && first < rows.size()) rows[first].fallback.clear();
    if (a.required) rows[first].about.required = true;
  }
  void list(const About& a, ListRef& ref) override {
    add(a, "list", "");
    if (ref.size() == 0) ref.resize(1);
    Describe inner(dotted(path_, a.name));
    ref.accept(0, inner);
    for (ParameterRow& row : inner.rows) {
      // An element's own name repeats the list's: `layers.layers.thickness` reads
      // `layers.N.thickness`.
      const std::string element = dotted(dotted(path_, a.name), a.name);
      if (row.path == element && row.type == "map") continue;  // the list's own row says it
      row.path = dotted(dotted(path_, a.name), "N") + row.path.substr(element.size());
      rows.push_back(std::move(row));
    }
  }

 private:
  void add(const About& about, const char* type, std::string fallback) {
    if (about.required) fallback.clear();
    rows.push_back({dotted(path_, about.name), type, std::move(fallback), {}, about});
  }
  void nest(const std::string& path, GroupRef& ref) {
    Describe inner(path);
    ref.accept(inner);
    rows.insert(rows.end(), inner.rows.begin(), inner.rows.end());
  }
  std::string path_;
};

// The deepest node along a dotted path, to give a cross-parameter problem its place.
const Node& deepest(const Node& node, const std::string& path) {
  const Node* at = &node;
  for (const std::string& part : split(path, '.')) {
    std::size_t index = 0;
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), index);
    if (at->is_list() && parsed.ec == std::errc{} && index < at->items().size())
      at = &at->items()[index];
    else if (at->is_map() && at->find(part))
      at = at->find(part);
    else
      break;
  }
  return *at;
}

}  // namespace

void ParameterSet::bind(const Node& node, const std::string& path, std::vector<Fault>& faults) {
  const Node map = node.is_null() ? Node::map({}) : node;
  if (!map.is_map()) {
    faults.push_back(node.fault("a map is due here, e.g. {key: value}", path));
    return;
  }
  struct Root final : GroupRef {
    explicit Root(Model& m) : model(m) {}
    void accept(FieldVisitor& visitor) override { model.accept(visitor); }
    Model& model;
  } root(*model_);
  const std::size_t before = faults.size();
  bind_group(map, path, root, faults);
  if (faults.size() != before) return;  // cross-checks on half-read values would mislead
  for (Fault& fault : problems()) {
    if (!fault.place.known()) fault.place = deepest(map, fault.path).place();
    fault.path = fault.path.empty() ? path : dotted(path, fault.path);
    faults.push_back(std::move(fault));
  }
}

void ParameterSet::bind(const Node& node, const std::string& path) {
  std::vector<Fault> faults;
  bind(node, path, faults);
  if (!faults.empty()) throw InputError(std::move(faults));
}

std::vector<Leaf> ParameterSet::leaves() {
  Leaves visitor(false);
  model_->accept(visitor);
  return std::move(visitor.leaves);
}

std::vector<Leaf> ParameterSet::numbers() {
  Leaves visitor(true);
  model_->accept(visitor);
  return std::move(visitor.leaves);
}

Node ParameterSet::resolved() const {
  Resolve visitor;
  model_->clone()->accept(visitor);
  return visitor.result();
}

std::vector<ParameterRow> ParameterSet::describe() const {
  Describe visitor("");
  model_->clone()->accept(visitor);
  return std::move(visitor.rows);
}

std::vector<Fault> ParameterSet::problems() const {
  Problems problems;
  model_->validate(problems);
  return std::move(problems.list);
}

}  // namespace verdet
