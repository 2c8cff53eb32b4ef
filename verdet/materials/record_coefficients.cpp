#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/materials/record_schema.hpp"

namespace verdet {
namespace {

// How many `wanted` one `stated` is. Units that no unit library can convert (a power of a density)
// must be written exactly as the model states them; equal texts need no library at all.
double conversion(const std::string& stated, const std::string& wanted) {
  return stated == wanted ? 1.0 : unit_ratio(stated, wanted);
}

double finite_number(const Node& node) {
  double value = 0;
  try {
    value = parse_number(node.as_text());
  } catch (const InputError& error) {
    if (node.is_text()) node.fail(error.message());
    throw;
  }
  if (!std::isfinite(value)) node.fail(fmt::format("'{}' is not finite", node.as_text()));
  return value;
}

// `node`, or an empty map at the record's place, so that what is missing is reported there.
Node or_empty(const Node* node, const Node& record) {
  if (node) return *node;
  Node empty = record;
  for (const std::string& key : record.keys()) empty = empty.without(key);
  return empty;
}

}  // namespace

CoefficientReader::CoefficientReader(const Node* node, const Node& record,
                                     std::vector<Fault>& faults,
                                     std::vector<CoefficientText>& shown)
    : map_(or_empty(node, record), "coefficients", faults), shown_(shown) {}

bool CoefficientReader::has(const std::string& name) const {
  return map_.node().has(name);
}

double CoefficientReader::number(const std::string& name, const std::string& unit) {
  const std::vector<double> values = read(name, unit, false);
  return values.empty() ? 0.0 : values.front();
}

std::vector<double> CoefficientReader::list(const std::string& name, const std::string& unit) {
  return read(name, unit, true);
}

std::vector<double> CoefficientReader::read(const std::string& name, const std::string& unit,
                                            bool list) {
  std::vector<double> values;
  const Node* node = map_.required(name, fmt::format("a coefficient of the model, in {}", unit));
  if (!node) return values;
  MapReader entry(*node, map_.path_of(name), map_.faults());
  const Node* value = entry.required("value", list ? "a list of numbers" : "the number");
  const std::string stated = entry.text("unit", fmt::format("a unit that fits {}", unit));
  const Node* uncertainty = entry.required("uncertainty", "a number, or 'unreported'");
  const std::string spread = read_uncertainty(uncertainty, unit, entry, "uncertainty");
  entry.reject_unknown_keys();
  if (!value || stated.empty()) return values;
  entry.guarded(*value, "value", [&] {
    if (list)
      for (const Node& item : value->items()) values.push_back(finite_number(item));
    else
      values.push_back(finite_number(*value));
  });
  shown_.push_back({name, to_yaml(*value), stated, spread});
  entry.guarded(*node->find("unit"), "unit", [&] {
    const double factor = conversion(stated, unit);
    for (double& v : values) v *= factor;
  });
  return values;
}

namespace {

// Where each wanted column stands in the rows, and the factor to the law's unit.
struct ColumnMap {
  std::size_t count = 0;  // columns stated, known or not: as many numbers stand in a row
  std::vector<std::size_t> position;
  std::vector<double> factor;
};

ColumnMap read_columns(const Node& columns, const std::vector<Column>& wanted, MapReader& table) {
  MapReader reader(columns, "table.columns", table.faults());
  ColumnMap map;
  map.count = columns.entries().size();
  for (const Column& column : wanted) {
    map.position.push_back(0);
    map.factor.push_back(1);
    const Node* unit = reader.required(column.name, fmt::format("its unit, e.g. {}", column.unit));
    if (!unit) continue;
    const std::vector<std::string> keys = columns.keys();
    map.position.back() =
        static_cast<std::size_t>(std::find(keys.begin(), keys.end(), column.name) - keys.begin());
    reader.guarded(*unit, column.name,
                   [&] { map.factor.back() = conversion(unit->as_text(), column.unit); });
  }
  reader.reject_unknown_keys();
  return map;
}

// One line of a block of rows as a row of its own: long tables are written as text.
std::vector<Node> text_rows(const Node& block) {
  std::vector<Node> rows;
  for (const std::string& line : split(block.as_text(), '\n')) {
    std::vector<Node> words;
    for (const std::string& word : split(trim(line), ' '))
      if (!word.empty()) words.push_back(Node::text(word));
    if (!words.empty()) rows.push_back(Node::list(std::move(words)));
  }
  return rows;
}

// Appends one row to the columns; nothing when it is faulty. `place` is where it stands.
void read_row(const Node& row, const Node& place, const ColumnMap& map, MapReader& table,
              std::vector<std::vector<double>>& out) {
  table.guarded(place, "rows", [&] {
    const std::vector<Node>& items = row.items();
    if (items.size() != map.count)
      row.fail(fmt::format("row {}: {} numbers where the table has {} columns", to_yaml(row),
                           items.size(), map.count),
               "table.rows");
    std::vector<double> values;
    for (std::size_t i = 0; i < map.position.size(); ++i)
      values.push_back(finite_number(items[map.position[i]]) * map.factor[i]);
    if (!out.front().empty() && !(values.front() > out.front().back()))
      row.fail(fmt::format("row {}: the first column must ascend from row to row", to_yaml(row)),
               "table.rows");
    for (std::size_t i = 0; i < values.size(); ++i) out[i].push_back(values[i]);
  });
}

}  // namespace

std::vector<std::vector<double>> read_table(const Node* node, const Node& record,
                                            const std::vector<Column>& wanted,
                                            std::vector<Fault>& faults,
                                            std::vector<CoefficientText>& shown) {
  std::vector<std::vector<double>> out(wanted.size());
  if (!node) {
    faults.push_back(record.fault("'table' is missing: the model reads its numbers there"));
    return out;
  }
  MapReader table(*node, "table", faults);
  const Node* columns = table.required("columns", "a map of column name to unit");
  const Node* rows = table.required("rows", "a list of rows, each a list of numbers");
  const std::string spread =
      read_uncertainty(table.required("uncertainty", "a number, or 'unreported'"),
                       wanted.back().unit, table, "uncertainty");
  table.reject_unknown_keys();
  if (!columns || !rows || !columns->is_map() || rows->is_map()) {
    if (columns && !columns->is_map()) table.fault(*columns, "columns", "a map is due here");
    if (rows && rows->is_map()) table.fault(*rows, "rows", "a list of rows is due here");
    return out;
  }
  const ColumnMap map = read_columns(*columns, wanted, table);
  const std::vector<Node> list = rows->is_text() ? text_rows(*rows) : rows->items();
  for (const Node& row : list) read_row(row, rows->is_text() ? *rows : row, map, table, out);
  if (list.empty()) table.fault(*rows, "rows", "a table needs at least one row");
  for (const auto& [name, unit] : columns->entries())
    if (unit.is_text())
      shown.push_back({name, fmt::format("{} rows", list.size()), unit.as_text(), spread});
  return out;
}

}  // namespace verdet
