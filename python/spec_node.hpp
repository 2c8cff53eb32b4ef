// A spec written as Python values becomes a tree of nodes.
#pragma once

#include <pybind11/pybind11.h>

#include "verdet/base/node.hpp"

namespace verdet::python {

/// Dicts, lists, tuples, texts, numbers, booleans, None, paths, numpy scalars and arrays. Numbers
/// become the shortest text that reads back as the same number. Throws InputError for other types.
Node node_of(const pybind11::handle& value, const std::string& path = {});

}  // namespace verdet::python
