#include "table_arrays.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <memory>

namespace verdet::python {
namespace {

namespace py = pybind11;

using Shared = std::shared_ptr<const Table>;

// A view of numbers inside the table. Nobody else sees the table, so Python may write to it.
template <class T>
py::array view_of(const std::vector<T>& values, const std::vector<std::size_t>& shape,
                  const Shared& table) {
  const py::capsule owner(new Shared(table), [](void* kept) { delete static_cast<Shared*>(kept); });
  return py::array_t<T>(shape, values.data(), owner);
}

py::object axis_values(const Axis& axis, const Shared& owner) {
  if (!axis.labels.empty()) return py::cast(axis.labels);
  return view_of(axis.values, {axis.values.size()}, owner);
}

py::object variable_values(const Variable& variable, const std::vector<std::size_t>& shape,
                           const Shared& owner) {
  if (!variable.texts.empty())
    return py::array(py::cast(variable.texts))
        .attr("astype")("object")
        .attr("reshape")(py::tuple(py::cast(shape)));
  if (!variable.integers.empty()) return view_of(variable.integers, shape, owner);
  return view_of(variable.values, shape, owner);
}

py::dict described(const std::string& name, const std::string& unit, const std::string& long_name) {
  py::dict entry;
  entry["name"] = name;
  entry["units"] = unit;
  entry["long_name"] = long_name;
  return entry;
}

py::dict arrays_of(const Table& table, const Shared& owner) {
  py::list axes, variables;
  py::dict attributes, groups, out;
  for (const Axis& axis : table.axes()) {
    py::dict entry = described(axis.name, axis.unit, axis.long_name);
    entry["values"] = axis_values(axis, owner);
    axes.append(entry);
  }
  for (const Variable& variable : table.variables()) {
    py::dict entry = described(variable.name, variable.unit, variable.long_name);
    entry["dims"] = variable.axes;
    entry["coordinates"] = variable.coordinates;
    entry["values"] = variable_values(variable, table.shape(variable), owner);
    variables.append(entry);
  }
  for (const auto& [name, value] : table.attributes()) attributes[py::str(name)] = py::cast(value);
  for (const auto& [name, group] : table.groups()) groups[py::str(name)] = arrays_of(group, owner);
  out["axes"] = axes;
  out["variables"] = variables;
  out["attrs"] = attributes;
  out["groups"] = groups;
  return out;
}

}  // namespace

py::dict arrays_of(Table table) {
  const auto owner = std::make_shared<const Table>(std::move(table));
  return arrays_of(*owner, owner);
}

}  // namespace verdet::python
