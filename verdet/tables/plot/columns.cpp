#include "verdet/tables/plot/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

struct Walk {
  std::size_t offset = 0;
  std::map<std::string, std::size_t> stride;
};

Walk walk_of(const Table& table, const Variable& variable, const Fixed& fixed) {
  Walk walk;
  std::size_t stride = 1;
  for (std::size_t k = variable.axes.size(); k-- > 0;) {
    const std::string& name = variable.axes[k];
    walk.stride[name] = stride;
    if (const auto found = fixed.find(name); found != fixed.end())
      walk.offset += found->second * stride;
    stride *= table.axis(name).size();
  }
  return walk;
}

std::size_t stride_of(const Walk& walk, const Variable& variable, const std::string& axis) {
  const auto found = walk.stride.find(axis);
  if (found == walk.stride.end())
    throw InputError(fmt::format("'{}' has no axis '{}'{}", variable.name, axis,
                                 suggestion(axis, variable.axes)));
  return found->second;
}

template <class T>
std::vector<T> sliced(const std::vector<T>& values, std::size_t extent, std::size_t inner,
                      std::size_t index) {
  std::vector<T> kept;
  for (std::size_t begin = index * inner; begin < values.size(); begin += extent * inner)
    kept.insert(kept.end(), values.begin() + static_cast<std::ptrdiff_t>(begin),
                values.begin() + static_cast<std::ptrdiff_t>(begin + inner));
  return kept;
}

Variable slice(const Table& table, Variable variable, const std::string& axis, std::size_t index) {
  const auto found = std::find(variable.axes.begin(), variable.axes.end(), axis);
  if (found == variable.axes.end()) return variable;
  const std::vector<std::size_t> shape = table.shape(variable);
  const auto k = static_cast<std::size_t>(found - variable.axes.begin());
  const std::size_t inner = std::accumulate(shape.begin() + static_cast<std::ptrdiff_t>(k) + 1,
                                            shape.end(), std::size_t{1}, std::multiplies<>());
  variable.values = sliced(variable.values, shape[k], inner, index);
  variable.integers = sliced(variable.integers, shape[k], inner, index);
  variable.texts = sliced(variable.texts, shape[k], inner, index);
  variable.axes.erase(found);
  return variable;
}

std::size_t position_of_label(const Axis& axis, const std::string& text) {
  const auto found = std::find(axis.labels.begin(), axis.labels.end(), text);
  if (found == axis.labels.end())
    throw InputError(fmt::format("axis '{}' has no entry '{}'{}", axis.name, text,
                                 suggestion(text, axis.labels)));
  return static_cast<std::size_t>(found - axis.labels.begin());
}

std::size_t position_of_value(const Axis& axis, const std::string& text) {
  const double wanted =
      axis.unit == "1" ? parse_number(text) : parse_quantity(text, Kind::Quantity, axis.unit);
  const auto nearest = std::min_element(
      axis.values.begin(), axis.values.end(),
      [&](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
  const auto [low, high] = std::minmax_element(axis.values.begin(), axis.values.end());
  // Half a step beyond the ends is still nearest to them; more is a mistake.
  const double slack =
      axis.size() > 1 ? (*high - *low) / (2 * static_cast<double>(axis.size() - 1)) : 0;
  const double rounding = 1e-9 * std::max(std::abs(*low), std::abs(*high));
  if (!(wanted >= *low - slack - rounding && wanted <= *high + slack + rounding))
    throw InputError(fmt::format("{} lies outside the axis '{}', which covers {} ... {}", text,
                                 axis.name, format_quantity(*low, axis.unit),
                                 format_quantity(*high, axis.unit)));
  return static_cast<std::size_t>(nearest - axis.values.begin());
}

bool anywhere(const Table& table, const std::string& axis) {
  return table.find_axis(axis) ||
         std::any_of(table.groups().begin(), table.groups().end(),
                     [&](const auto& group) { return anywhere(group.second, axis); });
}

}  // namespace

std::vector<double> numbers(const Variable& variable) {
  if (!variable.integers.empty()) return {variable.integers.begin(), variable.integers.end()};
  return variable.values;
}

std::vector<double> numbers(const Axis& axis) {
  if (axis.labels.empty()) return axis.values;
  std::vector<double> positions(axis.labels.size());
  std::iota(positions.begin(), positions.end(), 0.0);
  return positions;
}

std::vector<double> along(const Table& table, const Variable& variable, const std::string& axis,
                          const Fixed& fixed) {
  const std::vector<double> all = numbers(variable);
  const Walk walk = walk_of(table, variable, fixed);
  const std::size_t stride = stride_of(walk, variable, axis);
  std::vector<double> values(table.axis(axis).size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = all[walk.offset + i * stride];
  return values;
}

std::vector<double> over(const Table& table, const Variable& variable, const std::string& rows,
                         const std::string& columns, const Fixed& fixed) {
  const std::vector<double> all = numbers(variable);
  const Walk walk = walk_of(table, variable, fixed);
  const std::size_t row = stride_of(walk, variable, rows);
  const std::size_t column = stride_of(walk, variable, columns);
  const std::size_t height = table.axis(rows).size(), width = table.axis(columns).size();
  std::vector<double> values(height * width);
  for (std::size_t j = 0; j < height; ++j)
    for (std::size_t i = 0; i < width; ++i)
      values[j * width + i] = all[walk.offset + j * row + i * column];
  return values;
}

Table slice(const Table& table, const std::string& axis, std::size_t index) {
  Table out;
  for (const Axis& kept : table.axes())
    if (kept.name != axis) out.add_axis(kept);
  for (const Variable& variable : table.variables()) out.add(slice(table, variable, axis, index));
  for (const auto& [name, value] : table.attributes()) out.set(name, value);
  for (const auto& [name, inner] : table.groups()) out.group(name) = slice(inner, axis, index);
  return out;
}

Table select(const Table& table, const std::string& axis, const std::string& text) {
  const Axis* found = table.find_axis(axis);
  if (found && found->size() > 0)
    return slice(
        table, axis,
        found->labels.empty() ? position_of_value(*found, text) : position_of_label(*found, text));
  if (found || !anywhere(table, axis)) (void)table.axis(axis);  // throws for an unknown name
  Table out = table;
  for (const auto& [name, inner] : table.groups())
    if (inner.find_axis(axis)) out.group(name) = select(inner, axis, text);
  return out;
}

void hold_at_middle(Table& table, const std::string& axis, std::vector<std::string>& notes) {
  const Axis& held = table.axis(axis);
  const std::size_t middle = held.size() / 2;
  if (held.size() > 1)
    notes.push_back(fmt::format("{} (one of {}; choose with --select {}=...)",
                                value_text(held, middle), held.size(), axis));
  table = slice(table, axis, middle);
}

double magnitude(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest;
}

}  // namespace verdet::plot
