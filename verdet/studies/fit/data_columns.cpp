#include "verdet/studies/fit/data_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"

namespace verdet {
namespace {

std::string plain(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) text = text.substr(1);
  if (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.pop_back();
  return text;
}

}  // namespace

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
  /// Of a standard deviation: no offset; decibels are a share of the quantity `of` (SI).
  double error(double value, double of) const {
    return decibel ? std::numbers::ln10 / 10 * value * of : factor * value;
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

// A column in SI; `error_NAME` holds standard deviations of NAME.
DataColumn column_of(const Wanted& wanted, const std::vector<Wanted>& all,
                     const TextColumns& text) {
  DataColumn column{wanted.name, wanted.scale.si, {}};
  const auto of = std::find_if(all.begin(), all.end(), [&](const Wanted& one) {
    return wanted.name == "error_" + one.name;
  });
  if (of != all.end() && wanted.scale.decibel) column.unit = of->scale.si;
  for (std::size_t i = 0; i < text.rows.size(); ++i) {
    const std::vector<double>& row = text.rows[i];
    const double value = row[wanted.position];
    if (of != all.end() && !(value > 0))
      fail_at_line(text.path, text.line[i],
                   fmt::format("the standard deviation of {} is not above 0", of->name));
    column.values.push_back(of == all.end()
                                ? wanted.scale(value)
                                : wanted.scale.error(value, of->scale(row[of->position])));
  }
  return column;
}

}  // namespace

std::vector<DataColumn> read_columns(const Node& columns, const TextColumns& text) {
  std::vector<Wanted> all = wanted_of(columns);
  for (Wanted& one : all) find_position(one, text, columns);
  std::vector<DataColumn> list;
  for (const Wanted& wanted : all) {
    const bool known = std::any_of(list.begin(), list.end(),
                                   [&](const DataColumn& c) { return c.name == wanted.name; });
    if (known)
      columns.fail(fmt::format("the column '{}' is named twice", wanted.name), "fit.data.columns");
    list.push_back(column_of(wanted, all, text));
  }
  return list;
}

}  // namespace verdet
