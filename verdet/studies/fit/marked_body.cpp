#include "verdet/studies/fit/marked_body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

// The statement's row of a path; list positions are left out of the comparison.
const ParameterRow* row_of(const std::vector<ParameterRow>& rows, const std::string& path) {
  const auto bare = [](const std::string& dotted) {
    std::vector<std::string> kept;
    for (const std::string& part : split(dotted, '.'))
      if (part.find_first_not_of("0123456789N[]") != std::string::npos) kept.push_back(part);
    return join(kept, ".");
  };
  for (const ParameterRow& row : rows)
    if (row.path == path || bare(row.path) == bare(path)) return &row;
  return nullptr;
}

// A value inside the statement's bounds, to bind with where the mark gives none.
double inside(const About& about) {
  const double low = std::max(about.above, about.min), high = about.max;
  if (std::isfinite(low) && std::isfinite(high))
    return low > 0 ? std::sqrt(low * high) : 0.5 * (low + high);
  if (std::isfinite(low)) return low > 0 ? 2 * low : 1;
  return std::isfinite(high) ? std::min(1.0, high) : 1;
}

void read_bounds(MarkedParameter& p) {
  const double least = std::isfinite(p.about.above) ? p.about.above + 1e-300 : p.about.min;
  p.low = p.mark.from.value_or(least);
  p.high = p.mark.to.value_or(p.about.max);
  p.start = p.mark.start.value_or(inside(p.about));
  if (!p.mark.start && p.mark.from && p.mark.to)
    p.start = p.low > 0 && p.high > 30 * p.low ? std::sqrt(p.low * p.high) : 0.5 * (p.low + p.high);
  p.start = std::clamp(p.start, p.low, p.high);
}

}  // namespace

Node replace_marks(const Node& node, const std::string& path,
                   const std::function<Node(const std::string&, const Node&)>& each) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  if (is_fit_mark(node)) return each(path, node);
  if (node.is_map()) {
    Node copy = node;
    for (const auto& [key, value] : node.entries())
      copy = copy.with(key, replace_marks(value, below(key), each));
    return copy;
  }
  if (!node.is_list()) return node;
  std::vector<Node> items;
  for (std::size_t i = 0; i < node.items().size(); ++i)
    items.push_back(replace_marks(node.items()[i], below(std::to_string(i)), each));
  return Node::list(std::move(items));
}

std::unique_ptr<Body> MarkedBody::moved(std::span<const double> values) const {
  std::unique_ptr<Body> copy = body->clone();
  for (Leaf& leaf : copy->leaves())
    for (std::size_t k = 0; k < parameters.size(); ++k)
      if (leaf.path == "device." + parameters[k].path) *leaf.value = values[k];
  return copy;
}

Product MarkedBody::preset(std::span<const double> values, std::span<const double> errors,
                           const std::string& validity) const {
  std::vector<Node::Entry> spread;
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    const std::string& unit = parameters[k].about.unit;
    if (std::isfinite(errors[k]))
      spread.emplace_back(
          parameters[k].path,
          Node::text(fmt::format("{:.6g}{}", errors[k], unit == "1" ? "" : " " + unit)));
  }
  return {"_preset.yaml", to_yaml(Node::map({{"device", moved(values)->resolved()},
                                             {"standard_error", Node::map(std::move(spread))},
                                             {"validity", Node::text(validity)},
                                             {"source", Node::text("verdet fit of measured data")},
                                             {"status", Node::text("unverified")}}))};
}

MarkedParameter read_marked(const ParameterSet& statement, const std::string& owner,
                            const std::string& path, const Node& node, const std::string& where) {
  const std::vector<ParameterRow> rows = statement.describe();
  const ParameterRow* row = row_of(rows, path);
  if (!row || row->type != "quantity") {
    std::vector<std::string> names;
    for (const ParameterRow& one : rows) names.push_back(one.path);
    node.fail(
        fmt::format("'{}' is no numeric parameter of a {}{}", path, owner, suggestion(path, names)),
        where);
  }
  MarkedParameter p{path, row->about, {}, 0, 0, 0};
  p.mark = read_fit_mark(node, p.about.kind, p.about.unit, where + "." + path);
  for (const auto& [key, end] : {std::pair{"from", p.mark.from}, std::pair{"to", p.mark.to}})
    if (end && (*end < p.about.min || *end > p.about.max || *end < p.about.above))
      node.fail(fmt::format("'{}' = {} lies outside what '{}' may be", key,
                            format_quantity(*end, p.about.unit), path),
                where + "." + path);
  read_bounds(p);
  return p;
}

Node start_of(const MarkedParameter& p) {
  const std::string& unit = p.about.unit;
  return Node::text(unit == "1" ? fmt::format("{}", p.start) : fmt::format("{} {}", p.start, unit));
}

MarkedBody bind_marked(const Node& given, const Registry& registry) {
  MarkedBody marked;
  const Node model = with_preset(given);
  const Node& type = model.at("type");
  const DeviceType* device = registry.devices.find(type.as_text());
  if (!device)
    type.fail(fmt::format("unknown model '{}'{}", type.as_text(),
                          suggestion(type.as_text(), registry.devices.names())),
              "fit.model.type");
  const Node plain = replace_marks(model, "", [&](const std::string& path, const Node& node) {
    marked.parameters.push_back(
        read_marked(device->defaults, type.as_text(), path, node, "fit.model"));
    return start_of(marked.parameters.back());
  });
  std::vector<Fault> faults;
  marked.body = bind_body(Node::map({{"device", plain}}), registry, faults);
  if (marked.body)
    for (Fault fault : marked.body->problems()) {
      fault.place = model.place();
      faults.push_back(fault);
    }
  if (!faults.empty()) throw InputError(std::move(faults));
  return marked;
}

}  // namespace verdet
