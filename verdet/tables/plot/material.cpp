// Material curves: index n above, extinction k below, over wavelength.
#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

const std::vector<std::string> kOverWavelength = {"wavelength"};

bool fits(const Table& table) {
  const Variable *n = table.find("n"), *k = table.find("k");
  return n && k && n->axes == kOverWavelength && k->axes == kOverWavelength;
}

// Spans of more than a factor 20, such as 0.2 um to 20 um, read better on a log axis.
bool wide(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return values.size() > 1 && *low > 0 && *high > 20 * *low;
}

bool absorbs(const std::vector<double>& k) {
  return std::any_of(k.begin(), k.end(), [](double value) { return value != 0; });
}

std::string records_of(const Table& table) {
  const Attribute* records = table.attribute("records");
  const auto* names = records ? std::get_if<std::vector<std::string>>(records) : nullptr;
  return names ? join(*names) : "";
}

Figure build(Table table, const PlotRequest& request) {
  const Axis& axis = table.axis("wavelength");
  const ShownUnit unit = shown_unit(axis.name, axis.unit, magnitude(axis.values));
  const std::vector<double> x = shown(axis.values, unit);
  const std::vector<double>&n = table.variable("n").values, &k = table.variable("k").values;
  Panel index, extinction;
  index.x.label = axis_label(axis.name, axis.long_name, unit);
  index.x.log = wide(axis.values);
  extinction.x = index.x;
  index.y.label = "Refractive index n";
  extinction.y.label = "Extinction k";
  index.curves.push_back({"n", x, n, 0});
  if (const Variable* group = table.find("group_index"); group && group->axes == kOverWavelength)
    index.curves.push_back({"group index", x, group->values, 2});
  if (index.curves.size() == 1) index.curves[0].label.clear();
  const ShownUnit k_unit = shown_unit("k", "1", magnitude(k));
  extinction.y.log = request.log || wide(k);
  if (!extinction.y.log) extinction.y.label = axis_label("k", "Extinction k", k_unit);
  extinction.curves.push_back({"", x, extinction.y.log ? k : shown(k, k_unit), 1});
  Figure figure;
  figure.panels.push_back(std::move(index));
  if (absorbs(k))
    figure.panels.push_back(std::move(extinction));
  else
    figure.notes.push_back("k = 0 throughout");
  if (const std::string records = records_of(table); !records.empty())
    figure.notes.push_back("records: " + records);
  return figure;
}

}  // namespace

const FigureKind kMaterial{"material", fits, build};

Table material_curve_table(const std::string& material, std::vector<double> wavelength,
                           std::vector<double> n, std::vector<double> k,
                           std::vector<double> group_index, std::vector<std::string> records) {
  Table table;
  table.set("title", "Refractive index of " + material);
  table.set("records", std::move(records));
  table.add_axis({"wavelength", "m", "vacuum wavelength", std::move(wavelength), {}});
  table.add("n", "1", kOverWavelength, std::move(n), "refractive index");
  table.add("k", "1", kOverWavelength, std::move(k), "extinction coefficient");
  if (!group_index.empty())
    table.add("group_index", "1", kOverWavelength, std::move(group_index), "group index");
  return table;
}

}  // namespace verdet::plot
