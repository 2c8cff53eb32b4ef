#include "verdet/materials/refractiveindex_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/formats/columns/columns.hpp"

namespace verdet {
namespace {

std::vector<std::string> words(const std::string& row) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < row.size();) {
    const std::size_t begin = row.find_first_not_of(" \t\r,", i);
    if (begin == std::string::npos) break;
    i = std::min(row.find_first_of(" \t\r,", begin), row.size());
    found.push_back(row.substr(begin, i - begin));
  }
  return found;
}

// Block scalars carry the place of their '|'; a row's own line is the next one with its text.
class RowPlaces {
 public:
  RowPlaces(const Node& data, const PageText& page)
      : data_(data), page_(page), next_(static_cast<std::size_t>(data.place().line)) {}

  Place of(const std::string& row) {
    const std::string wanted = trim(row);
    for (std::size_t i = next_; i < page_.lines.size(); ++i) {
      if (trim(page_.lines[i]) != wanted) continue;
      next_ = i + 1;
      const std::size_t column = page_.lines[i].find_first_not_of(" \t");
      return {page_.file, static_cast<int>(i) + 1, static_cast<int>(column) + 1, page_.lines[i]};
    }
    return data_.place();
  }

 private:
  const Node& data_;
  const PageText& page_;
  std::size_t next_;
};

// One row's numbers; throws InputError without a place.
std::vector<double> numbers(const std::string& row, std::size_t columns) {
  const std::vector<std::string> parts = words(row);
  if (parts.size() != columns)
    throw InputError(
        fmt::format("this row has {} numbers where {} are due", parts.size(), columns));
  std::vector<double> values;
  for (const std::string& part : parts) {
    values.push_back(parse_number(part));
    if (!std::isfinite(values.back())) throw InputError(fmt::format("'{}' is not finite", part));
  }
  if (!(values.front() > 0))
    throw InputError(fmt::format("the wavelength '{}' is not above 0", parts.front()));
  values.front() /= 1e6;  // um to m; division keeps 1.55 um the double 1.55e-6
  return values;
}

using Rows = std::vector<std::vector<double>>;

void sort_rows(Rows& rows, const PageText& page, const Context& context) {
  const auto ascending = [](const auto& a, const auto& b) { return a[0] < b[0]; };
  if (std::is_sorted(rows.begin(), rows.end(), ascending)) return;
  const bool reversed = std::is_sorted(rows.rbegin(), rows.rend(), ascending);
  std::stable_sort(rows.begin(), rows.end(), ascending);
  if (!reversed)
    context.warn(fmt::format("{}: the rows are not in the order of wavelength; they were sorted",
                             page.file));
}

// Several rows of one wavelength become their mean: a table joined from two measurements.
void merge_rows(Rows& rows, const PageText& page, const Context& context) {
  Rows merged;
  std::size_t count = 0;
  for (auto& row : rows) {
    if (merged.empty() || row[0] != merged.back()[0]) {
      merged.push_back(row);
      count = 1;
      continue;
    }
    ++count;
    for (std::size_t i = 1; i < row.size(); ++i)
      merged.back()[i] += (row[i] - merged.back()[i]) / static_cast<double>(count);
  }
  if (merged.size() < rows.size())
    context.warn(fmt::format("{}: {} rows repeat a wavelength; their mean is used", page.file,
                             rows.size() - merged.size()));
  rows = std::move(merged);
}

}  // namespace

Columns read_rows(const Node& data, std::size_t columns, const PageText& page,
                  const Context& context) {
  RowPlaces places(data, page);
  std::vector<Fault> faults;
  Rows rows;
  for (const std::string& row : split(data.as_text(), '\n')) {
    if (trim(row).empty()) continue;
    const Place place = places.of(row);
    try {
      std::vector<double> found = numbers(row, columns);
      if (!rows.empty() && units_differ(rows.back()[0], found[0]))
        throw InputError("the wavelength is far from that of the row before: mixed units?");
      rows.push_back(std::move(found));
    } catch (const InputError& error) {
      faults.push_back({place, "DATA", error.message()});
    }
  }
  if (rows.empty() && faults.empty()) faults.push_back(data.fault("the table is empty", "DATA"));
  if (!faults.empty()) throw InputError(std::move(faults));
  sort_rows(rows, page, context);
  merge_rows(rows, page, context);
  Columns out(columns);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < columns; ++i) out[i].push_back(row[i]);
  return out;
}

}  // namespace verdet
