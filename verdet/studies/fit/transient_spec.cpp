#include "verdet/studies/fit/transient_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/experiments/transient/job.hpp"

namespace verdet {
namespace {

// Units of fields (roots of joules and watts) are beyond the grammar: plain SI numbers.
bool is_root(const std::string& unit) {
  return unit == "1" || unit.ends_with("^0.5");
}

// Takes the marks of `initial:` out of the experiment; others are refused.
Node without_marks(const Node& experiment, const Dynamics& dynamics, MarkedRun& run) {
  const auto states = dynamics.states();
  return replace_marks(experiment, "", [&](const std::string& path, const Node& node) {
    const auto state = std::find_if(states.begin(), states.end(), [&](const State& one) {
      return path == std::string("initial.") + one.name;
    });
    if (state == states.end())
      node.fail(fmt::format("'experiment.{}' cannot be fitted: sensitivities are known for the "
                            "device's parameters and for 'initial' values of its states",
                            path),
                "fit.model.experiment." + path);
    const std::string unit = state->unit;
    const FitMark mark = read_fit_mark(node, is_root(unit) ? Kind::Number : Kind::Quantity,
                                       is_root(unit) ? "1" : unit, "fit.model.experiment." + path);
    FitParameter p =
        parameter_in_units_of_start(path, unit, mark.start.value_or(state->scale),
                                    state->non_negative ? 0 : -HUGE_VAL, HUGE_VAL, state->meaning);
    apply_mark(mark, p);
    run.motion.push_back({"", static_cast<int>(state - states.begin()), p.si});
    run.parameters.push_back(p);
    const double start = p.free.start * p.si;
    return Node::text(is_root(unit) ? fmt::format("{}", start) : fmt::format("{} {}", start, unit));
  });
}

MarkedRun read_run(const Node& experiment, double last, const Dynamics& dynamics,
                   const Registry& registry) {
  require_known_keys(experiment,
                     {"type", "duration", "input", "inputs", "initial", "relative_tolerance",
                      "absolute_tolerance"},
                     "fit.model.experiment");
  MarkedRun run;
  Node plain = without_marks(experiment, dynamics, run).without("type");
  if (!plain.has("duration")) plain = plain.with("duration", Node::text(fmt::format("{} s", last)));
  ParameterSet set = registry.experiments.find("transient")->defaults;
  std::vector<Fault> faults;
  set.bind(plain, "fit.model.experiment", faults);
  if (!faults.empty()) throw InputError(std::move(faults));
  run.settings = set.as<TransientParameters>();
  if (last > run.settings.duration)
    experiment.fail(
        fmt::format("the data end at {}, the experiment at {}", format_quantity(last, "s"),
                    format_quantity(run.settings.duration, "s")),
        "fit.model.experiment.duration");
  run.initial = read_states(run.settings.initial, dynamics);
  return run;
}

// Sensitivities are those of the equations: a drive that moves with a parameter would be missed.
void require_fixed_drive(const Node& model, const TransientFit& fit,
                         const Environment& environment) {
  std::vector<double> values;
  for (const MarkedParameter& p : fit.marked.parameters) values.push_back(p.start);
  const auto drive_at = [&](const std::vector<double>& at) {
    const std::unique_ptr<Device> device = fit.marked.moved(at)->build(environment);
    return drive_of(offer<Dynamics>(*device), fit.run.settings);
  };
  const Drive drive = drive_at(values);
  for (std::size_t k = 0; k < values.size(); ++k) {
    std::vector<double> moved = values;
    const MarkedParameter& p = fit.marked.parameters[k];
    moved[k] += (p.high > moved[k] ? 1 : -1) * 1e-6 * std::max(std::abs(moved[k]), 1e-30);
    if (!(drive_at(moved) == drive))
      model.fail(fmt::format("'{}' moves the resonance that the laser's detuning counts from: it "
                             "cannot be fitted in a transient with a laser; fit it to a spectrum",
                             p.path),
                 "fit.model.device." + p.path);
  }
}

const DataColumn& time_of(const DataFile& data, const Node& model) {
  const DataColumn* time = data.find("time");
  if (!time || time->unit != "s")
    model.fail("the fit of a transient needs a column 'time' with a unit", "fit.data.columns");
  if (*std::min_element(time->values.begin(), time->values.end()) < 0)
    model.fail("the data begin before time 0, where the run begins; narrow 'range'", "fit.data");
  return *time;
}

void read_quantities(const Node& model, const DataFile& data, const Dynamics& dynamics,
                     TransientFit& fit) {
  std::vector<std::string> names;
  const std::vector<Signal> channels = channels_of(dynamics);
  for (const Signal& channel : channels) names.emplace_back(channel.name);
  const Node* stated = model.find("channel");
  for (const DataColumn& column : data.columns) {
    if (column.name == "time" || column.name.starts_with("error_")) continue;
    const std::string name = stated ? stated->as_text() : column.name;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      (stated ? *stated : model)
          .fail(fmt::format("the device has no channel '{}'{}; name one with 'channel:'", name,
                            suggestion(name, names)),
                "fit.model.channel");
    const auto c = static_cast<std::size_t>(found - names.begin());
    if (!model.has("scale") && column.unit != channels[c].unit)
      model.fail(fmt::format("the column '{}' is in {}, the channel '{}' in {}; 'scale: {{fit: "
                             "auto}}' relates them",
                             column.name, column.unit, name, channels[c].unit),
                 "fit.data.columns");
    fit.channels.push_back(c);
    Observed q{column.name, column.unit, column.values};
    if (const DataColumn* error = data.find("error_" + column.name)) q.errors = error->values;
    fit.observed.quantities.push_back(std::move(q));
  }
  if (fit.channels.empty()) model.fail("the data hold no channel", "fit.data.columns");
  const bool one = fit.channels.size() == 1;
  for (const char* key : {"channel", "scale", "offset"})
    if (!one && model.has(key))
      model.at(key).fail("needs one measured column", std::string("fit.model.") + key);
}

void set_times(const DataColumn& time, TransientFit& fit) {
  fit.observed.abscissa = {"time", "s", "time", time.values, {}};
  fit.times = time.values;
  std::sort(fit.times.begin(), fit.times.end());
  fit.times.erase(std::unique(fit.times.begin(), fit.times.end()), fit.times.end());
  for (const double t : time.values)
    fit.which.push_back(static_cast<std::size_t>(
        std::lower_bound(fit.times.begin(), fit.times.end(), t) - fit.times.begin()));
}

}  // namespace

TransientFit read_transient_fit(const Node& model, const DataFile& data, const Registry& registry,
                                const Environment& environment) {
  require_known_keys(model, {"device", "experiment", "channel", "scale", "offset"}, "fit.model");
  TransientFit fit;
  fit.marked = bind_marked(model.at("device"), registry);
  const std::unique_ptr<Device> device = fit.marked.body->build(environment);
  const Dynamics& dynamics = offer<Dynamics>(*device);
  const DataColumn& time = time_of(data, model);
  set_times(time, fit);
  fit.run = read_run(model.at("experiment"), fit.times.back(), dynamics, registry);
  for (const MarkedParameter& p : fit.marked.parameters)
    fit.parameters.push_back(
        parameter_in_units_of_start(p.path, p.about.unit, p.start, p.low, p.high, p.about.meaning));
  fit.parameters.insert(fit.parameters.end(), fit.run.parameters.begin(), fit.run.parameters.end());
  read_quantities(model, data, dynamics, fit);
  fit.signal = SignalScale(model, fit.parameters);
  require_fixed_drive(model, fit, environment);
  return fit;
}

}  // namespace verdet
