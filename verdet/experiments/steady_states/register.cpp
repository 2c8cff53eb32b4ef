// Experiment `steady_states`: fixed points, their stability, saddle-nodes and Hopf points.
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/steady_states/branches.hpp"

namespace verdet {
namespace {

struct AxisRange {
  double from = 0, to = 0;
};
struct PowerRange : AxisRange {
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "from", .unit = "W", .kind = Kind::Power, .min = 0, .meaning = "begin"},
      p.from...);
    v(About{.name = "to",
            .unit = "W",
            .kind = Kind::Power,
            .required = true,
            .above = 0,
            .meaning = "end"},
      p.to...);
  }
};
struct DetuningRange : AxisRange {
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "from", .unit = "m", .required = true, .meaning = "begin"}, p.from...);
    v(About{.name = "to", .unit = "m", .required = true, .meaning = "end"}, p.to...);
  }
};

struct Along {
  std::optional<PowerRange> power;
  std::optional<DetuningRange> detuning;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "power", .meaning = "laser power moves"}, p.power...);
    v(About{.name = "detuning", .meaning = "laser wavelength moves"}, p.detuning...);
  }
  const AxisRange& range() const {
    return power ? static_cast<const AxisRange&>(*power) : *detuning;
  }
};

struct SteadyParameters {
  LaserParameters input;
  Along along;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "input", .meaning = "the laser, without what moves"}, p.input...);
    v(About{.name = "along", .meaning = "what moves: power or detuning, {from, to}"}, p.along...);
  }
  void validate(Problems& problems) const {
    if (along.power.has_value() == along.detuning.has_value())
      return problems.add("along", "give power: {from, to} or detuning: {from, to}");
    if (!(along.range().from < along.range().to))
      problems.add("along", "'from' must lie below 'to'");
    if (along.detuning && !input.power)
      problems.add("input.power", "is missing: give the laser's power, such as '1 mW'");
    if (along.power && input.power) problems.add("input.power", "moves along the axis; remove it");
    if (input.step || input.ramp || input.pulses || input.prbs || input.waveform || input.scan ||
        !input.carriers.empty())
      problems.add("input", "a steady state needs a constant laser");
  }
};

/// Columns over points of curves: the axis, states, observables.
class PointColumns {
 public:
  explicit PointColumns(const SteadyProblem& problem)
      : problem_(problem),
        states_(problem.dynamics.states()),
        observables_(problem.dynamics.observables()),
        columns_(1 + states_.size() + observables_.size()) {}

  void add(const CurvePoint& point) {
    const std::vector<double> u = inputs_at(problem_, point.p);
    std::vector<double> x(states_.size()), y(observables_.size());
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] = point.x[static_cast<Eigen::Index>(i)] * states_[i].scale;
    problem_.dynamics.observe(0, x, u, y);
    std::size_t c = 0;
    columns_[c++].push_back(axis_value(problem_, point.p));
    for (const double v : y) columns_[c++].push_back(v);
    for (const double v : x) columns_[c++].push_back(v);
  }
  void write(Table& table, const std::string& axis) {
    std::size_t c = 0;
    if (problem_.axis == SteadyAxis::Power)
      table.add("power", "W", {axis}, std::move(columns_[c++]), "laser power");
    else
      table.add("detuning", "m", {axis}, std::move(columns_[c++]),
                "laser wavelength minus cold resonance wavelength");
    for (const Signal& signal : observables_)
      table.add(signal.name, signal.unit, {axis}, std::move(columns_[c++]), signal.meaning);
    for (const State& state : states_)
      table.add(state.name, state.unit, {axis}, std::move(columns_[c++]), state.meaning);
  }

 private:
  const SteadyProblem& problem_;
  std::span<const State> states_;
  std::span<const Signal> observables_;
  std::vector<std::vector<double>> columns_;
};

void add_count_axis(Table& table, const std::string& name, std::size_t count) {
  std::vector<double> numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<double>(i);
  table.add_axis({name, "1", "", std::move(numbers), {}});
}

void write_branches(const SteadyProblem& problem, const std::vector<SolutionCurve>& curves,
                    Table& table) {
  PointColumns columns(problem);
  std::vector<std::int32_t> stable, branch;
  std::vector<double> real, imag;
  for (std::size_t b = 0; b < curves.size(); ++b)
    for (const CurvePoint& point : curves[b].points) {
      columns.add(point);
      stable.push_back(point.stable ? 1 : 0);
      branch.push_back(static_cast<std::int32_t>(b));
      for (const auto& value : point.eigenvalues) {
        real.push_back(value.real());
        imag.push_back(value.imag());
      }
    }
  add_count_axis(table, "branch_point", stable.size());
  add_count_axis(table, "eigenvalue", problem.dynamics.states().size());
  columns.write(table, "branch_point");
  table.add_count("stable", {"branch_point"}, std::move(stable), "1 where all eigenvalues decay");
  table.add_count("branch", {"branch_point"}, std::move(branch), "number of the connected piece");
  table.add("eigenvalue_real", "s^-1", {"branch_point", "eigenvalue"}, std::move(real),
            "growth rate, fastest first");
  table.add("eigenvalue_imag", "s^-1", {"branch_point", "eigenvalue"}, std::move(imag),
            "angular frequency");
}

void write_bifurcations(const SteadyProblem& problem, const std::vector<SolutionCurve>& curves,
                        Table& table) {
  PointColumns folds(problem), hopf(problem);
  std::size_t fold_count = 0;
  std::vector<double> frequency;
  for (const SolutionCurve& curve : curves) {
    for (const CurvePoint& fold : curve.folds) folds.add(fold);
    fold_count += curve.folds.size();
    for (const HopfPoint& point : curve.hopf) {
      hopf.add(point.point);
      frequency.push_back(point.angular_frequency / (2 * std::numbers::pi));
    }
  }
  Table& saddle_nodes = table.group("saddle_nodes");
  add_count_axis(saddle_nodes, "saddle_node", fold_count);
  folds.write(saddle_nodes, "saddle_node");
  Table& hopf_points = table.group("hopf_points");
  add_count_axis(hopf_points, "hopf_point", frequency.size());
  hopf.write(hopf_points, "hopf_point");
  hopf_points.add("frequency", "Hz", {"hopf_point"}, std::move(frequency),
                  "of the oscillation that is born");
}

Table steady_states(const Device& device, const SteadyParameters& p, const Context& context) {
  const Dynamics& dynamics = offer<Dynamics>(device);
  const LaserInput input = laser_input(dynamics, p.input);
  const SteadyProblem problem{dynamics,
                              input,
                              p.along.power ? SteadyAxis::Power : SteadyAxis::Detuning,
                              p.input.power.value_or(0),
                              angular_detuning(p.input, input),
                              std::vector<double>(dynamics.inputs().size(), 0.0)};
  const AxisRange& range = p.along.range();
  const std::vector<SolutionCurve> curves = find_branches(problem, range.from, range.to, context);
  Table table;
  write_branches(problem, curves, table);
  write_bifurcations(problem, curves, table);
  table.set("method", std::string("pseudo-arc-length continuation"));
  return table;
}

}  // namespace

void register_steady_states(ExperimentRegistry& experiments) {
  experiments.add<SteadyParameters>("steady_states",
                                    "fixed points over laser power or detuning, with bifurcations",
                                    steady_states);
}

}  // namespace verdet
