#include "verdet/studies/fit/experiment_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/plan.hpp"

namespace verdet {
namespace {

bool is_path(const std::string& column) {
  return column.starts_with("device.") || column.starts_with("experiment.");
}

bool is_error(const DataColumn& column) {
  return column.name.starts_with("error_");
}

void bind_experiment(const Node& experiment, const Registry& registry, ExperimentFit& fit) {
  const Node& type = experiment.at("type");
  fit.experiment = registry.experiments.find(type.as_text());
  if (!fit.experiment)
    type.fail(fmt::format("unknown experiment '{}'{}", type.as_text(),
                          suggestion(type.as_text(), registry.experiments.names())),
              "fit.model.experiment.type");
  const Node plain = replace_marks(experiment, "", [&](const std::string& path, const Node& node) {
                       MarkedParameter p = read_marked(fit.experiment->defaults, type.as_text(),
                                                       path, node, "fit.model.experiment");
                       p.path = "experiment." + path;
                       fit.settings_marked.push_back(p);
                       return start_of(p);
                     }).without("type");
  fit.settings = fit.experiment->defaults;
  std::vector<Fault> faults;
  fit.settings.bind(plain, "fit.model.experiment", faults);
  if (!faults.empty()) throw InputError(std::move(faults));
}

void add_parameters(const Node& model, ExperimentFit& fit) {
  for (const auto* marked : {&fit.marked.parameters, &fit.settings_marked})
    for (const MarkedParameter& p : *marked)
      fit.parameters.push_back(parameter_in_units_of_start(p.path, p.about.unit, p.start, p.low,
                                                           p.high, p.about.meaning));
  fit.signal = SignalScale(model, fit.parameters);
}

// A column whose name is a path of the spec moves what stands there.
void add_knob(const Node& model, const DataColumn& column, ExperimentFit& fit) {
  const std::unique_ptr<Body> body = fit.marked.body->clone();
  ParameterSet settings = fit.settings;
  std::vector<std::string> paths;
  for (const Leaf& leaf : sweepable(*body, settings)) {
    paths.push_back(leaf.path);
    if (leaf.path != column.name) continue;
    if (leaf.about.unit != column.unit)
      model.fail(fmt::format("the column '{}' is in {}, the parameter in {}", column.name,
                             column.unit, leaf.about.unit),
                 "fit.data.columns");
    for (const FitParameter& p : fit.parameters)
      if (p.name == column.name || "device." + p.name == column.name)
        model.fail(fmt::format("'{}' is given by a column: it cannot be fitted too", column.name),
                   "fit.model");
    fit.knobs.push_back({column.name, column.values});
    return;
  }
  model.fail(fmt::format("the column '{}' names no number of the spec{}; a parameter that is not "
                         "stated must be, with any value",
                         column.name, suggestion(column.name, paths)),
             "fit.data.columns");
}

void group_runs(std::size_t points, ExperimentFit& fit) {
  const auto alike = [&](std::size_t a, std::size_t b) {
    return std::all_of(fit.knobs.begin(), fit.knobs.end(),
                       [&](const Knob& knob) { return knob.values[a] == knob.values[b]; });
  };
  for (std::size_t i = 0; i < points; ++i) {
    std::size_t r = 0;
    while (r < fit.runs.size() && !alike(fit.runs[r], i)) ++r;
    if (r == fit.runs.size()) fit.runs.push_back(i);
    fit.run_of.push_back(r);
  }
}

// Whether a variable that is measured lies over the axis that a column names.
bool is_axis_of(const Table& sample, const std::string& channel, const std::string& name) {
  const auto [table, own] = group_of(sample, channel);
  const Variable* variable = table ? table->find(own) : nullptr;
  return variable &&
         std::find(variable->axes.begin(), variable->axes.end(), name) != variable->axes.end();
}

struct Roles {
  std::vector<const DataColumn*> axes, measured;
};

// The first column is an axis or a knob; of the others, those that are axes of what is measured.
Roles roles_of(const Node& model, const DataFile& data, const Table& sample) {
  Roles roles;
  const Node* stated = model.find("channel");
  std::vector<std::string> channels;
  if (stated) channels.push_back(stated->as_text());
  for (const DataColumn& column : data.columns) channels.push_back(column.name);
  for (const DataColumn& column : data.columns) {
    if (is_error(column) || is_path(column.name)) continue;
    const bool axis = std::any_of(channels.begin(), channels.end(), [&](const std::string& name) {
      return is_axis_of(sample, name, column.name);
    });
    (axis ? roles.axes : roles.measured).push_back(&column);
  }
  if (roles.measured.empty()) model.fail("the data hold nothing measured", "fit.data.columns");
  if (roles.measured.size() > 1)
    for (const char* key : {"channel", "scale", "offset"})
      if (const Node* node = model.find(key))
        node->fail(
            roles.axes.empty() && stated
                ? fmt::format("needs one measured column; '{}' and '{}' are neither paths "
                              "of the spec nor axes of '{}'",
                              roles.measured[0]->name, roles.measured[1]->name, stated->as_text())
                : "needs one measured column",
            std::string("fit.model.") + key);
  return roles;
}

void add_quantity(const Node& model, const DataFile& data, const DataColumn& column,
                  const Roles& roles, const Table& sample, ExperimentFit& fit) {
  const Node* stated = model.find("channel");
  std::vector<std::string> axes;
  for (const DataColumn* axis : roles.axes) axes.push_back(axis->name);
  TableReading reading(sample, stated ? stated->as_text() : column.name, axes, model.find("at"),
                       stated ? *stated : model);
  if (!model.has("scale") && column.unit != reading.unit())
    model.fail(fmt::format("the column '{}' is in {}, what the experiment gives in {}; 'scale: "
                           "{{fit: auto}}' relates them",
                           column.name, column.unit, reading.unit()),
               "fit.data.columns");
  Observed q{column.name, column.unit, column.values};
  if (const DataColumn* error = data.find("error_" + column.name)) q.errors = error->values;
  fit.observed.quantities.push_back(std::move(q));
  fit.channels.push_back(std::move(reading));
}

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('.') + 1);
}

