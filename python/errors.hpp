// The library's errors as Python exceptions with the same text.
#pragma once

#include <pybind11/pybind11.h>

namespace verdet::python {

/// Adds Error, InputError (also a ValueError, with `faults`), DomainError (also a ValueError) and
/// ConvergenceError to the module, and translates C++ errors to them from then on.
void bind_errors(pybind11::module_& module);

}  // namespace verdet::python
