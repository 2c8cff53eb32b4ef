#include "verdet/solvers/ode/ensemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

#include "verdet/solvers/ode/ensemble_check.hpp"

namespace verdet {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Drives as the lanes need them: scaled copies of nothing, cut at knots and at window edges.
std::vector<DriveTable> tables_of(const LaneModel& model, const EnsembleProblem& problem) {
  std::vector<double> stops;
  for (const ProbeRequest& probe : problem.output.probes) {
    stops.push_back(probe.from);
    stops.push_back(probe.to);
  }
  std::vector<DriveTable> tables;
  for (const Drive& drive : problem.drives)
    tables.push_back(tabulate(drive, model.inputs, problem.begin, problem.end, stops));
  if (tables.empty())
    tables.push_back(tabulate({}, model.inputs, problem.begin, problem.end, stops));
  return tables;
}

// The points whose drive has this shape, dear ones first.
std::vector<std::uint32_t> order_of(const EnsembleProblem& problem, std::size_t points,
                                    const std::vector<DriveTable>& tables, DriveShape shape) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < points; ++i) {
    const std::size_t drive = problem.drive_of_point.empty() ? 0 : problem.drive_of_point[i];
    if (tables[drive].shape == shape) order.push_back(i);
  }
  const auto& cost = problem.expected_cost;
  if (!cost.empty())
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return cost[a] > cost[b]; });
  return order;
}

void run_threads(const LaneModel& model, const LaneJob& job, PointQueue& queue,
                 EnsembleMethod method, DriveShape shape, std::size_t threads) {
  std::vector<std::exception_ptr> errors(threads);
  const auto work = [&](std::size_t k) {
    try {
      model.run(job, queue, method, shape);
    } catch (...) {
      errors[k] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t k = 1; k < threads; ++k) others.emplace_back(work, k);
    work(0);
  }
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
}

EnsembleResult empty_result(const LaneModel& model, const EnsembleProblem& problem,
                            std::size_t points) {
  const SampleRequest& samples = problem.output.samples;
  EnsembleResult result;
  result.points = points;
  result.final_states.assign(points * model.states, kNan);
  result.samples.assign(points * samples.times.size() * samples.channels.size(), kNan);
  result.probes.assign(points * problem.output.probes.size(),
                       {kNan, kNan, kNan, kNan, kNan, kNan, kNan, 0, {}});
  result.outcomes.resize(points);
  return result;
}

}  // namespace

EnsembleResult integrate_ensemble(const LaneModel& model, const EnsembleProblem& problem,
                                  const Context& context) {
  const std::size_t points = check(model, problem);
  EnsembleResult result = empty_result(model, problem, points);
  MethodChoice choice{problem.method, "asked for"};
  if (problem.method == EnsembleMethod::Automatic) choice = choose_method(model, problem, context);
  result.method = choice.method;
  result.reason = choice.reason;
  const std::vector<DriveTable> tables = tables_of(model, problem);
  std::vector<double> initial(problem.initial.begin(), problem.initial.end());
  while (initial.size() < points * model.states)
    initial.insert(initial.end(), problem.initial.begin(), problem.initial.end());

  const LaneJob job{
      .coefficients = problem.coefficients.data(),
      .initial = initial.data(),
      .input_scale = problem.input_scale.empty() ? nullptr : problem.input_scale.data(),
      .drives = tables,
      .drive_of_point = problem.drive_of_point,
      .tolerances = problem.tolerances,
      .output = &problem.output,
      .final_state = result.final_states.data(),
      .samples = result.samples.data(),
      .probes = result.probes.data(),
      .outcome = result.outcomes.data()};
  for (const DriveShape shape : {DriveShape::Constant, DriveShape::Linear, DriveShape::Toned}) {
    const auto order = order_of(problem, points, tables, shape);
    if (order.empty()) continue;
    PointQueue queue(order, context.stop, context.progress);
    const auto threads = std::clamp<std::size_t>(
        static_cast<std::size_t>(std::max(1, context.threads)), 1, order.size());
    run_threads(model, job, queue, choice.method, shape, threads);
    context.check();
  }
  return result;
}

std::string describe_failure(const LaneModel& model, const EnsembleResult& result,
                             std::size_t point) {
  const PointOutcome& outcome = result.outcomes[point];
  std::string text = fmt::format("{} at t = {:.9g} s after {} steps; state",
                                 meaning(outcome.status), outcome.time, outcome.steps.accepted);
  const auto x = result.final_state(point);
  for (std::size_t i = 0; i < x.size(); ++i)
    text += fmt::format("{} {} = {:.6g}", i ? "," : "",
                        i < model.state_names.size() ? model.state_names[i] : fmt::format("x{}", i),
                        x[i]);
  text += "; last steps";
  for (const StepRecord& step : outcome.history)
    if (step.size != 0)
      text += fmt::format(" (t {:.9g}, h {:.3g}, error {:.3g})", step.time, step.size, step.error);
  return text + "; " + remedy(outcome.status);
}

}  // namespace verdet