void set_abscissa(const DataFile& data, const Roles& roles, ExperimentFit& fit) {
  std::vector<const DataColumn*> given;
  for (const DataColumn& column : data.columns)
    if (is_path(column.name)) given.push_back(&column);
  given.insert(given.end(), roles.axes.begin(), roles.axes.end());
  if (given.empty()) {
    fit.observed.abscissa = {"point", "1", "measured point", {}, {}};
    for (std::size_t i = 0; i < data.rows(); ++i)
      fit.observed.abscissa.values.push_back(static_cast<double>(i));
    return;
  }
  const auto name = [&](const DataColumn& column) {
    const std::string last = last_part(column.name);
    return is_path(column.name) && !data.find(last) ? last : column.name;
  };
  fit.observed.abscissa = {name(*given[0]), given[0]->unit, given[0]->name, given[0]->values, {}};
  for (std::size_t k = 1; k < given.size(); ++k)
    fit.observed.coordinates.push_back({name(*given[k]),
                                        given[k]->unit,
                                        given[k]->name,
                                        {fit.observed.abscissa.name},
                                        given[k]->values,
                                        {},
                                        {}});
}

}  // namespace

const Device& ExperimentFit::device_at(std::span<const double> x, std::size_t r,
                                       BuiltDevices& built, const Environment& environment) const {
  std::vector<double> own;
  for (std::size_t k = 0; k < marked.parameters.size(); ++k) own.push_back(x[k] * parameters[k].si);
  std::vector<double> key = own;
  for (const Knob& knob : knobs)
    if (knob.path.starts_with("device.")) key.push_back(knob.values[runs[r]]);
  std::unique_ptr<Device>& device = built[key];
  if (device) return *device;
  const std::unique_ptr<Body> body = marked.moved(own);
  for (const Leaf& leaf : body->leaves())
    for (const Knob& knob : knobs)
      if (leaf.path == knob.path) leaf.set(knob.values[runs[r]]);
  if (std::vector<Fault> faults = body->problems(); !faults.empty())
    throw InputError(std::move(faults));
  device = body->build(environment);
  return *device;
}

Table ExperimentFit::run(std::span<const double> x, std::size_t r, BuiltDevices& built,
                         const Environment& environment) const {
  ParameterSet set = settings;
  for (const Leaf& leaf : set.numbers()) {
    const std::string path = "experiment." + leaf.path;
    for (const Knob& knob : knobs)
      if (path == knob.path) leaf.set(knob.values[runs[r]]);
    for (std::size_t k = 0; k < settings_marked.size(); ++k)
      if (path == settings_marked[k].path) {
        const std::size_t at = marked.parameters.size() + k;
        leaf.set(x[at] * parameters[at].si);
      }
  }
  if (std::vector<Fault> faults = set.problems(); !faults.empty())
    throw InputError(std::move(faults));
  return experiment->compute(device_at(x, r, built, environment), set, environment.context);
}

ExperimentFit read_experiment_fit(const Node& model, const DataFile& data, const Registry& registry,
                                  const Environment& environment) {
  require_known_keys(model, {"device", "experiment", "channel", "at", "scale", "offset"},
                     "fit.model");
  ExperimentFit fit;
  fit.marked = bind_marked(model.at("device"), registry);
  bind_experiment(model.at("experiment"), registry, fit);
  add_parameters(model, fit);
  for (const DataColumn& column : data.columns)
    if (is_path(column.name)) add_knob(model, column, fit);
  group_runs(data.rows(), fit);
  std::vector<double> start;
  for (const FitParameter& p : fit.parameters) start.push_back(p.free.start);
  BuiltDevices built;
  const Table sample = fit.run(start, 0, built, environment);
  const Roles roles = roles_of(model, data, sample);
  for (const DataColumn* column : roles.measured)
    add_quantity(model, data, *column, roles, sample, fit);
  for (std::size_t i = 0; i < data.rows(); ++i) {
    fit.position.emplace_back();
    for (const DataColumn* axis : roles.axes) fit.position.back().push_back(axis->values[i]);
    for (const TableReading& channel : fit.channels)
      if (fit.run_of[i] == 0 && !std::isfinite(channel(sample, fit.position.back())))
        model.fail(
            fmt::format("point {} of the data lies outside what the experiment gives", i + 1),
            "fit.data");
  }
  set_abscissa(data, roles, fit);
  return fit;
}

}  // namespace verdet
