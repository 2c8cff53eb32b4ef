#include "spec_node.hpp"

#include <fmt/format.h>

namespace verdet::python {
namespace {

namespace py = pybind11;

std::string type_name(const py::handle& value) {
  return py::str(py::type::of(value).attr("__name__"));
}

std::string below(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

Node map_of(const py::dict& values, const std::string& path) {
  std::vector<Node::Entry> entries;
  for (const auto& [key, value] : values) {
    if (!py::isinstance<py::str>(key))
      throw InputError(
          fmt::format("{}: a key is a text, not {}", path.empty() ? "spec" : path, type_name(key)));
    const std::string name = py::str(key);
    entries.emplace_back(name, node_of(value, below(path, name)));
  }
  return Node::map(std::move(entries));
}

Node list_of(const py::sequence& values, const std::string& path) {
  std::vector<Node> items;
  for (std::size_t i = 0; i < values.size(); ++i)
    items.push_back(node_of(values[i], below(path, std::to_string(i))));
  return Node::list(std::move(items));
}

}  // namespace

Node node_of(const py::handle& value, const std::string& path) {
  if (value.is_none()) return {};
  if (py::isinstance<py::dict>(value)) return map_of(py::reinterpret_borrow<py::dict>(value), path);
  if (py::isinstance<py::str>(value)) return Node::text(py::str(value));
  // Before integers: True is one.
  if (py::isinstance<py::bool_>(value)) return Node::text(value.cast<bool>() ? "true" : "false");
  if (py::isinstance<py::int_>(value)) return Node::text(py::str(value));
  if (py::isinstance<py::float_>(value)) return Node::number(value.cast<double>());
  if (py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value) ||
      PyRange_Check(value.ptr()))
    return list_of(py::reinterpret_borrow<py::sequence>(value), path);
  // numpy scalars and arrays, without including numpy; then pathlib.
  if (py::hasattr(value, "tolist")) return node_of(value.attr("tolist")(), path);
  if (py::hasattr(value, "__fspath__")) return Node::text(py::str(value.attr("__fspath__")()));
  throw InputError(
      fmt::format("{}: a {} cannot be part of a spec; use a dict, list, number or text "
                  "such as '10 um'",
                  path.empty() ? "spec" : path, type_name(value)));
}

}  // namespace verdet::python
