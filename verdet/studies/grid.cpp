#include "verdet/studies/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "verdet/studies/provenance.hpp"
#include "verdet/studies/sweep/evaluate.hpp"

namespace verdet {
namespace {

bool stacked(const Variable& variable) {
  return !variable.axes.empty() && variable.axes[0] == kPointAxis;
}

Axis point_axis(std::size_t count) {
  Axis axis{kPointAxis, "1", "number of the point", std::vector<double>(count), {}};
  std::iota(axis.values.begin(), axis.values.end(), 0.0);
  return axis;
}

template <class T>
std::vector<T> spread(const std::vector<T>& from, std::size_t width,
                      std::span<const std::size_t> rows, std::size_t count, T blank) {
  if (from.empty()) return {};
  std::vector<T> to(count * width, blank);
  for (std::size_t k = 0; k < rows.size(); ++k)
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(k * width), width,
                to.begin() + static_cast<std::ptrdiff_t>(rows[k] * width));
  return to;
}

// Rebuilds a table, its groups too, with other axes and variables; attributes are kept.
template <class Axes, class Edit>
Table rebuilt(const Table& table, const Axes& leading, const Edit& edit) {
  Table out;
  for (const Axis& axis : leading) out.add_axis(axis);
  for (const Axis& axis : table.axes())
    if (axis.name != kPointAxis) out.add_axis(axis);
  for (const Variable& variable : table.variables()) out.add(edit(variable));
  for (const auto& [name, value] : table.attributes()) out.set(name, value);
  for (const auto& [name, group] : table.groups()) out.group(name) = rebuilt(group, leading, edit);
  return out;
}

}  // namespace

Table stack_points(const std::vector<const Table*>& points) {
  if (std::count(points.begin(), points.end(), nullptr) ==
      static_cast<std::ptrdiff_t>(points.size()))
    return {};
  return stack({point_axis(points.size())}, points);
}

Table spread_rows(const Table& table, std::span<const std::size_t> rows, std::size_t count) {
  return rebuilt(table, std::vector<Axis>{point_axis(count)}, [&](Variable variable) {
    if (!stacked(variable)) return variable;
    const std::size_t width = value_count(variable) / rows.size();
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    variable.values = spread(variable.values, width, rows, count, kNaN);
    variable.integers = spread(variable.integers, width, rows, count, std::int32_t{-1});
    variable.texts = spread(variable.texts, width, rows, count, std::string());
    return variable;
  });
}

Table unfold(const Table& table, const Design& design) {
  std::vector<std::string> taken, names;
  for (const Axis& axis : table.axes()) taken.push_back(axis.name);
  for (const Variable& variable : table.variables()) taken.push_back(variable.name);
  std::erase(taken, kPointAxis);
  const std::vector<Axis> axes = design.axes(taken);
  for (const Axis& axis : axes) names.push_back(axis.name);
  Table out = rebuilt(table, axes, [&](Variable variable) {
    if (!stacked(variable)) return variable;
    variable.axes.erase(variable.axes.begin());
    variable.axes.insert(variable.axes.begin(), names.begin(), names.end());
    return variable;
  });
  for (Variable& coordinate : design.coordinates(taken)) out.add(std::move(coordinate));
  return out;
}

Table run_grid(const Plan& given, const Environment& environment) {
  DeviceCache devices;
  const Plan plan = settled(given, devices, environment.materials, environment.context);
  PointEvaluator evaluate(plan, devices, environment.materials);
  std::vector<std::uint64_t> points(plan.design.size());
  std::iota(points.begin(), points.end(), std::uint64_t{0});
  BatchResult result = evaluate(points, environment.context);
  const DeviceCache::Pointer device = devices.any();
  if (!device || result.table.axes().empty())
    throw Error(fmt::format("every point failed; the first: {}", result.failures[0]));
  std::vector<std::int32_t> status;
  for (const std::string& failure : result.failures) status.push_back(failure.empty() ? 0 : 1);
  result.table.add_count("status", {kPointAxis}, std::move(status),
                         "0 where the point was computed");
  result.table.add_text("message", {kPointAxis}, std::move(result.failures), "why a point failed");
  Table table = unfold(result.table, plan.design);
  add_provenance(table, plan, *device, environment.context);
  return table;
}

}  // namespace verdet
