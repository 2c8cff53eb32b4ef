// Traces over time, stacked: quantities that are of one sort share a panel.
#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

constexpr std::size_t kMostPanels = 6, kMostTraces = 6;

bool over_time(const Variable& variable) {
  return !variable.axes.empty() && variable.axes.back() == "time" && variable.texts.empty();
}

bool fits(const Table& table) {
  return table.find_axis("time") &&
         std::any_of(table.variables().begin(), table.variables().end(), over_time);
}

// power_through and power_drop belong together: same unit, same first word.
std::string sort_of(const Variable& variable) {
  return split(variable.name, '_')[0] + " " + variable.unit;
}

struct Stack {
  std::vector<std::vector<const Variable*>> panels;
  std::vector<std::string> left_out;
};

Stack stack_of(const Table& table, const PlotRequest& request) {
  std::vector<const Variable*> wanted;
  for (const std::string& name : request.y) wanted.push_back(&table.variable(name));
  if (wanted.empty())
    for (const Variable& variable : table.variables())
      if (over_time(variable)) wanted.push_back(&variable);
  Stack stack;
  for (const Variable* variable : wanted) {
    if (!over_time(*variable))
      throw InputError(fmt::format("'{}' has no values over time", variable->name));
    const auto same =
        std::find_if(stack.panels.begin(), stack.panels.end(), [&](const auto& panel) {
          return sort_of(*panel[0]) == sort_of(*variable) && panel.size() < kMostTraces;
        });
    if (same != stack.panels.end())
      same->push_back(variable);
    else if (stack.panels.size() < kMostPanels)
      stack.panels.push_back({variable});
    else
      stack.left_out.push_back(variable->name);
  }
  return stack;
}

// "Power (mW)" for several traces of one sort, the long name for one.
std::string panel_label(const std::vector<const Variable*>& traces, const ShownUnit& unit) {
  if (traces.size() == 1) return axis_label(traces[0]->name, traces[0]->long_name, unit);
  return axis_label(split(traces[0]->name, '_')[0], "", unit);
}

std::string trace_label(const std::vector<const Variable*>& traces, const Variable& trace) {
  if (traces.size() == 1) return "";
  const std::size_t head = split(trace.name, '_')[0].size();
  return trace.name.size() > head ? plain_name(trace.name.substr(head + 1)) : trace.name;
}

Panel panel_of(const Table& table, const std::vector<const Variable*>& traces,
               const PlotRequest& request) {
  const Axis& time = table.axis("time");
  const ShownUnit time_unit = shown_unit("time", time.unit, magnitude(time.values));
  double largest = 0;
  for (const Variable* trace : traces)
    largest = std::max(largest, magnitude(along(table, *trace, "time")));
  const ShownUnit unit = shown_unit(traces[0]->name, traces[0]->unit, largest);
  Panel panel;
  panel.x.label = axis_label("time", time.long_name, time_unit);
  panel.y.label = panel_label(traces, unit);
  panel.y.log = request.log;
  for (const Variable* trace : traces)
    panel.curves.push_back({trace_label(traces, *trace), shown(time.values, time_unit),
                            shown(along(table, *trace, "time"), unit),
                            static_cast<int>(panel.curves.size())});
  return panel;
}

// At most one axis in front of time is drawn, as a family of curves.
Panel family_panel(const Table& table, const Variable& trace, const PlotRequest& request) {
  const Axis& sweep = table.axis(trace.axes[0]);
  const std::vector<double> values = numbers(sweep);
  const ShownUnit sweep_unit = shown_unit(sweep.name, sweep.unit, magnitude(values));
  const ShownUnit unit = shown_unit(trace.name, trace.unit, magnitude(numbers(trace)));
  Panel panel = panel_of(table, {&trace}, request);
  panel.y.label = axis_label(trace.name, trace.long_name, unit);
  panel.colour.label = axis_label(sweep.name, plain_name(sweep.name), sweep_unit);
  const std::vector<double> x = panel.curves[0].x;
  panel.curves.clear();
  for (std::size_t i = 0; i < values.size(); ++i) {
    Curve curve{"", x, shown(along(table, trace, "time", {{sweep.name, i}}), unit), 0};
    if (sweep.labels.empty())
      curve.level = values[i] / sweep_unit.size;
    else
      curve.label = sweep.labels[i], curve.colour = static_cast<int>(i);
    panel.curves.push_back(std::move(curve));
  }
  return panel;
}

Figure build(Table table, const PlotRequest& request) {
  Figure figure;
  std::vector<std::string> sweeps;
  for (const Variable& variable : table.variables())
    for (const std::string& axis : variable.axes)
      if (over_time(variable) && axis != "time" &&
          std::find(sweeps.begin(), sweeps.end(), axis) == sweeps.end())
        sweeps.push_back(axis);
  for (; sweeps.size() > 1; sweeps.erase(sweeps.begin()))
    hold_at_middle(table, sweeps[0], figure.notes);
  const Stack stack = stack_of(table, request);
  for (const auto& traces : stack.panels)
    if (sweeps.empty())
      figure.panels.push_back(panel_of(table, traces, request));
    else
      for (const Variable* trace : traces)
        if (figure.panels.size() < kMostPanels)
          figure.panels.push_back(trace->axes.size() > 1 ? family_panel(table, *trace, request)
                                                         : panel_of(table, {trace}, request));
  if (!stack.left_out.empty())
    figure.notes.push_back("not shown: " + join(stack.left_out) + " (choose with --y)");
  return figure;
}

}  // namespace

const FigureKind kTransient{"transient", fits, build};

}  // namespace verdet::plot
