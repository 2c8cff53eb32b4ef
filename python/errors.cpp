#include "errors.hpp"

#include "verdet/base/error.hpp"

namespace verdet::python {
namespace {

namespace py = pybind11;

// Owned by the module, which lives as long as the interpreter.
struct Types {
  PyObject* error = nullptr;
  PyObject* input = nullptr;
  PyObject* domain = nullptr;
  PyObject* convergence = nullptr;
};
Types types;

PyObject* make_type(py::module_& module, const char* name, const py::tuple& bases,
                    const char* text) {
  const std::string full = std::string("verdet.") + name;
  PyObject* type = PyErr_NewExceptionWithDoc(full.c_str(), text, bases.ptr(), nullptr);
  if (!type) throw py::error_already_set();
  module.add_object(name, py::reinterpret_borrow<py::object>(type));
  return type;
}

py::list faults_of(const InputError& error) {
  py::list list;
  for (const Fault& fault : error.faults()) {
    py::dict entry;
    entry["file"] = fault.place.file;
    entry["line"] = fault.place.line;
    entry["column"] = fault.place.column;
    entry["path"] = fault.path;
    entry["message"] = fault.message;
    list.append(entry);
  }
  return list;
}

void raise(const InputError& error) {
  py::object instance = py::reinterpret_borrow<py::object>(types.input)(error.what());
  instance.attr("faults") = faults_of(error);
  PyErr_SetObject(types.input, instance.ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const InputError& error) {
    raise(error);
  } catch (const DomainError& error) {
    PyErr_SetString(types.domain, error.what());
  } catch (const ConvergenceError& error) {
    PyErr_SetString(types.convergence, error.what());
  } catch (const Interrupted& error) {
    PyErr_SetString(PyExc_KeyboardInterrupt, error.what());
  } catch (const Error& error) {
    PyErr_SetString(types.error, error.what());
  }
}

}  // namespace

void bind_errors(py::module_& module) {
  const auto plain = py::reinterpret_borrow<py::object>(PyExc_Exception);
  const auto value = py::reinterpret_borrow<py::object>(PyExc_ValueError);
  types.error = make_type(module, "Error", py::make_tuple(plain),
                          "Root of everything Verdet raises; the text is that of the command.");
  const auto root = py::reinterpret_borrow<py::object>(types.error);
  types.input = make_type(module, "InputError", py::make_tuple(root, value),
                          "The input is wrong; found before computing.\n\n`faults` lists every "
                          "fault as a dict of file, "
                          "line, column (from 1; 0 when unknown), path (dotted key) and message.");
  types.domain =
      make_type(module, "DomainError", py::make_tuple(root, value),
                "A quantity lies outside the range in which a model or record is valid.");
  types.convergence = make_type(module, "ConvergenceError", py::make_tuple(root),
                                "An iteration did not reach its tolerance.");
  py::register_exception_translator(translate);
}

}  // namespace verdet::python
