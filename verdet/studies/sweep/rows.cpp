#include "verdet/studies/sweep/rows.hpp"

#include <fmt/format.h>

#include <numeric>

#include "verdet/base/error.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

Axis point_axis(std::vector<double> numbers) {
  return {kPointAxis, "1", "number of the point in the sweep", std::move(numbers), {}};
}

Axis numbered(std::size_t count) {
  std::vector<double> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0.0);
  return point_axis(std::move(numbers));
}

template <class T>
bool one_continues_other(const std::vector<T>& a, const std::vector<T>& b) {
  const auto n = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  return std::equal(a.begin(), a.begin() + n, b.begin());
}

std::size_t product(const std::vector<std::size_t>& extents) {
  std::size_t size = 1;
  for (const std::size_t extent : extents) size *= extent;
  return size;
}

// A variable without data but with its kind: empty arrays cannot tell text from numbers.
Variable stripped(const Variable& variable) {
  Variable model = variable;
  const auto keep_one = [](auto& list) {
    if (list.size() > 1) list.erase(list.begin() + 1, list.end());
  };
  keep_one(model.values);
  keep_one(model.integers);
  keep_one(model.texts);
  return model;
}

// The structure is built outside Table::add, whose lengths do not hold for it.
struct Parts {
  std::vector<Axis> axes;
  std::vector<Variable> variables;
  std::vector<std::string> ragged;  ///< axes whose length differs; names may repeat
};

constexpr const char* kCount = "count_";

Variable count_of(const std::string& axis) {
  return {.name = kCount + axis,
          .unit = "1",
          .long_name = "valid entries along " + axis,
          .axes = {kPointAxis},
          .values = {},
          .integers = {0},
          .texts = {}};
}

Parts common_parts(std::span<const Table* const> tables) {
  Parts parts;
  for (const Table* table : tables) {
    for (const Axis& axis : table->axes()) {
      const auto known = std::find_if(parts.axes.begin(), parts.axes.end(),
                                      [&](const Axis& a) { return a.name == axis.name; });
      if (known == parts.axes.end()) {
        parts.axes.push_back(axis.name == kPointAxis ? numbered(1) : axis);
        continue;
      }
      if (axis.name == kPointAxis) continue;
      if (!one_continues_other(known->values, axis.values) ||
          !one_continues_other(known->labels, axis.labels))
        throw Error(fmt::format("the axis '{}' differs between points of the sweep", axis.name));
      if (axis.size() != known->size()) parts.ragged.push_back(axis.name);
      if (axis.size() > known->size()) *known = axis;
    }
    for (const Variable& variable : table->variables()) {
      const auto known = std::find_if(parts.variables.begin(), parts.variables.end(),
                                      [&](const Variable& v) { return v.name == variable.name; });
      if (known == parts.variables.end())
        parts.variables.push_back(has_rows(variable) ? stripped(variable) : variable);
      else if (value_count(*known) == 0 && known->axes == variable.axes)
        *known = stripped(variable);  // an empty one does not tell its kind
      else if (known->axes != variable.axes)
        throw Error(fmt::format("the variable '{}' has other axes at other points of the sweep",
                                variable.name));
    }
  }
  for (const std::string& axis : parts.ragged)
    if (std::none_of(parts.variables.begin(), parts.variables.end(),
                     [&](const Variable& v) { return v.name == kCount + axis; }))
      parts.variables.push_back(count_of(axis));
  return parts;
}

}  // namespace

bool has_rows(const Variable& variable) {
  return !variable.axes.empty() && variable.axes[0] == kPointAxis;
}

std::vector<std::size_t> inner_extents(const Table& table, const Variable& variable) {
  std::vector<std::size_t> extents;
  for (std::size_t k = 1; k < variable.axes.size(); ++k)
    extents.push_back(table.axis(variable.axes[k]).size());
  return extents;
}

std::size_t row_size(const Table& structure, const Variable& variable) {
  return product(inner_extents(structure, variable));
}

void make_room(const Table& structure, const Variable& model, std::size_t rows,
               Variable& variable) {
  variable.name = model.name;
  variable.axes = model.axes;
  const std::size_t size = rows * row_size(structure, model);
  if (!model.integers.empty())
    variable.integers.resize(size);
  else if (!model.texts.empty())
    variable.texts.resize(size);
  else
    variable.values.resize(size);
}

void blank_rows(const Table& structure, Variable& variable, std::size_t first, std::size_t count) {
  const std::size_t size = row_size(structure, variable);
  const auto fill = [&](auto& list) {
    using T = typename std::decay_t<decltype(list)>::value_type;
    if (!list.empty())
      std::fill_n(list.begin() + static_cast<std::ptrdiff_t>(first * size), count * size,
                  blank<T>());
  };
  fill(variable.values);
  fill(variable.integers);
  fill(variable.texts);
}

void make_blank(const Table& structure, const Variable& model, std::size_t rows,
                Variable& variable) {
  make_room(structure, model, rows, variable);
  blank_rows(structure, variable, 0, rows);
}

