// A table of points from a file: CSV with a header, or an HDF5 table.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/node.hpp"

namespace verdet {

struct PointColumn {
  std::string name;
  std::string unit;            ///< as written in the file; empty when it states none
  std::vector<double> values;  ///< in that unit
  std::string place;           ///< FILE:LINE of the header, for messages
};

/// Columns of a CSV file (header `name` or `name [unit]`, comma separated, `#` comments) or the
/// one-dimensional variables and axes of a table. All have one length. Throws InputError.
std::vector<PointColumn> read_point_table(const std::string& path);

}  // namespace verdet
