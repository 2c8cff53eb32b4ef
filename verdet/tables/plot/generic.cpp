// Any table: curves of variables over one axis, families and colour maps over two.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

constexpr std::size_t kMostPanels = 6, kMostCurves = 6, kMapFrom = 6;

bool bookkeeping(const Variable& variable) {
  return variable.name == "status" || variable.name.starts_with("count") || variable.axes.empty() ||
         (variable.values.empty() && variable.integers.empty());
}

// Flags that are the same everywhere (converged, guided) say nothing in a picture.
bool constant_flag(const Variable& variable) {
  const auto& flags = variable.integers;
  return std::adjacent_find(flags.begin(), flags.end(), std::not_equal_to<>()) == flags.end() &&
         !flags.empty();
}

bool drawable(const Table& table, const Variable& variable) {
  return !bookkeeping(variable) && !constant_flag(variable) && magnitude(numbers(variable)) > 0 &&
         table.axis(variable.axes.back()).size() > 0;
}

// Auxiliary coordinates (frequency beside wavelength) are not results.
bool is_coordinate(const Table& table, const Variable& variable) {
  return std::any_of(
      table.variables().begin(), table.variables().end(), [&](const Variable& other) {
        return std::find(other.coordinates.begin(), other.coordinates.end(), variable.name) !=
               other.coordinates.end();
      });
}

std::vector<std::string> chosen(const Table& table, const PlotRequest& request) {
  if (!request.y.empty()) return request.y;
  std::vector<std::string> names;
  for (const Variable& variable : table.variables())
    if (variable.name != request.x && drawable(table, variable) && !is_coordinate(table, variable))
      names.push_back(variable.name);
  return names;
}

bool over_axis(const Variable& variable, const std::string& axis) {
  return std::find(variable.axes.begin(), variable.axes.end(), axis) != variable.axes.end();
}

// Axes of one entry add nothing; of more than two the first are held, the abscissa is kept.
void reduce(Table& table, const std::string& name, const std::string& x,
            std::vector<std::string>& notes) {
  for (std::vector<std::string> axes = table.variable(name).axes; const std::string& axis : axes)
    if (table.axis(axis).size() == 1 && table.variable(name).axes.size() > 1 && axis != x)
      hold_at_middle(table, axis, notes);
  while (table.variable(name).axes.size() > 2) {
    const std::vector<std::string> axes = table.variable(name).axes;
    hold_at_middle(table, axes[0] == x ? axes[1] : axes[0], notes);
  }
}

// The abscissa: an axis, or a variable over one.
struct Abscissa {
  std::string axis, label;
  std::vector<double> values;
  std::vector<std::string> categories;
};

// Modes and resonances are counted, ports are named: rather a family than an abscissa.
bool counted(const Axis& axis) {
  for (std::size_t i = 0; i < axis.values.size(); ++i)
    if (axis.unit != "1" || axis.values[i] != static_cast<double>(i)) return false;
  return true;
}

// A long count beside a few values of a quantity is a sequence (pulses from several states).
bool sequence(const Axis& axis, const Axis& beside) {
  return counted(axis) && beside.size() < kMapFrom && axis.size() > beside.size();
}

// The last axis that runs over a quantity with a unit, else over any numbers, else the last.
std::string running_axis(const Table& table, const Variable& y) {
  if (y.axes.size() == 2 && sequence(table.axis(y.axes[1]), table.axis(y.axes[0])))
    return y.axes[1];
  for (auto name = y.axes.rbegin(); name != y.axes.rend(); ++name)
    if (const Axis& axis = table.axis(*name); axis.unit != "1" && axis.size() > 1) return *name;
  for (auto name = y.axes.rbegin(); name != y.axes.rend(); ++name)
    if (!counted(table.axis(*name))) return *name;
  return y.axes.back();
}

