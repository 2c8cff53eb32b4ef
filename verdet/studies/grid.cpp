#include "verdet/studies/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "verdet/base/text.hpp"
#include "verdet/studies/provenance.hpp"

namespace verdet {
namespace {

// The last part of a path names its axis, unless that is ambiguous.
std::vector<Axis> sweep_axes(const std::vector<SweepAxis>& sweep) {
  std::vector<Axis> axes;
  for (const SweepAxis& axis : sweep) {
    const std::string last = split(axis.path, '.').back();
    const auto same = std::count_if(sweep.begin(), sweep.end(),
                                    [&](auto& s) { return split(s.path, '.').back() == last; });
    axes.push_back({same > 1 ? axis.path : last, axis.unit, axis.meaning, axis.values, {}});
  }
  return axes;
}

struct Point {
  std::optional<Table> table;
  std::string message;
};

// Sets the swept parameters of copies of body and settings, then builds and computes.
Point compute(const Plan& plan, std::size_t index, const Environment& environment,
              std::unique_ptr<Device>& last_device) {
  const std::unique_ptr<Body> body = plan.body->clone();
  ParameterSet settings = plan.settings;
  const std::vector<Leaf> leaves = sweepable(*body, settings);
  for (std::size_t k = plan.sweep.size(); k-- > 0;) {
    const SweepAxis& axis = plan.sweep[k];
    const auto leaf =
        std::find_if(leaves.begin(), leaves.end(), [&](auto& l) { return l.path == axis.path; });
    *leaf->value = axis.values[index % axis.values.size()];
    index /= axis.values.size();
  }
  try {
    const std::vector<Fault> problems = body->problems();
    if (!problems.empty()) throw InputError(problems);
    std::unique_ptr<Device> device = body->build(environment);
    Point point{plan.experiment->compute(*device, settings, environment.context), ""};
    last_device = std::move(device);
    return point;
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    return {std::nullopt, error.what()};
  }
}

}  // namespace

Table run_grid(const Plan& plan, const Environment& environment) {
  std::size_t count = 1;
  for (const SweepAxis& axis : plan.sweep) count *= axis.values.size();
  std::vector<Point> points;
  std::unique_ptr<Device> device;
  for (std::size_t i = 0; i < count; ++i) {
    environment.context.check();
    points.push_back(compute(plan, i, environment, device));
    if (environment.context.progress)
      environment.context.progress(static_cast<double>(i + 1), static_cast<double>(count));
  }
  if (!device) throw Error(fmt::format("every point failed; the first: {}", points[0].message));
  std::vector<const Table*> tables;
  std::vector<std::int32_t> status;
  std::vector<std::string> messages;
  for (const Point& point : points) {
    tables.push_back(point.table ? &*point.table : nullptr);
    status.push_back(point.table ? 0 : 1);
    messages.push_back(point.message);
  }
  const std::vector<Axis> axes = sweep_axes(plan.sweep);
  Table table = stack(axes, tables);
  std::vector<std::string> names;
  for (const Axis& axis : axes) names.push_back(axis.name);
  table.add_count("status", names, std::move(status), "0 where the point was computed");
  table.add_text("message", names, std::move(messages), "why a point failed");
  add_provenance(table, plan, *device, environment.context);
  return table;
}

}  // namespace verdet
