#include "table_arrays.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

namespace verdet::python {
namespace {

namespace py = pybind11;

// The array takes over the vector: it is freed with the last array that sees it.
template <class T>
py::array array_of(std::vector<T> values, const std::vector<std::size_t>& shape) {
  auto* kept = new std::vector<T>(std::move(values));
  const py::capsule owner(kept, [](void* data) { delete static_cast<std::vector<T>*>(data); });
  return py::array_t<T>(shape, kept->data(), owner);
}

py::object axis_values(const Axis& axis) {
  if (!axis.labels.empty()) return py::cast(axis.labels);
  return array_of(axis.values, {axis.values.size()});
}

py::object variable_values(const Variable& variable, const std::vector<std::size_t>& shape) {
  if (!variable.texts.empty())
    return py::array(py::cast(variable.texts)).attr("astype")("object").attr("reshape")(py::cast(shape));
  if (!variable.integers.empty()) return array_of(variable.integers, shape);
  return array_of(variable.values, shape);
}

py::dict described(const std::string& name, const std::string& unit, const std::string& long_name) {
  py::dict entry;
  entry["name"] = name;
  entry["units"] = unit;
  entry["long_name"] = long_name;
  return entry;
}

}  // namespace

py::dict arrays_of(Table table) {
  py::list axes, variables;
  py::dict attributes, groups, out;
  for (const Axis& axis : table.axes()) {
    py::dict entry = described(axis.name, axis.unit, axis.long_name);
    entry["values"] = axis_values(axis);
    axes.append(entry);
  }
  for (const Variable& variable : table.variables()) {
    py::dict entry = described(variable.name, variable.unit, variable.long_name);
    entry["dims"] = variable.axes;
    entry["coordinates"] = variable.coordinates;
    entry["values"] = variable_values(variable, table.shape(variable));
    variables.append(entry);
  }
  for (const auto& [name, value] : table.attributes()) attributes[py::str(name)] = py::cast(value);
  for (const auto& [name, group] : table.groups()) groups[py::str(name)] = arrays_of(group);
  out["axes"] = axes;
  out["variables"] = variables;
  out["attrs"] = attributes;
  out["groups"] = groups;
  return out;
}

}  // namespace verdet::python