Table common_structure(std::span<const Table* const> tables) {
  Table structure;
  Parts parts = common_parts(tables);
  for (Axis& axis : parts.axes) structure.add_axis(std::move(axis));
  for (const Variable& model : parts.variables) {
    Variable variable = model;
    if (has_rows(model)) make_blank(structure, model, 1, variable);
    structure.add(std::move(variable));
  }
  for (const Table* table : tables)
    for (const auto& [name, value] : table->attributes())
      if (!structure.attribute(name)) structure.set(name, value);
  for (const Table* table : tables)
    for (const auto& [name, group] : table->groups()) {
      if (structure.find_group(name)) continue;
      std::vector<const Table*> inner;
      for (const Table* other : tables)
        if (const Table* found = other->find_group(name)) inner.push_back(found);
      structure.group(name) = common_structure(inner);
    }
  return structure;
}

void copy_rows(const Table& table, std::size_t first, std::size_t count, const Table& structure,
               Variable& to, std::size_t at) {
  const Variable* found = table.find(to.name);
  if (!found || value_count(*found) == 0 ||
      inner_extents(table, *found) != inner_extents(structure, to))
    blank_rows(structure, to, at, count);
  if (!found) {
    // Where all points of a table have as many entries along an axis, it does not count them.
    const Axis* counted = to.name.starts_with(kCount)
                              ? table.find_axis(to.name.substr(std::string(kCount).size()))
                              : nullptr;
    if (counted)
      std::fill_n(to.integers.begin() + static_cast<std::ptrdiff_t>(at), count,
                  static_cast<std::int32_t>(counted->size()));
    return;
  }
  const Variable& from = *found;
  const std::vector<std::size_t> own = inner_extents(table, from);
  const std::vector<std::size_t> padded = inner_extents(structure, to);
  const std::size_t size = product(own), wide = product(padded);
  const auto copy = [&](const auto& source, auto& target) {
    using T = typename std::decay_t<decltype(source)>::value_type;
    const std::span<const T> rows(source.data() + first * size, count * size);
    if (own == padded)
      std::copy(rows.begin(), rows.end(), target.begin() + static_cast<std::ptrdiff_t>(at * wide));
    else
      for (std::size_t i = 0; i < count; ++i)
        place_padded<T>(rows.subspan(i * size, size), own, padded, target.data() + (at + i) * wide);
  };
  if (!from.integers.empty())
    copy(from.integers, to.integers);
  else if (!from.texts.empty())
    copy(from.texts, to.texts);
  else if (!from.values.empty())
    copy(from.values, to.values);
}

namespace {

// The rows of all blocks one behind the other, where each block has them in the shape of the model.
bool append_rows(const Table& structure, std::span<const RowBlock> blocks, const Variable& model,
                 std::size_t rows, Variable& all) {
  const std::vector<std::size_t> shape = inner_extents(structure, model);
  std::vector<const Variable*> parts;
  for (const RowBlock& block : blocks) {
    parts.push_back(block.table ? block.table->find(model.name) : nullptr);
    if (!parts.back() || inner_extents(*block.table, *parts.back()) != shape) return false;
    if (value_count(*parts.back()) != block.rows * product(shape)) return false;
  }
  const auto append = [&](auto member) {
    (all.*member).clear();
    (all.*member).reserve(rows * product(shape));
    for (const Variable* part : parts)
      (all.*member).insert((all.*member).end(), (part->*member).begin(), (part->*member).end());
  };
  append(&Variable::values);
  append(&Variable::integers);
  append(&Variable::texts);
  return true;
}

Table concatenated(const Table& structure, std::span<const RowBlock> blocks, const Axis& points) {
  const std::size_t rows = points.size();
  Table out;
  for (const Axis& axis : structure.axes()) out.add_axis(axis.name == kPointAxis ? points : axis);
  for (const Variable& model : structure.variables()) {
    Variable all = model;
    if (has_rows(model) && !append_rows(structure, blocks, model, rows, all)) {
      make_blank(structure, model, rows, all);
      std::size_t at = 0;
      for (const RowBlock& block : blocks) {
        if (block.table) copy_rows(*block.table, 0, block.rows, structure, all, at);
        at += block.rows;
      }
    }
    out.add(std::move(all));
  }
  for (const auto& [name, value] : structure.attributes()) out.set(name, value);
  for (const auto& [name, inner] : structure.groups()) {
    std::vector<RowBlock> own;
    for (const RowBlock& block : blocks)
      own.push_back({block.table ? block.table->find_group(name) : nullptr, block.rows});
    out.group(name) = concatenated(inner, own, points);
  }
  return out;
}

}  // namespace

Table concatenate(std::span<const RowBlock> blocks) {
  std::vector<const Table*> tables;
  std::size_t rows = 0;
  for (const RowBlock& block : blocks) {
    if (block.table) tables.push_back(block.table);
    rows += block.rows;
  }
  if (tables.empty()) return {};
  return concatenated(common_structure(tables), blocks, numbered(rows));
}

Table concatenate(std::span<const RowBlock> blocks, std::vector<double> points) {
  std::vector<const Table*> tables;
  for (const RowBlock& block : blocks)
    if (block.table) tables.push_back(block.table);
  Axis axis = point_axis(std::move(points));
  if (!tables.empty()) return concatenated(common_structure(tables), blocks, axis);
  Table none;
  none.add_axis(std::move(axis));
  return none;
}

}  // namespace verdet
