// Steady states over a swept drive: stable parts solid, unstable dashed, bifurcations marked.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

constexpr int kStable = 0, kUnstable = 1, kSaddleNode = 6, kHopf = 2;
constexpr const char* kAxis = "branch_point";

bool on_branch(const Variable& variable) {
  return variable.axes == std::vector<std::string>{kAxis} && variable.texts.empty();
}

bool fits(const Table& table) {
  return table.find_axis(kAxis) && table.find("stable");
}

// A continued branch, as shown on one panel.
struct Branch {
  std::vector<double> x, y, stable;
  std::vector<double> piece;  ///< number of the connected piece of each point; empty: one piece

  bool joined(std::size_t i, std::size_t j) const { return piece.empty() || piece[i] == piece[j]; }
};

// Real and imaginary parts of a field say less than its energy.
bool is_part(const std::string& name) {
  return name.ends_with("_real") || name.ends_with("_imag");
}

const Variable& abscissa(const Table& table, const PlotRequest& request) {
  if (!request.x.empty()) return table.variable(request.x);
  for (const char* name : {"power", "detuning", "bias", "current"})
    if (const Variable* found = table.find(name); found && on_branch(*found)) return *found;
  for (const Variable& variable : table.variables())
    if (on_branch(variable) && !variable.values.empty()) return variable;
  throw InputError("the branch has no numbers to draw");
}

std::vector<const Variable*> ordinates(const Table& table, const PlotRequest& request,
                                       const Variable& x) {
  std::vector<const Variable*> list;
  for (const std::string& name : request.y) list.push_back(&table.variable(name));
  if (list.empty())
    for (const Variable& variable : table.variables())
      if (on_branch(variable) && !variable.values.empty() && variable.name != x.name &&
          !is_part(variable.name) && list.size() < 4)
        list.push_back(&variable);
  for (const Variable* variable : list)
    if (!on_branch(*variable))
      throw InputError(fmt::format("'{}' has no values along the branch", variable->name));
  return list;
}

// Runs of equal stability; each unstable run reaches to its stable neighbours, so no gap is left.
void add_runs(const Branch& branch, bool stable, Panel& panel) {
  Curve curve{stable ? "stable" : "unstable",
              {},
              {},
              stable ? kStable : kUnstable,
              stable ? Curve::Style::Line : Curve::Style::Dashed};
  constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
  const std::size_t n = branch.x.size();
  const auto mine = [&](std::size_t i) { return (branch.stable[i] > 0) == stable; };
  bool any = false;
  for (std::size_t i = 0; i < n; ++i) {
    const bool after = i > 0 && branch.joined(i - 1, i),
               before = i + 1 < n && branch.joined(i, i + 1);
    const bool neighbour = !stable && ((after && mine(i - 1)) || (before && mine(i + 1)));
    if (i > 0 && !after) {
      curve.x.push_back(kGap);
      curve.y.push_back(kGap);
    }
    const bool drawn = mine(i) || neighbour;
    any = any || mine(i);
    curve.x.push_back(drawn ? branch.x[i] : kGap);
    curve.y.push_back(drawn ? branch.y[i] : kGap);
  }
  if (any) panel.curves.push_back(std::move(curve));
}

// The branch point where stability changes that is nearest to the event in x.
std::size_t nearest_change(const Branch& branch, double x) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < branch.x.size(); ++i) {
    const bool changes = i > 0 && (branch.stable[i] > 0) != (branch.stable[i - 1] > 0);
    // A point without a change is a last resort.
    const double distance = std::abs(branch.x[i] - x) * (changes ? 1 : 1e6);
    if (distance < least) least = distance, best = i;
  }
  return best;
}

struct Event {
  const char* group;
  const char* label;
  int colour;
  Curve::Style style;
};

void add_events(const Table& table, const Event& event, const Variable& x, const Variable& y,
                const ShownUnit& x_unit, const ShownUnit& y_unit, const Branch& branch,
                Panel& panel) {
  const Table* group = table.find_group(event.group);
  const Variable* at = group ? group->find(x.name) : nullptr;
  if (!at || at->values.empty()) return;
  Curve curve{event.label, shown(at->values, x_unit), {}, event.colour, event.style};
  const Variable* height = group->find(y.name);
  if (height && height->values.size() == curve.x.size())
    curve.y = shown(height->values, y_unit);
  else
    for (const double place : curve.x) curve.y.push_back(branch.y[nearest_change(branch, place)]);
  panel.curves.push_back(std::move(curve));
}

Panel panel_of(const Table& table, const Variable& x, const Variable& y, bool log) {
  const ShownUnit x_unit = shown_unit(x.name, x.unit, magnitude(x.values));
  const ShownUnit y_unit = shown_unit(y.name, y.unit, magnitude(y.values));
  const Branch branch{
      shown(x.values, x_unit), shown(y.values, y_unit), numbers(table.variable("stable")),
      table.find("branch") ? numbers(table.variable("branch")) : std::vector<double>{}};
  Panel panel;
  panel.x.label = axis_label(x.name, x.long_name, x_unit);
  panel.y.label = axis_label(y.name, y.long_name, y_unit);
  panel.y.log = log;
  add_runs(branch, true, panel);
  add_runs(branch, false, panel);
  for (const Event& event :
       {Event{"saddle_nodes", "saddle-node", kSaddleNode, Curve::Style::Diamonds},
        Event{"hopf_points", "Hopf", kHopf, Curve::Style::Circles}})
    add_events(table, event, x, y, x_unit, y_unit, branch, panel);
  return panel;
}

Figure build(Table table, const PlotRequest& request) {
  Figure figure;
  std::vector<std::string> sweeps;
  for (const std::string& axis : table.variable("stable").axes)
    if (axis != kAxis) sweeps.push_back(axis);
  for (const std::string& axis : sweeps) hold_at_middle(table, axis, figure.notes);
  const Variable& x = abscissa(table, request);
  for (const Variable* y : ordinates(table, request, x)) {
    figure.panels.push_back(panel_of(table, x, *y, request.log));
    // One legend, above the first panel, serves all.
    if (figure.panels.size() > 1)
      for (Curve& curve : figure.panels.back().curves) curve.label.clear();
  }
  if (figure.panels.empty())
    throw InputError("the branch has one variable only; name another with --y");
  return figure;
}

}  // namespace

const FigureKind kBranches{"branches", fits, build};

}  // namespace verdet::plot
