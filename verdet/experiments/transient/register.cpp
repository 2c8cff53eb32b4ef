// Experiment `transient`: an equation of motion in time, under constant inputs.
#include <fmt/format.h>

#include <algorithm>
#include <boost/numeric/odeint.hpp>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/experiments/registry.hpp"

namespace verdet {
namespace {

struct TransientParameters {
  double duration = 0;
  int samples = 1001;
  Node inputs;
  Node initial;
  double relative_tolerance = 1e-8;
  double absolute_tolerance = 1e-10;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "duration",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "simulated time, from 0"},
      p.duration...);
    v(About{.name = "samples", .min = 2, .max = 1e8, .meaning = "equally spaced times to store"},
      p.samples...);
    v(About{.name = "inputs", .meaning = "{input: constant value}; absent ones are 0"},
      p.inputs...);
    v(About{.name = "initial", .meaning = "{state: value at time 0}; absent ones are 0"},
      p.initial...);
    v(About{.name = "relative_tolerance",
            .kind = Kind::Number,
            .min = 1e-13,
            .max = 0.1,
            .meaning = "of the local error"},
      p.relative_tolerance...);
    v(About{.name = "absolute_tolerance",
            .kind = Kind::Number,
            .above = 0,
            .meaning = "of the local error, in units of each state's scale"},
      p.absolute_tolerance...);
  }
};

// Values of {name: quantity} in the order of the named list; a name that is not in it is a fault.
template <class List>
std::vector<double> read_values(const Node& node, const List& list, const std::string& path) {
  std::vector<double> values(list.size(), 0.0);
  if (node.is_null()) return values;
  std::vector<std::string> names;
  for (const auto& item : list) names.emplace_back(item.name);
  for (const auto& [key, value] : node.entries()) {
    const auto found = std::find(names.begin(), names.end(), key);
    if (found == names.end())
      value.fail(fmt::format("no such name '{}'{}", key, suggestion(key, names)), path);
    const auto i = static_cast<std::size_t>(found - names.begin());
    try {
      values[i] = parse_quantity(value.as_text(), Kind::Quantity, list[i].unit);
    } catch (const InputError& error) {
      value.fail(error.message(), path + "." + key);
    }
  }
  return values;
}

using StateVector = std::vector<double>;

// The equation in scaled states, in which one absolute tolerance fits all.
struct ScaledEquation {
  const Dynamics& dynamics;
  const std::vector<double>& input;
  const Context& context;

  void operator()(const StateVector& scaled, StateVector& rate, double t) const {
    context.check();
    const auto states = dynamics.states();
    StateVector x(scaled);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] *= states[i].scale;
    dynamics.rhs(t, x, input, rate);
    for (std::size_t i = 0; i < x.size(); ++i) {
      rate[i] /= states[i].scale;
      if (!std::isfinite(rate[i]))
        throw ConvergenceError(
            fmt::format("d{}/dt is not finite at {} s; start closer to a steady "
                        "state or lower the inputs",
                        states[i].name, t));
    }
  }
};

void add_columns(Table& table, const Dynamics& dynamics, const std::vector<double>& input,
                 const std::vector<double>& times, const std::vector<StateVector>& path) {
  const auto states = dynamics.states();
  for (std::size_t i = 0; i < states.size(); ++i) {
    std::vector<double> column;
    for (const StateVector& x : path) column.push_back(x[i]);
    table.add(states[i].name, states[i].unit, {"time"}, std::move(column), states[i].meaning);
  }
  const auto outputs = dynamics.outputs();
  std::vector<std::vector<double>> columns(outputs.size());
  StateVector y(outputs.size());
  for (std::size_t k = 0; k < times.size(); ++k) {
    dynamics.output(times[k], path[k], input, y);
    for (std::size_t i = 0; i < y.size(); ++i) columns[i].push_back(y[i]);
  }
  for (std::size_t i = 0; i < outputs.size(); ++i)
    table.add(outputs[i].name, outputs[i].unit, {"time"}, std::move(columns[i]),
              outputs[i].meaning);
}

Table transient(const Device& device, const TransientParameters& p, const Context& context) {
  namespace odeint = boost::numeric::odeint;
  const Dynamics& dynamics = offer<Dynamics>(device);
  const auto states = dynamics.states();
  const std::vector<double> input = read_values(p.inputs, dynamics.inputs(), "experiment.inputs");
  StateVector scaled = read_values(p.initial, states, "experiment.initial");
  for (std::size_t i = 0; i < scaled.size(); ++i) scaled[i] /= states[i].scale;
  std::vector<double> times(static_cast<std::size_t>(p.samples));
  for (std::size_t k = 0; k < times.size(); ++k)
    times[k] = p.duration * static_cast<double>(k) / static_cast<double>(times.size() - 1);
  std::vector<StateVector> path;
  const auto keep = [&](StateVector x, double) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] *= states[i].scale;
    path.push_back(std::move(x));
  };
  auto stepper = odeint::make_dense_output(p.absolute_tolerance, p.relative_tolerance,
                                           odeint::runge_kutta_dopri5<StateVector>());
  odeint::integrate_times(stepper, ScaledEquation{dynamics, input, context}, scaled, times.begin(),
                          times.end(), p.duration * 1e-6, keep);
  Table table;
  table.add_axis({"time", "s", "time", times, {}});
  add_columns(table, dynamics, input, times, path);
  table.set("method", std::string("dormand-prince 5(4), dense output (Boost.Odeint)"));
  return table;
}

}  // namespace

void register_transient(ExperimentRegistry& experiments) {
  experiments.add<TransientParameters>("transient", "an equation of motion in time", transient);
}

}  // namespace verdet