Abscissa abscissa(const Table& table, const Variable& y, const std::string& x) {
  const Variable* instead = x.empty() || table.find_axis(x) ? nullptr : &table.variable(x);
  if (instead && instead->axes.size() != 1)
    throw InputError(fmt::format("'{}' cannot be an abscissa: it has {} axes, not one", x,
                                 instead->axes.size()));
  const std::string own = x.empty() ? running_axis(table, y) : x;
  const Axis& axis = table.axis(instead ? instead->axes[0] : own);
  if (!over_axis(y, axis.name))
    throw InputError(
        fmt::format("'{}' does not vary with '{}'; it has the axes {}", y.name, x, join(y.axes)));
  const std::vector<double> values = instead ? numbers(*instead) : numbers(axis);
  const std::string name = instead ? instead->name : axis.name;
  const ShownUnit unit = shown_unit(name, instead ? instead->unit : axis.unit, magnitude(values));
  return {axis.name, axis_label(name, instead ? instead->long_name : axis.long_name, unit),
          shown(values, unit), instead ? std::vector<std::string>{} : axis.labels};
}

Panel panel_of(const Variable& y, const Abscissa& x, const ShownUnit& unit, bool log) {
  Panel panel;
  panel.x.label = x.label;
  panel.x.categories = x.categories;
  panel.y.label = axis_label(y.name, y.long_name, unit);
  panel.y.log = log;
  return panel;
}

// Few points are shown as such.
Curve::Style style_for(std::size_t points) {
  return points <= 40 ? Curve::Style::LinePoints : Curve::Style::Line;
}

// Positive throughout and over more than five decades: on a linear scale only the largest would
// show.
bool spans_decades(const std::vector<double>& values) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    if (value <= 0) return false;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return high > 1e5 * low;
}

Panel curve_panel(const Table& table, const Variable& y, const Abscissa& x, bool log) {
  const std::vector<double> values = along(table, y, x.axis);
  const bool decades = spans_decades(values);
  const ShownUnit unit = shown_unit(y.name, y.unit, decades ? 1.0 : magnitude(values));
  Panel panel = panel_of(y, x, unit, log || decades);
  panel.curves.push_back({"", x.values, shown(values, unit), 0, style_for(values.size())});
  return panel;
}

Panel family_panel(const Table& table, const Variable& y, const Abscissa& x, const Axis& family,
                   bool log) {
  const bool decades = spans_decades(numbers(y));
  const ShownUnit unit = shown_unit(y.name, y.unit, decades ? 1.0 : magnitude(numbers(y)));
  const std::vector<double> levels = numbers(family);
  const ShownUnit family_unit = shown_unit(family.name, family.unit, magnitude(levels));
  Panel panel = panel_of(y, x, unit, log || decades);
  const bool named = !family.labels.empty() || levels.size() <= kMostCurves;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    Curve curve{"", x.values, shown(along(table, y, x.axis, {{family.name, i}}), unit),
                static_cast<int>(i), style_for(x.values.size())};
    if (named)
      curve.label = family.labels.empty() ? value_text(family, i) : family.labels[i];
    else
      curve.level = levels[i] / family_unit.size;
    panel.curves.push_back(std::move(curve));
  }
  if (!named) panel.colour.label = axis_label(family.name, plain_name(family.name), family_unit);
  return panel;
}

// Evenly spaced on a log scale, as sweeps over decades are.
bool spaced_by_factors(const std::vector<double>& v) {
  return v.size() > 2 && v.front() > 0 && v.back() > 0 &&
         std::max(v.front(), v.back()) > 50 * std::min(v.front(), v.back()) &&
         std::abs(v[1] - v[0]) * 10 < std::abs(v.back() - v[v.size() - 2]);
}

