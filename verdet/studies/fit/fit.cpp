#include "verdet/studies/fit/fit.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/base/version.hpp"
#include "verdet/devices/lanes.hpp"
#include "verdet/studies/fit/fit_problem.hpp"
#include "verdet/studies/fit/fit_table.hpp"
#include "verdet/studies/provenance.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

void add_provenance(Table& table, const FitPlan& plan, const Context& context) {
  std::string resolved = to_yaml(plan.spec);
  for (const std::string& hash : plan.hashes) resolved += "# data: " + hash + "\n";
  table.set("Conventions", std::string("CF-1.8"));
  table.set("filetype", std::string("verdet-table"));
  table.set("format_version", std::string(kFormatVersion));
  table.set("verdet_version", std::string(kVersion));
  table.set("numerics_version", std::string(kNumericsVersion));
  table.set("isa", lanes_isa());
  table.set("git_sha", git_sha());
  table.set("created",
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now())));
  table.set("spec", plan.source.empty() ? to_yaml(plan.spec) : plan.source);
  table.set("resolved_spec", resolved);
  table.set("resolved_spec_hash", hash_of(resolved));
  table.set("data_hashes", plan.hashes);
  table.set("references", plan.model->references());
  table.set("phase_convention", std::string("exp(-i omega t)"));
  if (context.warnings && !context.warnings->texts().empty())
    table.set("warnings", context.warnings->texts());
}

bool equal_cost(const FitProblem& problem, const Basin& a, const Basin& b) {
  return b.cost <= a.cost * (1 + 1e-6) + problem.cost_floor();
}

// Of basins of equal cost the one of the given start stands first; none is silently chosen.
void order_basins(const FitProblem& problem, const FitModel& model, MultiStart& starts,
                  const Context& context) {
  std::vector<Basin>& basins = starts.basins;
  std::size_t equal = 1;
  while (equal < basins.size() && equal_cost(problem, basins[0], basins[equal])) ++equal;
  if (equal < 2) return;
  const auto given = basins_of(problem, {starts.minima[0]});
  for (std::size_t i = 1; i < equal && !given.empty(); ++i) {
    const std::vector<Basin> together = basins_of(
        problem,
        {Minimum{basins[i].x, basins[i].cost, Termination::Converged, 0}, starts.minima[0]});
    if (together.size() == 1) std::swap(basins[0], basins[i]);
  }
  std::vector<std::string> differing;
  for (std::size_t j = 0; j < model.parameters().size(); ++j)
    for (std::size_t i = 1; i < equal; ++i)
      if (std::abs(basins[i].x[j] - basins[0].x[j]) > 1e-3 * std::abs(basins[0].x[j])) {
        differing.push_back(model.parameters()[j].name);
        break;
      }
  context.warn(fmt::format(
      "{} basins of equal cost: the data do not tell them apart; they differ in {}. The one of the "
      "given start is reported, all stand in group basins",
      equal, join(differing)));
}

void warn(const FitModel& model, const Findings& f, const Context& context) {
  std::vector<std::string> lost, bound;
  for (std::size_t j = 0; j < model.parameters().size(); ++j) {
    if (f.covariance.undetermined[j]) lost.push_back(model.parameters()[j].name);
    if (f.covariance.at_bound[j]) bound.push_back(model.parameters()[j].name);
  }
  if (!lost.empty())
    context.warn("the data do not determine " + join(lost) +
                 ": they change together without effect; fix one of them");
  if (!bound.empty()) context.warn(join(bound) + " lies on a bound");
}

std::vector<Interval> linear_intervals(const FitModel& model, const Findings& f) {
  const double t = quantile_95(f.covariance.degrees_of_freedom, f.errors_known);
  std::vector<Interval> list;
  for (std::size_t j = 0; j < f.best.x.size(); ++j) {
    const double reach = t * f.covariance.standard_error[j];
    const FreeParameter& p = model.parameters()[j].free;
    list.push_back({std::max(f.best.x[j] - reach, p.low), std::min(f.best.x[j] + reach, p.high),
                    !std::isfinite(reach), !std::isfinite(reach)});
  }
  return list;
}

// A profile that meets a lower cost has found a better minimum: descend from there.
void measure(const FitProblem& problem, const FitModel& model, const FitOptions& options,
             const MinimiseOptions& descent, Findings& f, const Context& context) {
  for (int round = 0; round < 4; ++round) {
    f.covariance = covariance_at(problem, f.best, descent, f.errors_known);
    if (!options.intervals) {
      f.intervals = linear_intervals(model, f);
      return;
    }
    Minimum better = f.best;
    f.intervals =
        profile_intervals(problem, f.best, f.covariance, descent, f.errors_known, context, &better);
    if (!(better.cost < f.best.cost * (1 - 1e-6) - problem.cost_floor())) return;
    Minimum lower = minimise(problem, better.x, descent, context);
    problem.canonicalise(lower.x);
    if (!(lower.cost < f.best.cost)) return;
    f.best = lower;
    f.starts.basins.insert(f.starts.basins.begin(), Basin{lower.x, lower.cost, 0});
  }
}

std::string failures_of(const MultiStart& starts) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < starts.minima.size(); ++i)
    lines.push_back(fmt::format("start {}: {}", i, text_of(starts.minima[i].termination)));
  return join(lines, "; ");
}

}  // namespace

FitResult run_fit(const FitPlan& plan, const Context& context) {
  const FitModel& model = *plan.model;
  const FitProblem problem(model);
  const MinimiseOptions descent{.loss = plan.options.loss,
                                .loss_scale = plan.options.loss_scale,
                                .iterations = plan.options.iterations};
  Findings f;
  f.errors_known = problem.errors_known();
  f.starts = multi_start(problem, plan.options.starts, descent, context);
  if (f.starts.basins.empty())
    throw ConvergenceError(fmt::format(
        "no start of the fit converged ({}); give bounds, better starts, or more iterations",
        failures_of(f.starts)));
  order_basins(problem, model, f.starts, context);
  f.best = {f.starts.basins[0].x, f.starts.basins[0].cost, Termination::Converged, 0};
  measure(problem, model, plan.options, descent, f, context);
  for (const Minimum& m : f.starts.minima)
    if (m.termination == Termination::Unbounded)
      context.warn("a start ran to infinity: the cost has a limit there, but no minimum");
  warn(model, f, context);
  FitResult result;
  result.table = fit_table(model, f);
  add_provenance(result.table, plan, context);
  std::vector<double> errors = f.covariance.standard_error;
  result.products = model.products(f.best.x, errors);
  result.converged = true;
  result.termination = text_of(f.best.termination);
  return result;
}

}  // namespace verdet
