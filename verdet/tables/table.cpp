#include "verdet/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

template <class List>
auto find_named(List& list, const std::string& name) {
  return std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.name == name; });
}

template <class List>
std::vector<std::string> names_of(const List& list) {
  std::vector<std::string> names;
  for (const auto& item : list) names.push_back(item.name);
  return names;
}

}  // namespace

std::size_t value_count(const Variable& variable) noexcept {
  return std::max({variable.values.size(), variable.integers.size(), variable.texts.size()});
}

void Table::add_axis(Axis axis) {
  if (find_axis(axis.name) || find(axis.name))
    throw Error(fmt::format("table: the name '{}' is taken", axis.name));
  axes_.push_back(std::move(axis));
}

void Table::add(Variable variable) {
  if (find_axis(variable.name) || find(variable.name))
    throw Error(fmt::format("table: the name '{}' is taken", variable.name));
  std::size_t expected = 1;
  for (const std::size_t extent : shape(variable)) expected *= extent;
  if (value_count(variable) != expected)
    throw Error(fmt::format("table: variable '{}' has {} values for {} places", variable.name,
                            value_count(variable), expected));
  variables_.push_back(std::move(variable));
}

void Table::add(std::string name, std::string unit, std::vector<std::string> axes,
                std::vector<double> values, std::string long_name) {
  add(Variable{.name = std::move(name),
               .unit = std::move(unit),
               .long_name = std::move(long_name),
               .axes = std::move(axes),
               .values = std::move(values),
               .integers = {},
               .texts = {}});
}

void Table::add_text(std::string name, std::vector<std::string> axes,
                     std::vector<std::string> texts, std::string long_name) {
  add(Variable{.name = std::move(name),
               .unit = "1",
               .long_name = std::move(long_name),
               .axes = std::move(axes),
               .values = {},
               .integers = {},
               .texts = std::move(texts)});
}

void Table::add_count(std::string name, std::vector<std::string> axes,
                      std::vector<std::int32_t> values, std::string long_name) {
  add(Variable{.name = std::move(name),
               .unit = "1",
               .long_name = std::move(long_name),
               .axes = std::move(axes),
               .values = {},
               .integers = std::move(values),
               .texts = {}});
}

Table& Table::group(const std::string& name) {
  for (auto& [key, table] : groups_)
    if (key == name) return table;
  return groups_.emplace_back(name, Table{}).second;
}

const Table* Table::find_group(const std::string& name) const {
  for (const auto& [key, table] : groups_)
    if (key == name) return &table;
  return nullptr;
}

void Table::set(const std::string& name, Attribute value) {
  for (auto& [key, old] : attributes_)
    if (key == name) {
      old = std::move(value);
      return;
    }
  attributes_.emplace_back(name, std::move(value));
}

const Attribute* Table::attribute(const std::string& name) const {
  for (const auto& [key, value] : attributes_)
    if (key == name) return &value;
  return nullptr;
}

std::string Table::text_attribute(const std::string& name) const {
  const Attribute* value = attribute(name);
  const std::string* text = value ? std::get_if<std::string>(value) : nullptr;
  return text ? *text : "";
}

const Axis* Table::find_axis(const std::string& name) const {
  const auto found = find_named(axes_, name);
  return found == axes_.end() ? nullptr : &*found;
}

const Variable* Table::find(const std::string& name) const {
  const auto found = find_named(variables_, name);
  return found == variables_.end() ? nullptr : &*found;
}

const Axis& Table::axis(const std::string& name) const {
  if (const Axis* found = find_axis(name)) return *found;
  throw InputError(
      fmt::format("the table has no axis '{}'{}", name, suggestion(name, names_of(axes_))));
}

const Variable& Table::variable(const std::string& name) const {
  if (const Variable* found = find(name)) return *found;
  throw InputError(fmt::format("the table has no variable '{}'{}", name,
                               suggestion(name, names_of(variables_))));
}

std::vector<std::size_t> Table::shape(const Variable& variable) const {
  std::vector<std::size_t> extents;
  for (const std::string& name : variable.axes) {
    const Axis* found = find_axis(name);
    if (!found)
      throw Error(fmt::format("table: variable '{}' names no axis '{}'", variable.name, name));
    extents.push_back(found->size());
  }
  return extents;
}

}  // namespace verdet
