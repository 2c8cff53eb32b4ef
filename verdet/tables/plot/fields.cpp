// Mode fields over the cross-section: |E|, one map per mode, in true proportions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "verdet/base/error.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

constexpr std::size_t kMostModes = 6;
constexpr double kFloor = 0.02;  // of the largest field: below it the map is one colour

bool on_plane(const Variable& variable) {
  const auto& axes = variable.axes;
  return axes.size() >= 2 && axes[axes.size() - 2] == "y" && axes.back() == "x" &&
         variable.texts.empty();
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

// The fields of one mode: over (mode, y, x) in the table itself, or in a group fields_K, as each
// mode has its own grid.
struct ModeFields {
  std::size_t mode = 0;
  const Table* table = nullptr;
};

std::vector<ModeFields> modes_of(const Table& table) {
  std::vector<ModeFields> list;
  const Axis* modes = table.find_axis("mode");
  if (!modes) return list;
  const bool here = !drawn(table).empty();
  for (std::size_t mode = 0; mode < modes->size(); ++mode) {
    const Table* group = here ? &table : table.find_group(fmt::format("fields_{}", mode));
    if (group && !drawn(*group).empty()) list.push_back({mode, group});
  }
  return list;
}

bool fits(const Table& table) {
  return !modes_of(table).empty();
}

std::vector<double> strength(const ModeFields& fields) {
  std::vector<double> sum;
  for (const Variable* part : drawn(*fields.table)) {
    const std::vector<double> values =
        over(*fields.table, *part, "y", "x", {{"mode", fields.mode}});
    sum.resize(values.size(), 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) sum[i] += values[i] * values[i];
  }
  for (double& value : sum) value = std::sqrt(value);
  return sum;
}

// The value of this mode, when it does not vary with anything else.
std::optional<double> value_of(const Table& table, const char* name, std::size_t mode) {
  const Variable* found = table.find(name);
  if (!found || found->values.size() != table.axis("mode").size()) return std::nullopt;
  return found->values[mode];
}

std::string mode_title(const Table& table, std::size_t mode) {
  std::string title = fmt::format("mode {}", mode);
  if (const auto n = value_of(table, "n_eff_real", mode))
    title += fmt::format(", n_eff = {:.4f}", *n);
  if (const auto te = value_of(table, "te_fraction", mode))
    title += fmt::format(", TE {:.0f} %", 100 * *te);
  return title;
}

// First and last position of the entries above the floor, by any row or column.
struct Extent {
  std::size_t first = std::numeric_limits<std::size_t>::max(), last = 0;
  void add(std::size_t i) { first = std::min(first, i), last = std::max(last, i); }
  // A tenth more on either side, so that the decay is seen.
  void widen(std::size_t size) {
    const std::size_t margin = (last - first) / 10 + 1;
    first -= std::min(first, margin);
    last = std::min(last + margin, size - 1);
  }
};

// Windows reach far into the cladding; the part with field is what one looks at.
Raster cropped(const Raster& whole) {
  Extent across, up;
  for (std::size_t j = 0; j < whole.y.size(); ++j)
    for (std::size_t i = 0; i < whole.x.size(); ++i)
      if (std::abs(whole.values[j * whole.x.size() + i]) > kFloor) across.add(i), up.add(j);
  if (across.first > across.last) return whole;
  across.widen(whole.x.size());
  up.widen(whole.y.size());
  Raster part;
  for (std::size_t i = across.first; i <= across.last; ++i) part.x.push_back(whole.x[i]);
  for (std::size_t j = up.first; j <= up.last; ++j) {
    part.y.push_back(whole.y[j]);
    for (std::size_t i = across.first; i <= across.last; ++i)
      part.values.push_back(whole.values[j * whole.x.size() + i]);
  }
  return part;
}

Panel panel_of(const Table& table, const ModeFields& fields) {
  const Axis &x = fields.table->axis("x"), &y = fields.table->axis("y");
  const ShownUnit unit =
      shown_unit("x", x.unit, std::max(magnitude(x.values), magnitude(y.values)));
  std::vector<double> field = strength(fields);
  const double peak = magnitude(field);
  for (double& value : field) value /= peak > 0 ? peak : 1;
  const Variable& first = *drawn(*fields.table)[0];
  Panel panel;
  panel.title = mode_title(table, fields.mode);
  panel.x.label = "x (" + unit.text + ")";
  panel.y.label = "y (" + unit.text + ")";
  panel.colour.label = electric(first) ? "|E| / max" : plain_name(first.name) + " / max";
  panel.colour.low = 0;
  panel.raster = cropped(Raster{shown(x.values, unit), shown(y.values, unit), std::move(field)});
  panel.equal_scales = true;
  return panel;
}

Figure build(Table table, const PlotRequest&) {
  Figure figure;
  std::vector<std::string> sweeps;
  for (const std::string& axis : drawn(*modes_of(table)[0].table)[0]->axes)
    if (axis != "mode" && axis != "x" && axis != "y") sweeps.push_back(axis);
  for (const std::string& axis : sweeps)
    if (table.find_axis(axis)) hold_at_middle(table, axis, figure.notes);
  const std::vector<ModeFields> modes = modes_of(table);
  for (std::size_t i = 0; i < std::min(modes.size(), kMostModes); ++i)
    figure.panels.push_back(panel_of(table, modes[i]));
  if (modes.size() > kMostModes)
    figure.notes.push_back(fmt::format("the first {} of {} modes", kMostModes, modes.size()));
  figure.notes.push_back("cropped to where the field exceeds 2 % of its maximum");
  figure.columns = modes.size() > 1 ? 2 : 1;
  return figure;
}

}  // namespace

const FigureKind kFields{"fields", fits, build};

}  // namespace verdet::plot
