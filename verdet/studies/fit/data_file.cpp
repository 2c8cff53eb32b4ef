#include "verdet/studies/fit/data_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/refractiveindex.hpp"
#include "verdet/studies/fit/dispersion_law.hpp"
#include "verdet/tables/formats/columns/columns.hpp"

namespace verdet {
namespace {

// The SI units that columns are stored in.
const std::vector<std::string> kUnits = {"1", "m",     "rad", "J",   "s",    "V",    "A",
                                         "W", "K",     "Hz",  "F",   "S",    "m^-1", "m^-3",
                                         "T", "F/m^2", "Pa",  "ohm", "A/m^2"};

// A number of a file in SI: a factor and an offset, or decibels.
struct Scale {
  std::string si = "1";
  double factor = 1, offset = 0;
  bool decibel = false;

  double operator()(double value) const {
    return decibel ? factor * std::pow(10.0, value / 10) : factor * value + offset;
  }
};

Scale scale_of(const Node& unit) {
  const std::string& text = unit.as_text();
  if (text == "1") return {};
  if (text == "%") return {"1", 0.01};
  if (text == "dB") return {"1", 1, 0, true};
  if (text == "dBm") return {"W", 1e-3, 0, true};
  if (text == "degC") return {"K", 1, 273.15};
  if (text == "deg") return {"rad", 0.017453292519943295};
  for (const std::string& si : kUnits) {
    try {
      return {si, unit_ratio(text, si)};
    } catch (const InputError&) {
    }
  }
  unit.fail(
      fmt::format("'{}' is not a unit of a column; write e.g. nm, eV, 1, %, dB, dBm, deg, V", text),
      "fit.data.columns");
}

struct Wanted {
  std::string name, header;  // header may be empty: by position
  std::size_t position = 0;
  Scale scale;
};

std::string plain(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) text = text.substr(1);
  if (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.pop_back();
  return text;
}

std::string without_unit(const std::string& header) {
  const std::size_t bracket = header.find_first_of("[(");
  return bracket == std::string::npos ? header : trim(header.substr(0, bracket));
}

std::vector<Wanted> wanted_of(const Node& columns) {
  std::vector<Wanted> list;
  if (columns.is_map()) {
    for (const auto& [header, unit] : columns.entries())
      list.push_back({header, header, 0, scale_of(unit)});
    return list;
  }
  std::size_t position = 0;
  for (const Node& item : columns.items()) {
    const Node* header = item.find("header");
    list.push_back({item.at("name").as_text(), header ? header->as_text() : "", position++,
                    scale_of(item.at("unit"))});
  }
  return list;
}

// What tools call the abscissa of an optical table.
bool synonymous(const std::string& header, const std::string& name) {
  const std::vector<std::string> wavelengths = {"wavelength", "wl", "lambda", "wvl"};
  const std::vector<std::string> energies = {"energy", "ev", "e", "photon energy"};
  for (const auto* list : {&wavelengths, &energies}) {
    const auto has = [&](const std::string& word) {
      return std::find(list->begin(), list->end(), plain(word)) != list->end();
    };
    if (has(header) && has(name)) return true;
  }
  return plain(header) == plain(name);
}

void find_position(Wanted& wanted, const TextColumns& text, const Node& columns) {
  if (wanted.header.empty()) {
    if (wanted.position >= text.width())
      columns.fail(fmt::format("the file has {} columns; '{}' would be number {}", text.width(),
                               wanted.name, wanted.position + 1),
                   "fit.data.columns");
    return;
  }
  if (text.header.empty())
    columns.fail(fmt::format("{} has no header line; name the columns by position: columns: "
                             "[{{name: {}, unit: ...}}, ...]",
                             text.path, wanted.name),
                 "fit.data.columns");
  for (const bool strip : {false, true})
    for (std::size_t i = 0; i < text.header.size(); ++i) {
      const std::string header = strip ? without_unit(text.header[i]) : text.header[i];
      if (strip ? synonymous(header, wanted.header) : plain(header) == plain(wanted.header)) {
        wanted.position = i;
        if (i >= text.width()) break;
        return;
      }
    }
  columns.fail(fmt::format("{} has no column '{}'{}", text.path, wanted.header,
                           suggestion(wanted.header, text.header)),
               "fit.data.columns");
}

TextColumns read_text(const Node& node, const std::string& path) {
  const Node* rows = node.find("rows");
  if (!rows) return read_text_columns(path);
  if (rows->items().size() != 2) rows->fail("lines are [first, last]", "fit.data.rows");
  const double first = parse_number(rows->items()[0].as_text());
  const double last = parse_number(rows->items()[1].as_text());
  if (!(first >= 1 && last >= first)) rows->fail("lines are [first, last]", "fit.data.rows");
  return read_text_columns(path, static_cast<int>(first), static_cast<int>(last));
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

// Columns error_NAME for the quantities whose error `errors:` states.
void add_stated_errors(const Node& node, DataFile& data) {
  const Node* errors = node.find("errors");
  if (!errors) return;
  std::vector<std::string> names;
  for (const DataColumn& column : data.columns) names.push_back(column.name);
  require_known_keys(*errors, names, "fit.data.errors");
  for (const std::string& name : names) {
    const DataColumn& column = *data.find(name);
    const std::optional<double> error = stated_error(node, name, column.unit);
    if (!error) continue;
    if (data.find("error_" + name))
      errors->fail(fmt::format("the file has a column error_{} already", name), "fit.data.errors");
    data.columns.push_back(
        {"error_" + name, column.unit, std::vector<double>(column.values.size(), *error)});
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
  std::vector<Wanted> all = wanted_of(columns);
  for (Wanted& one : all) find_position(one, text, columns);
  for (const Wanted& wanted : all) {
    DataColumn column{wanted.name, wanted.scale.si, {}};
    for (const std::vector<double>& row : text.rows)
      column.values.push_back(wanted.scale(row[wanted.position]));
    if (data.find(column.name))
      columns.fail(fmt::format("the column '{}' is named twice", column.name), "fit.data.columns");
    data.columns.push_back(std::move(column));
  }
  if (data.columns.size() < 2)
    columns.fail("a fit needs an abscissa and at least one measured column", "fit.data.columns");
  add_stated_errors(node, data);
  if (spectral == Spectral::AsWavelength) use_wavelengths(data);
  sort_rows(data, text.line, context);
  narrow(node, data);
  return data;
}

}  // namespace verdet
