// Mode fields over the cross-section: |E|, one map per mode, in true proportions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

constexpr std::size_t kMostModes = 6;

bool on_plane(const Variable& variable) {
  const auto& axes = variable.axes;
  return axes.size() >= 2 && axes[axes.size() - 2] == "y" && axes.back() == "x" && variable.texts.empty();
}

bool electric(const Variable& variable) {
  const std::string& name = variable.name;
  return on_plane(variable) && (name[0] == 'E' || name.starts_with("electric"));
}

// The electric components when there are any, else the first variable over the plane.
std::vector<const Variable*> drawn(const Table& table) {
  std::vector<const Variable*> list;
  for (const Variable& variable : table.variables())
    if (electric(variable)) list.push_back(&variable);
  for (const Variable& variable : table.variables())
    if (list.empty() && on_plane(variable)) list.push_back(&variable);
  return list;
}

bool fits(const Table& table) {
  return table.find_axis("x") && table.find_axis("y") && table.find_axis("mode") && !drawn(table).empty();
}

std::vector<double> strength(const Table& table, const Fixed& fixed) {
  std::vector<double> sum;
  for (const Variable* part : drawn(table)) {
    const std::vector<double> values = over(table, *part, "y", "x", fixed);
    sum.resize(values.size(), 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) sum[i] += values[i] * values[i];
  }
  for (double& value : sum) value = std::sqrt(value);
  return sum;
}

std::string mode_title(const Table& table, std::size_t mode) {
  std::string title = fmt::format("mode {}", mode);
  if (const Variable* n = table.find("n_eff_real"); n && n->axes == std::vector<std::string>{"mode"})
    title += fmt::format(", n_eff = {:.4f}", n->values[mode]);
  if (const Variable* te = table.find("te_fraction"); te && te->axes == std::vector<std::string>{"mode"})
    title += fmt::format(", TE {:.0f} %", 100 * te->values[mode]);
  return title;
}

Panel panel_of(const Table& table, std::size_t mode) {
  const Axis &x = table.axis("x"), &y = table.axis("y");
  const ShownUnit unit = shown_unit("x", x.unit, std::max(magnitude(x.values), magnitude(y.values)));
  std::vector<double> field = strength(table, {{"mode", mode}});
  const double peak = magnitude(field);
  for (double& value : field) value /= peak > 0 ? peak : 1;
  Panel panel;
  panel.title = mode_title(table, mode);
  panel.x.label = axis_label("x", "", unit);
  panel.y.label = axis_label("y", "", unit);
  panel.x.label = "x (" + unit.text + ")";
  panel.y.label = "y (" + unit.text + ")";
  panel.colour.label = electric(*drawn(table)[0]) ? "|E| / max" : plain_name(drawn(table)[0]->name) + " / max";
  panel.raster = Raster{shown(x.values, unit), shown(y.values, unit), std::move(field)};
  panel.equal_scales = true;
  return panel;
}

Figure build(Table table, const PlotRequest&) {
  Figure figure;
  std::vector<std::string> sweeps;
  for (const std::string& axis : drawn(table)[0]->axes)
    if (axis != "mode" && axis != "x" && axis != "y") sweeps.push_back(axis);
  for (const std::string& axis : sweeps) hold_at_middle(table, axis, figure.notes);
  const std::size_t modes = table.axis("mode").size();
  for (std::size_t mode = 0; mode < std::min(modes, kMostModes); ++mode)
    figure.panels.push_back(panel_of(table, mode));
  if (modes > kMostModes) figure.notes.push_back(fmt::format("the first {} of {} modes", kMostModes, modes));
  figure.columns = modes > 1 ? 2 : 1;
  return figure;
}

}  // namespace

const FigureKind kFields{"fields", fits, build};

}  // namespace verdet::plot
