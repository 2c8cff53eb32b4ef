// Pieces of writing a table, shared by whole tables and streams; internal to tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verdet/tables/hdf5/handle.hpp"
#include "verdet/tables/table.hpp"

namespace verdet::hdf5 {

using Scales = std::map<std::string, Handle>;

/// A new file that tracks the order of its links and closes whole.
Handle create_file(const std::string& path);
Handle create_group(hid_t parent, const std::string& name);

void write_attribute(hid_t object, const std::string& name, const Attribute& value);
/// The table's axes as dimension scales of the group, but for those that `scales` has.
void write_axes(hid_t group, const Table& table, Scales& scales);

/// Memory and file type of a variable.
Handle type_of(const Variable& variable);
/// A dataset with its scales, units and fill value, without data; chunked when `chunk` is not
/// empty, deflated (by whoever writes the chunks) when `deflated`.
Handle create_variable(hid_t group, const Variable& variable, const std::vector<hsize_t>& extents,
                       const Scales& scales, const std::vector<hsize_t>& chunk = {},
                       bool deflated = false);
void write_variable(hid_t dataset, const Variable& variable);

std::vector<const char*> pointers(const std::vector<std::string>& texts);

}  // namespace verdet::hdf5
