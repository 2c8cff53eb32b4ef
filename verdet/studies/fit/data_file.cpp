#include "verdet/studies/fit/data_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/refractiveindex.hpp"
#include "verdet/studies/fit/data_columns.hpp"
#include "verdet/studies/fit/dispersion_law.hpp"

namespace verdet {
namespace {

TextColumns read_text(const Node& node, const std::string& path) {
  const Node* rows = node.find("rows");
  if (!rows) return read_text_columns(path);
  if (rows->items().size() != 2) rows->fail("lines are [first, last]", "fit.data.rows");
  const double first = parse_number(rows->items()[0].as_text());
  const double last = parse_number(rows->items()[1].as_text());
  if (!(first >= 1 && last >= first)) rows->fail("lines are [first, last]", "fit.data.rows");
  return read_text_columns(path, static_cast<int>(first), static_cast<int>(last));
}

// "wl", "lambda", "eV" are what tools call the abscissa.
void name_abscissa(DataFile& data) {
  if (data.find("wavelength") || data.find("energy")) return;
  for (DataColumn& column : data.columns)
    for (const char* name : {"wavelength", "energy"})
      if (synonymous(column.name, name) && column.unit == (name[0] == 'w' ? "m" : "J")) {
        column.name = name;
        return;
      }
}

// Energies and frequencies become vacuum wavelengths, which come first.
void use_wavelengths(DataFile& data) {
  for (DataColumn& column : data.columns) {
    const bool energy = column.name == "energy" && column.unit == "J";
    const bool frequency = column.name == "frequency" && column.unit == "Hz";
    if ((!energy && !frequency) || data.find("wavelength")) continue;
    const double scale = energy ? electronvolt_metre() * 1.602176634e-19 : 299792458.0;
    for (double& v : column.values) v = scale / v;
    column.name = "wavelength";
    column.unit = "m";
  }
  const auto first = std::find_if(data.columns.begin(), data.columns.end(),
                                  [](const DataColumn& c) { return c.name == "wavelength"; });
  if (first != data.columns.end()) std::rotate(data.columns.begin(), first, first + 1);
}

void refuse_mixed_units(const DataFile& data, const TextColumns& text) {
  const std::vector<double>& x = data.columns.front().values;
  if (data.columns.front().name != "wavelength") return;
  for (std::size_t i = 1; i < x.size(); ++i)
    if (units_differ(x[i - 1], x[i]))
      fail_at_line(data.path, text.line[i],
                   "the wavelength is far from that of the row before: mixed units?");
}

void select_rows(DataFile& data, const std::vector<std::size_t>& keep) {
  for (DataColumn& column : data.columns) {
    std::vector<double> kept;
    for (const std::size_t i : keep) kept.push_back(column.values[i]);
    column.values = std::move(kept);
  }
}

void narrow(const Node& node, DataFile& data) {
  std::vector<std::size_t> keep(data.rows());
  std::iota(keep.begin(), keep.end(), std::size_t{0});
  const DataColumn& x = data.columns.front();
  if (const Node* range = node.find("range")) {
    const double from = parse_quantity(range->at("from").as_text(), Kind::Quantity, x.unit);
    const double to = parse_quantity(range->at("to").as_text(), Kind::Quantity, x.unit);
    std::erase_if(keep, [&](std::size_t i) { return x.values[i] < from || x.values[i] > to; });
    if (keep.empty()) range->fail("no row of the data lies in this range", "fit.data.range");
  }
  if (const Node* every = node.find("every")) {
    const double step = parse_number(every->as_text());
    if (!(step >= 1)) every->fail("a whole number of rows", "fit.data.every");
    std::vector<std::size_t> thinned;
    for (std::size_t i = 0; i < keep.size(); i += static_cast<std::size_t>(step))
      thinned.push_back(keep[i]);
    keep = std::move(thinned);
  }
  select_rows(data, keep);
}

void sort_rows(DataFile& data, const std::vector<int>& lines, const Context& context) {
  const std::vector<double> x = data.columns.front().values;
  const bool ascending = std::is_sorted(x.begin(), x.end());
  const bool descending = std::is_sorted(x.rbegin(), x.rend());
  for (std::size_t i = 1; i < x.size(); ++i)
    if (x[i] == x[i - 1]) {
      context.warn(fmt::format("{}:{}: repeats the {} of the line before; both are kept", data.path,
                               lines[i], data.columns.front().name));
      break;
    }
  if (ascending) return;
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  if (!descending)
    for (std::size_t i = 1; i < x.size(); ++i)
      if (x[i] < x[i - 1]) {
        context.warn(fmt::format("{}:{}: the {} is not sorted; the rows were sorted", data.path,
                                 lines[i], data.columns.front().name));
        break;
      }
  select_rows(data, order);
}

// One error for all rows, or a share of each value: "0.02 dB".
std::optional<std::vector<double>> stated_errors(const Node& data, const DataColumn& column) {
  const Node* errors = data.find("errors");
  const Node* value = errors ? errors->find(column.name) : nullptr;
  if (!value) return std::nullopt;
  const std::string text = trim(value->as_text());
  if (!text.ends_with(" dB"))
    return std::vector<double>(column.values.size(), *stated_error(data, column.name, column.unit));
  const double decibel = parse_number(trim(text.substr(0, text.size() - 3)));
  if (!(decibel > 0))
    value->fail("a standard deviation is positive", "fit.data.errors." + column.name);
  std::vector<double> list = column.values;
  for (double& one : list) one *= std::numbers::ln10 / 10 * decibel;
  return list;
}

// Columns error_NAME for the quantities whose error `errors:` states.
void add_stated_errors(const Node& node, DataFile& data) {
  const Node* errors = node.find("errors");
  if (!errors) return;
  std::vector<std::string> names;
  for (const DataColumn& column : data.columns) names.push_back(column.name);
  require_known_keys(*errors, names, "fit.data.errors");
  for (const std::string& name : names) {
    const DataColumn column = *data.find(name);
    const std::optional<std::vector<double>> error = stated_errors(node, column);
    if (!error) continue;
    if (data.find("error_" + name))
      errors->fail(fmt::format("the file has a column error_{} already", name), "fit.data.errors");
    data.columns.push_back({"error_" + name, column.unit, *error});
  }
}

// The table of a refractiveindex.info page; k is brought to the wavelengths of n.
DataFile read_page(const Node& node, const std::string& path, const Context& context) {
  const Record record = read_refractiveindex(path, path, context);
  const auto* law = std::get_if<IndexLaw>(&record.law);
  const SeparateIndex* index = law ? law->separate() : nullptr;
  const SampledCurve* n = index ? std::get_if<SampledCurve>(&index->n) : nullptr;
  if (!n)
    node.at("file").fail("the page holds a formula, not a table of n: there is nothing to fit",
                         "fit.data.file");
  DataFile data{path, {{"wavelength", "m", n->x()}, {"n", "1", n->y()}}};
  if (const auto* k = std::get_if<SampledCurve>(&index->k)) {
    DataColumn column{"k", "1", {}};
    for (const double w : n->x()) column.values.push_back((*k)(w));
    data.columns.push_back(std::move(column));
  }
  add_stated_errors(node, data);
  narrow(node, data);
  return data;
}

}  // namespace

const DataColumn* DataFile::find(const std::string& name) const {
  for (const DataColumn& column : columns)
    if (column.name == name) return &column;
  return nullptr;
}

std::optional<double> stated_error(const Node& data, const std::string& name,
                                   const std::string& unit) {
  const Node* errors = data.find("errors");
  const Node* value = errors ? errors->find(name) : nullptr;
  if (!value) return std::nullopt;
  const std::string path = "fit.data.errors." + name;
  double error = 0;
  try {
    error = parse_quantity(value->as_text(), unit == "1" ? Kind::Number : Kind::Quantity, unit);
  } catch (const InputError& fault) {
    value->fail(fault.message(), path);
  }
  if (!(error > 0)) value->fail("a standard deviation is positive", path);
  return error;
}

DataFile read_data(const Node& node, const Context& context, Spectral spectral) {
  require_known_keys(node, {"file", "columns", "range", "rows", "every", "errors"}, "fit.data");
  DataFile data;
  data.path = node.at("file").as_text();
  if (data.path.ends_with(".yml") && !node.has("columns"))
    return read_page(node, data.path, context);
  const TextColumns text = read_text(node, data.path);
  const Node& columns = node.at("columns");
  data.columns = read_columns(columns, text);
  if (data.columns.size() < 2)
    columns.fail("a fit needs an abscissa and at least one measured column", "fit.data.columns");
  add_stated_errors(node, data);
  if (spectral == Spectral::AsWavelength) {
    name_abscissa(data);
    use_wavelengths(data);
    refuse_mixed_units(data, text);
  }
  sort_rows(data, text.line, context);
  narrow(node, data);
  return data;
}

}  // namespace verdet