Panel map_panel(const Table& table, const Variable& y, const Abscissa& x, const Axis& rows,
                bool log) {
  std::vector<double> values = over(table, y, rows.name, x.axis);
  const ShownUnit unit = shown_unit(y.name, y.unit, magnitude(values));
  const ShownUnit row_unit = shown_unit(rows.name, rows.unit, magnitude(rows.values));
  Panel panel;
  panel.x.label = x.label;
  panel.y.label = axis_label(rows.name, rows.long_name, row_unit);
  panel.colour.label = axis_label(y.name, y.long_name, unit);
  panel.colour.log = log;
  panel.raster = Raster{x.values, shown(rows.values, row_unit), shown(std::move(values), unit)};
  panel.x.log = spaced_by_factors(panel.raster->x);
  panel.y.log = spaced_by_factors(panel.raster->y);
  return panel;
}

Panel two_axes(const Table& table, const Variable& y, const Abscissa& x, bool log) {
  const Axis& other = table.axis(y.axes[0] == x.axis ? y.axes[1] : y.axes[0]);
  const bool map = x.values.size() >= kMapFrom && other.size() >= kMapFrom &&
                   x.categories.empty() && other.labels.empty() &&
                   std::is_sorted(x.values.begin(), x.values.end());
  return map ? map_panel(table, y, x, other, log) : family_panel(table, y, x, other, log);
}

// Nothing at the root: the first group that holds numbers is drawn.
bool enter_first_group(Table& table) {
  for (const auto& [name, content] : table.groups()) {
    const Table& inner = content;  // clang 14 captures no structured binding
    if (std::any_of(inner.variables().begin(), inner.variables().end(),
                    [&](const Variable& v) { return drawable(inner, v); })) {
      Table group = inner;
      group.set("title", table.text_attribute("title") + ": " + plain_name(name));
      table = std::move(group);
      return true;
    }
  }
  return false;
}

bool fits(const Table&) {
  return true;
}

bool has_holes(const Panel& panel) {
  return panel.raster && std::any_of(panel.raster->values.begin(), panel.raster->values.end(),
                                     [](double value) { return std::isnan(value); });
}

void arrange(Figure& figure) {
  if (std::any_of(figure.panels.begin(), figure.panels.end(), has_holes))
    figure.notes.push_back("grey: no value");
  const bool maps = std::any_of(figure.panels.begin(), figure.panels.end(),
                                [](const Panel& panel) { return panel.raster.has_value(); });
  if (figure.panels.size() > 3 || (maps && figure.panels.size() > 1)) figure.columns = 2;
}

Figure build(Table table, const PlotRequest& request) {
  Figure figure;
  std::vector<std::string> names = chosen(table, request);
  if (names.empty() && enter_first_group(table)) names = chosen(table, request);
  if (names.empty())
    throw InputError("the table holds no numbers over an axis; there is nothing to draw");
  figure.title = table.text_attribute("title");
  std::vector<std::string> left_out;
  for (const std::string& name : names) {
    if (bookkeeping(table.variable(name)) && request.y.empty()) continue;
    if (figure.panels.size() == kMostPanels) {
      left_out.push_back(name);
      continue;
    }
    Table reduced = table;
    std::vector<std::string> notes;
    reduce(reduced, name, request.x, notes);
    const Variable& y = reduced.variable(name);
    if (y.axes.empty() || numbers(y).empty())
      throw InputError(fmt::format("'{}' holds no numbers over an axis", name));
    const Abscissa x = abscissa(reduced, y, request.x);
    figure.panels.push_back(y.axes.size() == 1 ? curve_panel(reduced, y, x, request.log)
                                               : two_axes(reduced, y, x, request.log));
    for (const std::string& note : notes)
      if (std::find(figure.notes.begin(), figure.notes.end(), note) == figure.notes.end())
        figure.notes.push_back(note);
  }
  if (!left_out.empty())
    figure.notes.push_back("not shown: " + join(left_out) + " (choose with --y)");
  arrange(figure);
  return figure;
}

}  // namespace

const FigureKind kGeneric{"generic", fits, build};

}  // namespace verdet::plot
