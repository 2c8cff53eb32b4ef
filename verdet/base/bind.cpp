#include "verdet/base/bind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

// Collects the names a group knows, for the unknown-key check.
struct Names final : FieldVisitor {
  std::vector<std::string> names;
  void quantity(const About& a, double&) override { names.emplace_back(a.name); }
  void count(const About& a, int&) override { names.emplace_back(a.name); }
  void flag(const About& a, bool&) override { names.emplace_back(a.name); }
  void text(const About& a, std::string&) override { names.emplace_back(a.name); }
  void choice(const About& a, int&, std::span<const std::string_view>) override {
    names.emplace_back(a.name);
  }
  void node(const About& a, Node&) override { names.emplace_back(a.name); }
  void group(const About& a, GroupRef&) override { names.emplace_back(a.name); }
  void optional(const About& a, OptionalRef&) override { names.emplace_back(a.name); }
  void list(const About& a, ListRef&) override { names.emplace_back(a.name); }
};

std::string bound_text(double bound, const About& about) {
  return format_quantity(bound, about.unit);
}

// Reads values out of a node. In element mode (`element_`) the node is the value itself: one item
// of a list, or the inner value of an optional.
class Bind final : public FieldVisitor {
 public:
  Bind(const Node& node, std::string path, std::vector<Fault>& faults)
      : node_(node), path_(std::move(path)), faults_(faults) {}

  void check_keys(GroupRef& group) {
    Names known;
    group.accept(known);
    verdet::check_keys(node_, known.names, path_, faults_);
  }

  void quantity(const About& about, double& value) override {
    read(about, [&](const Node& node) {
      const double read = parse_quantity(node.as_text(), about.kind, about.unit);
      const std::string wrong = out_of_bounds(read, about);
      if (!wrong.empty()) throw InputError(wrong);
      value = read;
    });
  }
  void count(const About& about, int& value) override {
    read(about, [&](const Node& node) {
      const double read = parse_number(node.as_text());
      if (read != std::floor(read) || std::abs(read) > 2e9)
        throw InputError(fmt::format("'{}' is not a whole number", node.as_text()));
      const std::string wrong = out_of_bounds(read, about);
      if (!wrong.empty()) throw InputError(wrong);
      value = static_cast<int>(read);
    });
  }
  void flag(const About& about, bool& value) override {
    read(about, [&](const Node& node) {
      const std::string& text = node.as_text();
      if (text != "true" && text != "false")
        throw InputError(fmt::format("'{}' is neither true nor false", text));
      value = text == "true";
    });
  }
  void text(const About& about, std::string& value) override {
    read(about, [&](const Node& node) { value = node.as_text(); });
  }
  void choice(const About& about, int& index, std::span<const std::string_view> names) override {
    read(about, [&](const Node& node) {
      const auto found = std::find(names.begin(), names.end(), node.as_text());
      if (found == names.end())
        throw InputError(fmt::format(
            "'{}' is not one of its choices{}", node.as_text(),
            suggestion(node.as_text(), std::vector<std::string>(names.begin(), names.end()))));
      index = static_cast<int>(found - names.begin());
    });
  }
  void node(const About& about, Node& value) override {
    read(about, [&](const Node& node) { value = node; });
  }
  void group(const About& about, GroupRef& ref) override {
    read(about, [&](const Node& node) { bind_group(node, about, ref); });
  }
  void optional(const About& about, OptionalRef& ref) override {
    const Node* node = element_ ? &node_ : node_.find(about.name);
    if (!node || node->is_null()) {
      if (!node && about.required) missing(about);
      return;
    }
    ref.engage();
    ref.accept(*this);
  }
  void list(const About& about, ListRef& ref) override {
    read(about, [&](const Node& node) {
      const std::vector<Node>& items = node.items();
      ref.resize(items.size());
      for (std::size_t i = 0; i < items.size(); ++i) {
        Bind inner(items[i], dotted(here(about), std::to_string(i)), faults_);
        inner.element_ = true;
        ref.accept(i, inner);
      }
    });
  }

 private:
  std::string here(const About& about) const {
    return element_ ? path_ : dotted(path_, about.name);
  }

  void missing(const About& about) {
    faults_.push_back(
        node_.fault(fmt::format("'{}' is missing: {}", about.name, about.meaning), here(about)));
  }

  void bind_group(const Node& node, const About& about, GroupRef& ref) {
    Bind inner(node, here(about), faults_);
    inner.check_keys(ref);
    ref.accept(inner);
  }

  template <class Read>
  void read(const About& about, Read&& read) {
    const Node* node = element_ ? &node_ : node_.find(about.name);
    if (!node) {
      if (about.required) missing(about);
      return;
    }
    try {
      read(*node);
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults())
        faults_.push_back(fault.place.known() ? fault : node->fault(fault.message, here(about)));
    }
  }

  const Node& node_;
  std::string path_;
  std::vector<Fault>& faults_;
  bool element_ = false;
};

}  // namespace

std::string out_of_bounds(double value, const About& about) {
  if (value > about.above && value >= about.min && value <= about.max) return {};
  const std::string shown = bound_text(value, about);
  if (!(value > about.above))
    return fmt::format("{} is out of bounds: must be above {}", shown,
                       bound_text(about.above, about));
  if (value < about.min)
    return fmt::format("{} is out of bounds: at least {}", shown, bound_text(about.min, about));
  return fmt::format("{} is out of bounds: at most {}", shown, bound_text(about.max, about));
}

void bind_group(const Node& node, const std::string& path, GroupRef& group,
                std::vector<Fault>& faults) {
  Bind bind(node, path, faults);
  bind.check_keys(group);
  group.accept(bind);
}

}  // namespace verdet
