#include "verdet/app/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"

namespace verdet {
namespace {

constexpr std::size_t kMostRows = 24;

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  std::size_t missing = 0;
};

Extent extent_of(const std::vector<double>& values) {
  Extent e;
  for (const double v : values) {
    if (std::isnan(v)) {
      ++e.missing;
      continue;
    }
    e.low = std::min(e.low, v);
    e.high = std::max(e.high, v);
  }
  return e;
}

std::vector<double> numbers_of(const Variable& v) {
  return v.integers.empty() ? v.values : std::vector<double>(v.integers.begin(), v.integers.end());
}

std::string range_text(const std::vector<double>& values, const std::string& unit) {
  const Extent e = extent_of(values);
  if (e.low > e.high) return values.empty() ? "empty" : "no number";
  std::string text = e.low == e.high
                         ? format_quantity(e.low, unit)
                         : format_quantity(e.low, unit) + " ... " + format_quantity(e.high, unit);
  if (e.missing) text += fmt::format(" ({} missing)", e.missing);
  return text;
}

std::string axes_text(const Table& table, const Variable& variable) {
  std::vector<std::string> parts;
  for (const std::string& name : variable.axes)
    parts.push_back(fmt::format("{}={}", name, table.axis(name).size()));
  return parts.empty() ? "" : "(" + join(parts) + ")";
}

// A group whose variables share one short axis is printed as columns.
std::string columns(const Table& table) {
  const std::size_t rows = table.axes()[0].size();
  std::vector<std::string> lines(rows + 1);
  for (const Variable& v : table.variables()) {
    if (v.axes.size() != 1) continue;
    double largest = 0;
    for (const double x : v.values)
      if (std::isfinite(x)) largest = std::max(largest, std::abs(x));
    const PrefixedUnit unit = prefixed_unit(largest, v.unit);
    const std::string head = unit.name == "1" ? v.name : v.name + " [" + unit.name + "]";
    const std::size_t width = std::max<std::size_t>(head.size(), 12) + 2;
    lines[0] += fmt::format("{:>{}}", head, width);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::string text = !v.values.empty() ? fmt::format("{:.7g}", v.values[i] / unit.size)
                               : !v.integers.empty() ? fmt::format("{}", v.integers[i])
                                                     : v.texts[i];
      lines[i + 1] += fmt::format("{:>{}}", text, width);
    }
  }
  return join(lines, "\n") + "\n";
}

void describe(const Table& table, const std::string& indent, std::string& out) {
  for (const Axis& axis : table.axes())
    out +=
        fmt::format("{}axis      {:<20} {:>8}  {}\n", indent, axis.name, axis.size(),
                    axis.labels.empty() ? range_text(axis.values, axis.unit) : join(axis.labels));
  for (const Variable& v : table.variables())
    out += fmt::format("{}variable  {:<20} {:>8}  {} {}\n", indent, v.name, v.unit,
                       v.texts.empty() ? range_text(numbers_of(v), v.unit) : "text",
                       axes_text(table, v));
  for (const auto& [name, group] : table.groups()) {
    out += fmt::format("{}group     {}\n", indent, name);
    const bool flat = group.axes().size() == 1 && group.axes()[0].size() <= kMostRows;
    if (flat)
      out += columns(group);
    else
      describe(group, indent + "  ", out);
  }
}

// A reason without its numbers, which differ from point to point.
std::string reason_of(const std::string& message) {
  std::string reason;
  for (const char c : message)
    if (!std::isdigit(static_cast<unsigned char>(c)) && c != '.') reason += c;
  return reason;
}

// Failed points of a sweep, grouped by reason, the most frequent first.
std::string failures(const Table& table) {
  const Variable* status = table.find("status");
  const Variable* message = table.find("message");
  if (!status || !message) return "";
  std::map<std::string, std::pair<std::size_t, std::string>> groups;  // reason: count, an example
  std::size_t failed = 0;
  for (std::size_t i = 0; i < status->integers.size() && i < message->texts.size(); ++i) {
    if (status->integers[i] <= 0) continue;
    ++failed;
    auto& group =
        groups.try_emplace(reason_of(message->texts[i]), 0, message->texts[i]).first->second;
    ++group.first;
  }
  if (failed == 0) return "";
  std::vector<std::pair<std::size_t, std::string>> list;
  for (const auto& [reason, group] : groups) list.push_back(group);
  std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.first > b.first; });
  std::string out = fmt::format("  {} of {} points failed:\n", failed, status->integers.size());
  for (const auto& [count, example] : list)
    out += fmt::format("    {:>8}  {}\n", count, split(example, '\n')[0]);
  return out;
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

std::string json_body(const Table& table) {
  std::vector<std::string> parts;
  std::vector<std::string> axes, variables, groups;
  for (const Axis& axis : table.axes())
    axes.push_back(fmt::format("{}: {{\"size\": {}, \"units\": {}}}", in_quotes(axis.name),
                               axis.size(), in_quotes(axis.unit)));
  for (const Variable& v : table.variables()) {
    std::vector<std::string> names;
    for (const std::string& name : v.axes) names.push_back(in_quotes(name));
    const Extent e = extent_of(numbers_of(v));
    variables.push_back(fmt::format(
        "{}: {{\"dims\": [{}], \"units\": {}, \"min\": {}, \"max\": {}}}", in_quotes(v.name),
        join(names), in_quotes(v.unit), number(e.low), number(e.high)));
  }
  for (const auto& [name, group] : table.groups())
    groups.push_back(in_quotes(name) + ": {" + json_body(group) + "}");
  return fmt::format("\"axes\": {{{}}}, \"variables\": {{{}}}, \"groups\": {{{}}}", join(axes),
                     join(variables), join(groups));
}

}  // namespace

std::string summary(const Table& table, const std::string& path) {
  std::string out = fmt::format("{}: {}\n", path, table.text_attribute("title"));
  describe(table, "  ", out);
  out += failures(table);
  return out;
}

std::string summary_json(const Table& table, const std::string& path) {
  return fmt::format("{{\"output\": {}, {}}}\n", in_quotes(path), json_body(table));
}

}  // namespace verdet
