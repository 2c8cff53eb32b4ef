// The extension module `_verdet`: conversions only. Its callers are the Python files of the
// package.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <fstream>
#include <sstream>

#include "errors.hpp"
#include "interruptible.hpp"
#include "material.hpp"
#include "spec_node.hpp"
#include "table_arrays.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/version.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/run.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet::python {
namespace {

namespace py = pybind11;

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Plan plan_of(const py::object& spec, const Registry& registry) {
  if (!py::isinstance<py::str>(spec)) return make_plan(node_of(spec), registry);
  const std::string path = py::str(spec);
  Plan plan = make_plan(read_yaml(path), registry);
  plan.source = text_of_file(path);
  return plan;
}

// (arrays, warnings); written to `output` unless that is empty.
py::tuple run(const py::object& spec, const std::string& output, int threads) {
  const Registry registry = make_registry();
  const Plan plan = plan_of(spec, registry);
  if (!output.empty()) check_writable(output);
  Warnings warnings;
  Table table = interruptible([&](std::stop_token stop) {
    Context context;
    context.stop = std::move(stop);
    context.warnings = &warnings;
    context.threads = threads;
    const MaterialLibrary materials;
    Table result = verdet::run(plan, materials, context);
    context.check();
    if (!output.empty()) write_hdf5(result, output);
    return result;
  });
  return py::make_tuple(arrays_of(std::move(table)), warnings.texts());
}

void check(const py::object& spec) {
  const Registry registry = make_registry();
  plan_of(spec, registry);
}

py::dict read_table(const std::string& path) {
  return arrays_of(interruptible([&](std::stop_token) { return read_hdf5(path); }));
}

py::list rows_of(const ParameterSet& set) {
  py::list rows;
  for (const ParameterRow& row : set.describe()) {
    py::dict entry;
    entry["path"] = row.path;
    entry["type"] = row.type;
    entry["symbol"] = row.about.symbol;
    entry["unit"] = row.about.unit;
    entry["required"] = row.about.required;
    entry["default"] = row.fallback;
    entry["choices"] = row.choices;
    entry["above"] = row.about.above;
    entry["min"] = row.about.min;
    entry["max"] = row.about.max;
    entry["meaning"] = row.about.meaning;
    entry["source"] = row.about.source;
    rows.append(entry);
  }
  return rows;
}

// {name: (kind, meaning, limits, rows)} of everything registered.
py::dict registered() {
  const Registry registry = make_registry();
  py::dict all;
  for (const DeviceType& type : registry.devices.types())
    all[py::str(type.info.type)] =
        py::make_tuple("device", type.info.meaning, type.info.limits, rows_of(type.defaults));
  for (const ExperimentType& type : registry.experiments.types())
    all[py::str(type.type)] =
        py::make_tuple("experiment", type.meaning, "", rows_of(type.defaults));
  return all;
}

// Raises the InputError of an unknown name, with the nearest known one.
[[noreturn]] void unknown(const std::string& kind, const std::string& name,
                          const std::vector<std::string>& known) {
  throw InputError(kind + " '" + name + "' is unknown" + suggestion(name, known));
}

}  // namespace
}  // namespace verdet::python

PYBIND11_MODULE(_verdet, module) {
  using namespace verdet::python;
  module.doc() = "Conversions between Python and Verdet; use the package verdet";
  bind_errors(module);
  bind_materials(module);
  module.def("run", &run);
  module.def("check", &check);
  module.def("read", &read_table);
  module.def("registered", &registered);
  module.def("unknown", &unknown);
  module.attr("version") = verdet::kVersion;
}
