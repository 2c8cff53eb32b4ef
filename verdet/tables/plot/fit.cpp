// Fits: data and fit above, residuals below, per measured quantity.
#include <fmt/format.h>

#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

bool fits(const Table& table) {
  const Variable *data = table.find("data"), *fit = table.find("fit");
  return data && fit && table.find("residual") && data->axes == fit->axes &&
         table.find_group("parameters");
}

// The abscissa: the wavelength where points carry one, else the axis itself.
struct Abscissa {
  std::string label;
  std::vector<double> values;
};

Abscissa abscissa_of(const Table& table, const Axis& axis) {
  const Variable* wavelength = table.find("wavelength");
  const bool carried = wavelength && wavelength->axes == std::vector<std::string>{axis.name};
  const std::string name = carried ? "wavelength" : axis.name;
  const std::string unit = carried ? wavelength->unit : axis.unit;
  const std::vector<double> values = carried ? wavelength->values : axis.values;
  const ShownUnit shown_as = shown_unit(name, unit, magnitude(values));
  return {axis_label(name, carried ? wavelength->long_name : axis.long_name, shown_as),
          shown(values, shown_as)};
}

// Breaks the line where the abscissa turns back (another angle).
std::vector<double> broken(std::vector<double> y, const std::vector<double>& x) {
  for (std::size_t i = 1; i < y.size(); ++i)
    if (x[i] < x[i - 1]) y[i] = std::nan("");
  return y;
}

// The parameters as lines: name, value, 95 % interval.
std::vector<std::string> parameter_notes(const Table& table) {
  const Table& group = *table.find_group("parameters");
  const auto& names = group.variable("name").texts;
  const auto& units = group.variable("unit").texts;
  const auto& value = group.variable("value").values;
  const auto& low = group.variable("lower_95").values;
  const auto& high = group.variable("upper_95").values;
  constexpr std::size_t kMost = 6;
  constexpr double kElectronvolt = 1.602176634e-19;
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < names.size() && i < kMost; ++i) {
    ShownUnit unit = shown_unit(names[i], units[i], std::abs(value[i]));
    if (units[i] == "J" || units[i] == "J^2")
      unit = {units[i] == "J" ? "eV" : "eV²", std::pow(kElectronvolt, units[i] == "J" ? 1 : 2)};
    if (units[i] == "1") unit = {"", 1};
    notes.push_back(fmt::format("{} = {:.6g} [{:.6g}, {:.6g}]{}", names[i], value[i] / unit.size,
                                low[i] / unit.size, high[i] / unit.size,
                                unit.text.empty() ? "" : " " + unit.text));
  }
  if (names.size() > kMost) notes.push_back(fmt::format("and {} more", names.size() - kMost));
  return notes;
}

void add_quantity(Figure& figure, const Table& table, const Abscissa& x, const std::string& name,
                  const Fixed& fixed, bool log) {
  const Variable& data = table.variable("data");
  const std::string axis = data.axes.back();
  const std::vector<double> measured = along(table, data, axis, fixed);
  const std::vector<double> fitted = along(table, table.variable("fit"), axis, fixed);
  const std::vector<double> rest = along(table, table.variable("residual"), axis, fixed);
  const ShownUnit unit = shown_unit(name, data.unit, magnitude(measured));
  const ShownUnit rest_unit = shown_unit(name, data.unit, magnitude(rest));
  Panel above, below;
  above.x.label = below.x.label = x.label;
  above.y.label = axis_label(name, name, unit);
  above.y.log = log;
  below.y.label = axis_label(name, "residual of " + name, rest_unit);
  const auto style = measured.size() <= 400 ? Curve::Style::Circles : Curve::Style::Line;
  above.curves.push_back({"measured", x.values, shown(measured, unit), 0, style});
  above.curves.push_back({"fit", x.values, broken(shown(fitted, unit), x.values), 1});
  below.curves.push_back({"", x.values, broken(shown(rest, rest_unit), x.values), 2});
  figure.panels.push_back(std::move(above));
  figure.panels.push_back(std::move(below));
}

Figure build(Table table, const PlotRequest& request) {
  const Variable& data = table.variable("data");
  const Axis& axis = table.axis(data.axes.back());
  const Abscissa x = abscissa_of(table, axis);
  Figure figure;
  if (data.axes.size() == 1) {
    const std::string name = table.text_attribute("quantity");
    add_quantity(figure, table, x, name.empty() ? "data" : name, {}, request.log);
  } else {
    const Axis& quantities = table.axis(data.axes.front());
    figure.columns = static_cast<int>(quantities.size());
    Figure single;
    for (std::size_t i = 0; i < quantities.size(); ++i)
      add_quantity(single, table, x, quantities.labels[i], {{quantities.name, i}}, request.log);
    // Panels are placed row by row: all data first, then all residuals.
    for (const std::size_t row : {std::size_t{0}, std::size_t{1}})
      for (std::size_t i = row; i < single.panels.size(); i += 2)
        figure.panels.push_back(single.panels[i]);
  }
  figure.notes = parameter_notes(table);
  return figure;
}

}  // namespace

const FigureKind kFit{"fit", fits, build};

}  // namespace verdet::plot
