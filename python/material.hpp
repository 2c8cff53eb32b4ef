// Materials for Python.
#pragma once

#include <pybind11/pybind11.h>

namespace verdet::python {

void bind_materials(pybind11::module_& module);

}  // namespace verdet::python
