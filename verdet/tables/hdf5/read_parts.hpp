// Pieces of reading a table; internal to tables.
#pragma once

#include <string>
#include <vector>

#include "verdet/tables/hdf5/handle.hpp"

namespace verdet::hdf5 {

/// Opens for reading; throws InputError for what is missing or no HDF5.
Handle open_file(const std::string& path);

/// In the order of creation where the group knows it.
std::vector<std::string> link_names(hid_t group);
bool is_dataset(hid_t group, const std::string& name);

/// Throws Error where a damaged file claims more than can be read.
std::vector<hsize_t> extents_of(hid_t space);
/// Values per index of its first axis.
std::size_t row_values(hid_t dataset);
/// The names of its dimension scales; throws Error where one lacks.
std::vector<std::string> axis_names(hid_t dataset, const std::string& name);

}  // namespace verdet::hdf5
