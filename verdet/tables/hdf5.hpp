// Tables as HDF5 files that are valid netCDF-4 (docs/design.md, section 5).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verdet/tables/table.hpp"

namespace verdet {

/// Writes the table so that `path` holds either the whole new table or what it held before: a
/// temporary file in the same folder is written, synced, renamed, the folder synced. Throws
/// InputError when the folder is missing or not writable, Error when the disk is full.
void write_hdf5(const Table& table, const std::string& path);
class Publication;
/// The first half of it: nothing stands at the path before `publication.commit()`.
void write_hdf5(const Table& table, Publication& publication);

/// Reads a table back. Throws InputError for a missing, truncated or foreign file, and for a
/// `format_version` with another major number.
Table read_hdf5(const std::string& path);

/// A part of a table: `count` rows from `first` on of every variable whose first axis is `axis`
/// (and of that axis), here and in its groups; the rest is read whole. With `only`, no other
/// variable of the root is read, and no group. Variables with more than `most_values` in a row
/// along `axis` are left out.
struct TablePart {
  std::string axis;
  std::uint64_t first = 0;
  std::uint64_t count = UINT64_MAX;
  std::vector<std::string> only = {};
  std::size_t most_values = SIZE_MAX;
};
Table read_hdf5(const std::string& path, const TablePart& part);

/// Throws InputError unless a file can be created at `path`; called before computing starts.
void check_writable(const std::string& path);

inline constexpr const char* kFormatVersion = "1.0";

}  // namespace verdet
