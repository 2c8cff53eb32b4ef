#include "verdet/studies/sweep/point_table.hpp"

#include <fmt/format.h>

#include <fstream>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

PointColumn header_of(const std::string& cell, const std::string& place) {
  const std::size_t open = cell.find('[');
  if (open == std::string::npos) return {trim(cell), "", {}, place};
  const std::size_t close = cell.find(']', open);
  if (close == std::string::npos)
    throw InputError(fmt::format("{}: the unit of '{}' lacks its ']'", place, trim(cell)));
  return {trim(cell.substr(0, open)), trim(cell.substr(open + 1, close - open - 1)), {}, place};
}

std::vector<PointColumn> read_csv(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw InputError(fmt::format("{}: cannot be read; name a CSV or HDF5 file", path));
  std::vector<PointColumn> columns;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (trim(line).empty() || trim(line)[0] == '#') continue;
    const std::string place = fmt::format("{}:{}", path, number);
    const std::vector<std::string> cells = split(line, ',');
    if (columns.empty()) {
      for (const std::string& cell : cells) columns.push_back(header_of(cell, place));
      continue;
    }
    if (cells.size() != columns.size())
      throw InputError(
          fmt::format("{}: {} values under {} names", place, cells.size(), columns.size()));
    for (std::size_t k = 0; k < cells.size(); ++k) {
      try {
        columns[k].values.push_back(parse_number(trim(cells[k])));
      } catch (const InputError& error) {
        throw InputError(
            fmt::format("{}: column '{}': {}", place, columns[k].name, error.message()));
      }
    }
  }
  return columns;
}

std::vector<PointColumn> read_table(const std::string& path) {
  const Table table = read_hdf5(path);
  std::vector<PointColumn> columns;
  for (const Axis& axis : table.axes())
    if (axis.labels.empty()) columns.push_back({axis.name, axis.unit, axis.values, path});
  for (const Variable& variable : table.variables())
    if (variable.axes.size() == 1 && !variable.values.empty())
      columns.push_back({variable.name, variable.unit, variable.values, path});
  return columns;
}

}  // namespace

std::vector<PointColumn> read_point_table(const std::string& path) {
  const bool hdf5 = path.ends_with(".h5") || path.ends_with(".nc") || path.ends_with(".hdf5");
  return hdf5 ? read_table(path) : read_csv(path);
}

}  // namespace verdet
