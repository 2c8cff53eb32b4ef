#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "verdet/base/error.hpp"
#include "verdet/studies/grid.hpp"
#include "verdet/studies/sweep/rows.hpp"

namespace verdet {
namespace {

const Table& first_of(const std::vector<const Table*>& points) {
  for (const Table* table : points)
    if (table) return *table;
  throw Error("no point of the sweep was computed");
}

// Points may have more or fewer entries along an axis, but an entry must mean the same in all.
bool one_continues_other(const Axis& a, const Axis& b) {
  const auto n = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  if (a.labels.empty() && b.labels.empty())
    return std::equal(a.values.begin(), a.values.begin() + n, b.values.begin());
  return std::equal(a.labels.begin(), a.labels.begin() + n, b.labels.begin());
}

// Longest version of each axis; those whose length differs between points are ragged.
struct CommonAxes {
  std::map<std::string, Axis> axes;
  std::map<std::string, bool> ragged;
};

CommonAxes common_axes(const std::vector<const Table*>& points) {
  CommonAxes common;
  for (const Table* table : points) {
    if (!table) continue;
    for (const Axis& axis : table->axes()) {
      const auto [found, fresh] = common.axes.emplace(axis.name, axis);
      if (fresh) continue;
      if (!one_continues_other(found->second, axis))
        throw InputError(
            fmt::format("the axis '{}' differs between points of the sweep", axis.name));
      if (axis.size() == found->second.size()) continue;
      common.ragged[axis.name] = true;
      if (axis.size() > found->second.size()) found->second = axis;
    }
  }
  return common;
}

template <class T>
std::vector<T> stacked(const Variable& model, std::vector<T> Variable::*member, T blank,
                       const CommonAxes& common, const std::vector<const Table*>& points) {
  std::vector<std::size_t> padded;
  std::size_t size = 1;
  for (const std::string& name : model.axes) {
    padded.push_back(common.axes.at(name).size());
    size *= padded.back();
  }
  std::vector<T> all(points.size() * size, blank);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!points[i]) continue;
    const Variable& own = points[i]->variable(model.name);
    place_padded<T>(own.*member, points[i]->shape(own), padded, all.data() + i * size);
  }
  return all;
}

// An auxiliary coordinate that all points share stays as it is: a frequency beside its wavelength
// is not stored once per point.
bool shared_coordinate(const Variable& model, const std::vector<const Table*>& points) {
  const auto names_it = [&](const Variable& v) {
    return std::find(v.coordinates.begin(), v.coordinates.end(), model.name) != v.coordinates.end();
  };
  const std::vector<Variable>& variables = first_of(points).variables();
  if (std::none_of(variables.begin(), variables.end(), names_it)) return false;
  return std::all_of(points.begin(), points.end(), [&](const Table* point) {
    return !point || point->variable(model.name).values == model.values;
  });
}

// A text that all points share describes the whole; a number belongs to its point and becomes a
// variable, with the unit that an attribute NAME_unit states.
void stack_attributes(Table& table, const std::vector<std::string>& axes,
                      const std::vector<const Table*>& points) {
  const Table& model = first_of(points);
  const auto number = [](const Table& point, const std::string& name) {
    const Attribute* value = point.attribute(name);
    return value ? std::get_if<double>(value) : nullptr;
  };
  const std::string suffix = "_unit";
  for (const auto& entry : model.attributes()) {
    const std::string& name = entry.first;
    const Attribute& value = entry.second;
    if (std::holds_alternative<double>(value)) {
      if (table.find(name)) continue;
      std::vector<double> values;
      for (const Table* point : points) {
        const double* own = point ? number(*point, name) : nullptr;
        values.push_back(own ? *own : std::numeric_limits<double>::quiet_NaN());
      }
      const std::string unit = model.text_attribute(name + suffix);
      table.add(name, unit.empty() ? "1" : unit, axes, std::move(values), "");
    } else {
      const bool of_number =
          name.ends_with(suffix) && number(model, name.substr(0, name.size() - suffix.size()));
      const bool shared = std::all_of(points.begin(), points.end(), [&](const Table* point) {
        const Attribute* own = point ? point->attribute(name) : &value;
        return own && *own == value;
      });
      if (shared && !of_number) table.set(name, value);
    }
  }
}

void stack_into(Table& table, const std::vector<Axis>& sweep,
                const std::vector<const Table*>& points) {
  const Table& model = first_of(points);
  const CommonAxes common = common_axes(points);
  std::vector<std::string> names;
  for (const Axis& axis : sweep) {
    table.add_axis(axis);
    names.push_back(axis.name);
  }
  for (const Axis& axis : model.axes()) table.add_axis(common.axes.at(axis.name));
  const auto with_sweep = [&](const std::vector<std::string>& own) {
    std::vector<std::string> axes = names;
    axes.insert(axes.end(), own.begin(), own.end());
    return axes;
  };
  for (const Variable& variable : model.variables()) {
    Variable all = variable;
    if (shared_coordinate(variable, points)) {
      table.add(std::move(all));
      continue;
    }
    all.axes = with_sweep(variable.axes);
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    if (!variable.integers.empty())
      all.integers = stacked(variable, &Variable::integers, std::int32_t{-1}, common, points);
    else if (!variable.texts.empty())
      all.texts = stacked(variable, &Variable::texts, std::string(), common, points);
    else
      all.values = stacked(variable, &Variable::values, kNaN, common, points);
    table.add(std::move(all));
  }
  for (const auto& [name, ragged] : common.ragged) {
    if (!ragged) continue;
    std::vector<std::int32_t> count;
    for (const Table* point : points)
      count.push_back(point ? static_cast<std::int32_t>(point->axis(name).size()) : -1);
    table.add_count("count_" + name, names, std::move(count), "valid entries along " + name);
  }
  stack_attributes(table, names, points);
}

}  // namespace

Table stack(const std::vector<Axis>& axes, const std::vector<const Table*>& points) {
  Table table;
  stack_into(table, axes, points);
  for (const auto& [name, group] : first_of(points).groups()) {
    std::vector<const Table*> inner;
    for (const Table* point : points) inner.push_back(point ? point->find_group(name) : nullptr);
    stack_into(table.group(name), axes, inner);
  }
  return table;
}

}  // namespace verdet
