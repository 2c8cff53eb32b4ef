// A table as plain Python values, from which the package makes xarray datasets.
#pragma once

#include <pybind11/pybind11.h>

#include "verdet/tables/table.hpp"

namespace verdet::python {

/// {"axes": [...], "variables": [...], "attrs": {...}, "groups": {name: the same}}. Numbers are not
/// copied: the arrays look into the table, which lives until the last of them is gone.
pybind11::dict arrays_of(Table table);

}  // namespace verdet::python
