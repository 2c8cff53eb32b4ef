// Accurion EP4: a tab table with a line of names and a line of units, both after '#'. A nulling
// ellipsometer measures in zones 1 to 4; rows of zone 0 repeat their mean, rows of zone 5 their
// range, and a zone that found no null is written as NaN.
#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/error.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet::ellipsometry {
namespace {

struct Column {
  std::size_t position;
  double factor;  // to SI
};

Column column_of(const std::vector<std::string>& names, const std::vector<std::string>& units,
                 const std::string& name, const std::string& si, const EllipsometryData& data) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    fail_at_line(data.path, 1, fmt::format("the header has no column '{}'", name));
  const auto at = static_cast<std::size_t>(found - names.begin());
  if (at >= units.size())
    fail_at_line(data.path, 2, fmt::format("the line of units is missing for '{}'", name));
  if (units[at] == "deg") return {at, kDegree};
  try {
    return {at, unit_ratio(units[at], si)};
  } catch (const InputError& error) {
    fail_at_line(data.path, 2, error.message());
  }
}

std::vector<std::string> without_mark(const std::string& line) {
  return fields_of(line.substr(line.starts_with('#') ? 1 : 0), true);
}

// A second block may repeat the two header lines, not change them.
void refuse_other_header(const std::string& text, int line, const std::vector<std::string>& names,
                         const std::vector<std::string>& units, const EllipsometryData& data) {
  const std::vector<std::string> fields = without_mark(text);
  if (fields.size() > 1 && fields != names && fields != units)
    fail_at_line(data.path, line,
                 "a second block with other columns or units: split the file before this line",
                 text);
}

}  // namespace

bool is_accurion(const std::vector<std::string>& lines) {
  const std::vector<std::string> names = without_mark(lines[0]);
  const auto has = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return has("Lambda") && has("AOI") && has("Psi") && has("Delta");
}

void read_accurion(const std::vector<std::string>& lines, EllipsometryData& data) {
  data.format = "Accurion";
  if (lines.size() < 3) fail_at_line(data.path, 1, "the table has no rows", lines[0]);
  const std::vector<std::string> names = without_mark(lines[0]), units = without_mark(lines[1]);
  const Column wavelength = column_of(names, units, "Lambda", "m", data);
  const Column angle = column_of(names, units, "AOI", "rad", data);
  const Column psi = column_of(names, units, "Psi", "rad", data);
  const Column delta = column_of(names, units, "Delta", "rad", data);
  const auto zone = std::find(names.begin(), names.end(), "Zone");
  int nulls = 0, first_null = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    if (lines[i].empty()) continue;
    if (lines[i].starts_with('#')) {
      refuse_other_header(lines[i], line, names, units, data);
      continue;
    }
    const std::vector<std::string> fields = fields_of(lines[i], true);
    if (fields.size() < names.size())
      fail_at_line(data.path, line,
                   fmt::format("{} fields where the header has {}; are they separated by tabs?",
                               fields.size(), names.size()),
                   lines[i]);
    if (zone != names.end()) {
      const std::string& number = fields[static_cast<std::size_t>(zone - names.begin())];
      if (number == "0" || number == "5") continue;
      if (fields[psi.position] == "NaN" && fields[delta.position] == "NaN") {
        first_null = nulls++ == 0 ? line : first_null;
        continue;
      }
    }
    const auto read = [&](const Column& c) {
      return number_at(data, line, fields[c.position], lines[i]) * c.factor;
    };
    data.points.push_back({read(wavelength), read(angle), read(psi), read(delta), 0, 0, line});
  }
  if (nulls > 0)
    data.warnings.push_back(fmt::format("{}:{}: {} zones without a null (NaN) were left out",
                                        data.path, first_null, nulls));
}

}  // namespace verdet::ellipsometry
