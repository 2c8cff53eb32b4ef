#include "verdet/studies/fit/fit.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/solvers/least_squares/sample.hpp"
#include "verdet/studies/fit/dips.hpp"
#include "verdet/studies/fit/fit_problem.hpp"
#include "verdet/studies/fit/fit_table.hpp"
#include "verdet/studies/provenance.hpp"

namespace verdet {
namespace {

void add_provenance(Table& table, const FitPlan& plan, const Context& context) {
  std::string resolved = to_yaml(plan.spec);
  for (const std::string& hash : plan.hashes) resolved += "# data: " + hash + "\n";
  add_origin(table,
             {table.text_attribute("title"), plan.source.empty() ? to_yaml(plan.spec) : plan.source,
              std::move(resolved),
              plan.model ? plan.model->references() : std::vector<std::string>{"Bogaerts2012"}},
             context);
  table.set("data_hashes", plan.hashes);
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

// A prior weighs against data whose errors are not known by the scale of the residuals without it.
std::vector<Prior> priors_of(const FitModel& model, const FitOptions& options,
                             const MinimiseOptions& descent, const Context& context) {
  std::vector<Prior> list;
  if (options.priors.empty()) return list;
  double scale = 1;
  if (const FitProblem bare(model); !bare.errors_known()) {
    const MultiStart found = multi_start(bare, options.starts, descent, context);
    const double freedom =
        static_cast<double>(bare.residual_count()) - static_cast<double>(model.parameters().size());
    if (!found.basins.empty() && freedom > 0)
      scale = std::sqrt(std::max(found.basins[0].cost / freedom, 1e-300));
  }
  for (const NamedPrior& prior : options.priors)
    for (std::size_t j = 0; j < model.parameters().size(); ++j)
      if (const FitParameter& p = model.parameters()[j]; p.name == prior.name)
        list.push_back({j, prior.mean / p.si, prior.sigma / p.si / scale});
  return list;
}

void add_posterior(Table& table, const FitProblem& problem, const FitModel& model,
                   const FitOptions& options, const MinimiseOptions& descent, const Findings& f,
                   const Context& context) {
  const Posterior posterior =
      sample_posterior(problem, f.best, f.covariance.standard_error, f.covariance.variance_scale,
                       options.samples, options.seed, descent, context);
  Table& group = table.group("posterior");
  const std::size_t n = model.parameters().size();
  Axis sample{"sample", "1", "step of the ensemble, walker by walker", {}, {}},
      parameter{"parameter", "1", "free parameter", {}, {}};
  for (std::size_t i = 0; i < posterior.count; ++i) sample.values.push_back(static_cast<double>(i));
  for (const FitParameter& p : model.parameters()) parameter.labels.push_back(p.name);
  group.add_axis(std::move(sample));
  group.add_axis(std::move(parameter));
  std::vector<double> values = posterior.samples;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] *= model.parameters()[i % n].si;
  group.add("values", "1", {"sample", "parameter"}, std::move(values), "posterior samples, SI");
  group.set("acceptance", posterior.acceptance);
  group.set("autocorrelation_time", posterior.autocorrelation);
  if (static_cast<double>(posterior.count) < 50 * posterior.autocorrelation)
    context.warn(
        fmt::format("the posterior's samples are correlated over {:.0f} steps: ask for more",
                    posterior.autocorrelation));
}

// Where descents stopped at the limit of iterations, when none converged.
std::vector<Basin> unfinished(const FitProblem& problem, const std::vector<Minimum>& minima) {
  std::vector<Basin> list;
  for (const Minimum& m : minima)
    if (m.termination == Termination::IterationLimit) list.push_back({m.x, m.cost, 1});
  return merged(problem, std::move(list));
}

std::string failures_of(const MultiStart& starts) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < starts.minima.size(); ++i)
    lines.push_back(fmt::format("start {}: {}", i, text_of(starts.minima[i].termination)));
  return join(lines, "; ");
}

}  // namespace

namespace {

// Fits with every number of oscillators; the one with the lowest Bayesian information criterion
// N ln(chi^2/N) + k ln N is reported in full.
FitResult run_alternatives(const FitPlan& plan, const Context& context) {
  std::vector<double> terms, cost, bic, aic;
  std::size_t best = 0;
  FitOptions quick = plan.options;
  quick.intervals = false;
  quick.samples = 0;
  for (const std::unique_ptr<FitModel>& model : plan.alternatives) {
    Warnings own;
    Context quiet = context;
    quiet.warnings = &own;
    const FitResult result = run_fit(*model, quick, quiet);
    const double n = static_cast<double>(value_count(result.table.variable("data")));
    const double k = static_cast<double>(model->parameters().size());
    cost.push_back(std::get<double>(*result.table.attribute("chi_square")));
    bic.push_back(n * std::log(cost.back() / n) + k * std::log(n));
    aic.push_back(n * std::log(cost.back() / n) + 2 * k);
    terms.push_back(k);
    if (bic.back() < bic[best]) best = bic.size() - 1;
  }
  FitResult result = run_fit(*plan.alternatives[best], plan.options, context);
  Table& group = result.table.group("alternatives");
  group.add_axis({"parameters", "1", "number of free parameters", terms, {}});
  group.add("chi_square", "1", {"parameters"}, cost, "sum of squared residuals");
  group.add("bic", "1", {"parameters"}, bic,
            "Bayesian information criterion; the lowest is chosen");
  group.add("aic", "1", {"parameters"}, aic, "Akaike's information criterion");
  return result;
}

}  // namespace

FitResult run_fit(const FitModel& model, const FitOptions& options, const Context& context) {
  const MinimiseOptions descent{
      .loss = options.loss, .loss_scale = options.loss_scale, .iterations = options.iterations};
  const FitProblem problem(model, priors_of(model, options, descent, context));
  Findings f;
  f.errors_known = problem.errors_known();
  f.starts = multi_start(problem, options.starts, descent, context);
  const bool converged = !f.starts.basins.empty();
  if (!converged) f.starts.basins = unfinished(problem, f.starts.minima);
  if (f.starts.basins.empty())
    throw ConvergenceError(fmt::format(
        "no start of the fit converged ({}); give bounds, better starts, or more iterations",
        failures_of(f.starts)));
  order_basins(problem, model, f.starts, context);
  f.best = {f.starts.basins[0].x, f.starts.basins[0].cost,
            converged ? Termination::Converged : Termination::IterationLimit, 0};
  if (!converged)
    context.warn("no start converged within the iterations: the best place reached is reported");
  measure(problem, model, options, descent, f, context);
  for (const Minimum& m : f.starts.minima)
    if (m.termination == Termination::Unbounded)
      context.warn("a start ran to infinity: the cost has a limit there, but no minimum");
  warn(model, f, context);
  FitResult result;
  result.table = fit_table(model, f);
  if (options.samples > 0)
    add_posterior(result.table, problem, model, options, descent, f, context);
  result.products = model.products(f.best.x, f.covariance.standard_error);
  result.converged = converged;
  result.termination = text_of(f.best.termination);
  return result;
}

FitResult run_fit(const FitPlan& plan, const Context& context) {
  FitResult result = !plan.alternatives.empty() ? run_alternatives(plan, context)
                     : plan.model               ? run_fit(*plan.model, plan.options, context)
                                                : run_dips(plan, context);
  add_provenance(result.table, plan, context);
  return result;
}

}  // namespace verdet
