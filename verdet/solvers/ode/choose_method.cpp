#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/solvers/ode/ensemble_check.hpp"

namespace verdet {

const char* name(EnsembleMethod method) {
  switch (method) {
    case EnsembleMethod::Automatic:
      return "auto";
    case EnsembleMethod::Rosenbrock:
      return "rosenbrock";
    case EnsembleMethod::DormandPrince:
      return "dormand-prince";
  }
  return "";
}

namespace {

constexpr std::size_t kTrialPoints = 16;
constexpr double kTrialSteps = 20000;  ///< of a point; what is left is taken to cost alike

// Multiply-adds of one step for n states, a right-hand side counted as 5 n (20 for the silicon
// ring; measured, a Rosenbrock step of the ring takes 2.1 times a Dormand-Prince step).
double step_work(EnsembleMethod method, double n) {
  const double rates = 5 * n;
  if (method == EnsembleMethod::DormandPrince) return 6 * rates + 26 * n + 10 * n;
  return (8 + 3) * rates + 46 * n + 8 * n * n + n * n * n / 3 + 10 * n;
}

struct Trial {
  std::vector<double> coefficients, initial, input_scale;
  std::vector<std::uint32_t> drive_of_point;
  EnsembleProblem problem;
};

template <class T>
std::vector<T> rows(std::span<const T> from, std::size_t width,
                    std::span<const std::size_t> which) {
  std::vector<T> to;
  if (from.empty()) return to;
  for (const std::size_t i : which)
    to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(i * width),
              from.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
  return to;
}

Trial trial_of(const LaneModel& model, const EnsembleProblem& problem, std::size_t points) {
  std::vector<std::size_t> which;
  const std::size_t count = std::min(points, kTrialPoints);
  for (std::size_t k = 0; k < count; ++k) which.push_back(k * points / count);
  const bool shared = problem.initial.size() == model.states && points != 1;
  Trial trial;
  trial.coefficients = rows(problem.coefficients, model.coefficients, which);
  trial.initial = shared ? std::vector<double>(problem.initial.begin(), problem.initial.end())
                         : rows(problem.initial, model.states, which);
  trial.input_scale = rows(problem.input_scale, model.inputs, which);
  trial.drive_of_point = rows(problem.drive_of_point, 1, which);
  trial.problem = problem;
  trial.problem.coefficients = trial.coefficients;
  trial.problem.initial = trial.initial;
  trial.problem.input_scale = trial.input_scale;
  trial.problem.drive_of_point = trial.drive_of_point;
  trial.problem.expected_cost = {};
  trial.problem.output = {};
  return trial;
}

struct Spent {
  double steps = 0;  ///< of all points, to the end of the run
  double most = 0;   ///< tried on one point
  std::size_t failed = 0;
};

Spent spend(const LaneModel& model, Trial& trial, EnsembleMethod method, double most_steps,
            const Context& context) {
  trial.problem.method = method;
  trial.problem.tolerances.most_steps = most_steps;
  Context quiet;
  quiet.stop = context.stop;
  const EnsembleResult result = integrate_ensemble(model, trial.problem, quiet);
  Spent spent;
  for (const PointOutcome& outcome : result.outcomes) {
    const auto tried = static_cast<double>(outcome.steps.accepted + outcome.steps.rejected);
    const double covered =
        (outcome.time - trial.problem.begin) / (trial.problem.end - trial.problem.begin);
    const bool cut_short = outcome.status == OdeStatus::TooManySteps && covered > 0;
    spent.steps += cut_short ? tried / covered : tried;
    spent.most = std::max(spent.most, tried);
    spent.failed += outcome.status != OdeStatus::Done && !cut_short ? 1 : 0;
  }
  return spent;
}

}  // namespace

MethodChoice choose_method(const LaneModel& model, const EnsembleProblem& problem,
                           const Context& context) {
  const std::size_t points = check(model, problem);
  Trial trial = trial_of(model, problem, points);
  const auto n = static_cast<double>(model.states);
  const double stiff_step = step_work(EnsembleMethod::Rosenbrock, n);
  const double plain_step = step_work(EnsembleMethod::DormandPrince, n);
  const double limit = std::min(problem.tolerances.most_steps, kTrialSteps);
  const Spent stiff = spend(model, trial, EnsembleMethod::Rosenbrock, limit, context);
  // No need to see how much dearer the other is.
  const double enough = std::ceil(2 * stiff.most * stiff_step / plain_step) + 100;
  const Spent plain = spend(model, trial, EnsembleMethod::DormandPrince, enough, context);
  const double stiff_work = stiff.steps * stiff_step, plain_work = plain.steps * plain_step;
  const bool explicit_wins =
      plain.failed != stiff.failed ? plain.failed < stiff.failed : plain_work < stiff_work;
  const std::size_t count = std::min(points, kTrialPoints);
  return {explicit_wins ? EnsembleMethod::DormandPrince : EnsembleMethod::Rosenbrock,
          fmt::format("by a trial of {} points, they take {:.0f} steps of Rodas5P or {:.0f} of "
                      "Dormand-Prince, each costing {:.1f} times less",
                      count, stiff.steps, plain.steps, stiff_step / plain_step)};
}

}  // namespace verdet
