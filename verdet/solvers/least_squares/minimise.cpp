#include "verdet/solvers/least_squares/minimise.hpp"

#include <ceres/ceres.h>
#include <glog/logging.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

// Which parameters move, and their scales: Ceres sees u = x/scale of the free ones alone.
struct Chart {
  std::vector<std::size_t> free;
  std::vector<double> scale;
  std::vector<double> base;  // all parameters at the start
  double residual = 1;       // factor on the residuals: Ceres' damping knows their size

  std::vector<double> expand(const double* u) const {
    std::vector<double> x = base;
    for (std::size_t k = 0; k < free.size(); ++k) x[free[k]] = u[k] * scale[k];
    return x;
  }
};

double scale_of(const FreeParameter& p, double at) {
  if (at != 0) return std::abs(at);
  const double width = p.high - p.low;
  return std::isfinite(width) && width > 0 ? width : 1;
}

bool within_bounds(const LeastSquaresProblem& problem, const std::vector<double>& x) {
  for (std::size_t j = 0; j < x.size(); ++j)
    if (x[j] < problem.parameters()[j].low || x[j] > problem.parameters()[j].high) return false;
  return true;
}

class BatchedCost final : public ceres::CostFunction {
 public:
  BatchedCost(const LeastSquaresProblem& problem, const MinimiseOptions& options,
              const Chart& chart, bool refuse)
      : problem_(problem), options_(options), chart_(chart), refuse_(refuse) {
    set_num_residuals(static_cast<int>(problem.residual_count()));
    mutable_parameter_block_sizes()->push_back(static_cast<int>(chart.free.size()));
  }

  bool Evaluate(double const* const* u, double* r, double** jacobians) const override {
    const std::vector<double> x = chart_.expand(u[0]);
    if (refuse_ && !within_bounds(problem_, x)) return false;
    const std::size_t m = problem_.residual_count(), n = x.size(), k = chart_.free.size();
    const bool wanted = jacobians && jacobians[0];
    // A full set of free parameters needs no copy.
    double* target = wanted ? jacobians[0] : nullptr;
    std::vector<double> all;
    if (wanted && k != n) {
      all.resize(m * n);
      target = all.data();
    }
    const std::span<double> jacobian(target, wanted ? m * n : 0);
    if (!problem_.evaluate(x, {r, m}, jacobian)) return false;
    for (std::size_t i = 0; i < m; ++i)
      if (!std::isfinite(r[i])) return false;
    robustify(options_, {r, m}, jacobian);
    for (std::size_t i = 0; i < m; ++i) r[i] *= chart_.residual;
    if (!wanted) return true;
    std::vector<double> scale = chart_.scale;
    for (double& one : scale) one *= chart_.residual;
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t j = 0; j < k; ++j) {
        const double d = target[i * n + chart_.free[j]] * scale[j];
        if (!std::isfinite(d)) return false;
        jacobians[0][i * k + j] = d;
      }
    return true;
  }

 private:
  const LeastSquaresProblem& problem_;
  const MinimiseOptions& options_;
  const Chart& chart_;
  bool refuse_;
};

class Watch final : public ceres::IterationCallback {
 public:
  explicit Watch(const Context& context) : context_(context) {}
  ceres::CallbackReturnType operator()(const ceres::IterationSummary&) override {
    return context_.stop.stop_requested() ? ceres::SOLVER_ABORT : ceres::SOLVER_CONTINUE;
  }

 private:
  const Context& context_;
};

// The library never prints: glog's messages below a fatal one are dropped, once per process.
void silence() {
  static std::once_flag once;
  std::call_once(once, [] { FLAGS_minloglevel = google::GLOG_FATAL; });
}

ceres::Solver::Options solver_options(const MinimiseOptions& o, std::size_t m, std::size_t n,
                                      bool refuse) {
  ceres::Solver::Options s;
  s.logging_type = ceres::SILENT;
  s.max_num_iterations = o.iterations;
  s.function_tolerance = o.tolerance;
  s.parameter_tolerance = o.tolerance;
  s.gradient_tolerance = 1e-300;  // depends on units; the others decide
  s.num_threads = 1;
  s.initial_trust_region_radius = o.first_radius;
  // Where steps are refused for leaving the bounds, a few refusals in a row tell that one binds.
  s.max_num_consecutive_invalid_steps = refuse ? 4 : 20;
  // QR keeps the digits of badly conditioned problems; normal equations are faster for long data.
  s.linear_solver_type = m * n < 8000 ? ceres::DENSE_QR : ceres::DENSE_NORMAL_CHOLESKY;
  return s;
}

void set_bounds(const LeastSquaresProblem& problem, const Chart& chart, double* u,
                ceres::Problem& target) {
  for (std::size_t k = 0; k < chart.free.size(); ++k) {
    const FreeParameter& p = problem.parameters()[chart.free[k]];
    const int index = static_cast<int>(k);
    if (std::isfinite(p.low)) target.SetParameterLowerBound(u, index, p.low / chart.scale[k]);
    if (std::isfinite(p.high)) target.SetParameterUpperBound(u, index, p.high / chart.scale[k]);
  }
}

// Whether a parameter without bounds is far from its start and Gauss and Newton's step would carry
// it further: the cost has a limit, not a minimum.
bool runs_away(const LeastSquaresProblem& problem, const Chart& chart,
               const MinimiseOptions& options, const std::vector<double>& x) {
  constexpr double kFar = 1e3, kStep = 0.01;  // times the start, share of the value
  std::vector<std::size_t> far;
  for (std::size_t k = 0; k < chart.free.size(); ++k) {
    const FreeParameter& p = problem.parameters()[chart.free[k]];
    const double at = x[chart.free[k]];
    const bool bounded = at > 0 ? std::isfinite(p.high) : std::isfinite(p.low);
    if (!bounded && std::abs(at) > kFar * chart.scale[k]) far.push_back(k);
  }
  if (far.empty()) return false;
  const std::size_t m = problem.residual_count(), n = x.size();
  std::vector<double> r(m), all(m * n);
  if (!problem.evaluate(x, r, all)) return true;
  robustify(options, r, all);
  Eigen::MatrixXd jacobian(m, chart.free.size());
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t k = 0; k < chart.free.size(); ++k)
      jacobian(i, k) = all[i * n + chart.free[k]] * x[chart.free[k]];  // by relative changes
  const Eigen::VectorXd step = jacobian.completeOrthogonalDecomposition().solve(
      Eigen::Map<const Eigen::VectorXd>(r.data(), static_cast<Eigen::Index>(m)));
  return std::any_of(far.begin(), far.end(), [&](std::size_t k) {
    return !(std::abs(step(static_cast<Eigen::Index>(k))) < kStep);
  });
}

Termination termination_of(const ceres::Solver::Summary& summary) {
  switch (summary.termination_type) {
    case ceres::CONVERGENCE:
      return Termination::Converged;
    case ceres::NO_CONVERGENCE:
      return Termination::IterationLimit;
    default:
      return Termination::Undefined;
  }
}

ceres::Solver::Summary solve(const LeastSquaresProblem& problem, const MinimiseOptions& options,
                             const Chart& chart, bool refuse, std::vector<double>& u,
                             const Context& context) {
  ceres::Problem target;
  target.AddResidualBlock(new BatchedCost(problem, options, chart, refuse), nullptr, u.data());
  if (!refuse) set_bounds(problem, chart, u.data(), target);
  ceres::Solver::Options solver =
      solver_options(options, problem.residual_count(), chart.free.size(), refuse);
  Watch watch(context);
  solver.callbacks.push_back(&watch);
  ceres::Solver::Summary summary;
  ceres::Solve(solver, &target, &summary);
  return summary;
}

// Whether a free parameter ended within a thousandth of its range or size from a bound.
bool near_bound(const LeastSquaresProblem& problem, const Chart& chart,
                const std::vector<double>& u) {
  constexpr double kNear = 1e-3;
  for (std::size_t k = 0; k < chart.free.size(); ++k) {
    const FreeParameter& p = problem.parameters()[chart.free[k]];
    const double x = u[k] * chart.scale[k], width = p.high - p.low;
    const double reach = kNear * std::min(std::isfinite(width) ? width : chart.scale[k],
                                          std::max(std::abs(x), chart.scale[k]));
    if (x - p.low < reach || p.high - x < reach) return true;
  }
  return false;
}

}  // namespace

std::string text_of(Termination termination) {
  switch (termination) {
    case Termination::Converged:
      return "converged";
    case Termination::IterationLimit:
      return "stopped at the limit of iterations";
    case Termination::Unbounded:
      return "ran to infinity: the cost has a limit, but no minimum";
    case Termination::Undefined:
      break;
  }
  return "no finite residual";
}

void robustify(const MinimiseOptions& options, std::span<double> r, std::span<double> jacobian) {
  if (options.loss == Loss::Squared || r.empty()) return;
  const double c = options.loss_scale;
  const std::size_t n = jacobian.size() / r.size();
  for (std::size_t i = 0; i < r.size(); ++i) {
    const double s = r[i] * r[i] / (c * c), a = std::sqrt(s);
    if (s == 0) continue;
    double rho = s, slope = 1;  // of rho over s, in units of c^2
    if (options.loss == Loss::Huber && a > 1) {
      rho = 2 * a - 1;
      slope = 1 / a;
    } else if (options.loss == Loss::SoftL1) {
      rho = 2 * (std::sqrt(1 + s) - 1);
      slope = 1 / std::sqrt(1 + s);
    } else if (options.loss == Loss::Cauchy) {
      rho = std::log1p(s);
      slope = 1 / (1 + s);
    }
    const double root = std::sqrt(rho), factor = slope * a / root;
    r[i] = std::copysign(c * root, r[i]);
    for (std::size_t j = 0; j < n; ++j) jacobian[i * n + j] *= factor;
  }
}

double cost_at(const LeastSquaresProblem& problem, const std::vector<double>& x,
               const MinimiseOptions& options) {
  std::vector<double> r(problem.residual_count());
  if (!problem.evaluate(x, r, {})) return std::numeric_limits<double>::infinity();
  robustify(options, r, {});
  double sum = 0;
  for (const double value : r) sum += value * value;
  return std::isfinite(sum) ? sum : std::numeric_limits<double>::infinity();
}

Minimum minimise(const LeastSquaresProblem& problem, const std::vector<double>& start,
                 const MinimiseOptions& options, const Context& context) {
  silence();
  Chart chart;
  chart.base = start;
  for (std::size_t j = 0; j < start.size(); ++j) {
    const FreeParameter& p = problem.parameters()[j];
    chart.base[j] = std::clamp(start[j], p.low, p.high);
    if (!options.fixed.empty() && options.fixed[j]) continue;
    chart.free.push_back(j);
    chart.scale.push_back(scale_of(p, chart.base[j]));
  }
  Minimum minimum{chart.base, cost_at(problem, chart.base, options), Termination::Undefined, 0};
  if (!std::isfinite(minimum.cost)) return minimum;
  if (chart.free.empty()) {
    minimum.termination = Termination::Converged;
    return minimum;
  }
  if (minimum.cost > 0)
    chart.residual = std::sqrt(static_cast<double>(problem.residual_count()) / minimum.cost);
  std::vector<double> u;
  for (std::size_t k = 0; k < chart.free.size(); ++k)
    u.push_back(chart.base[chart.free[k]] / chart.scale[k]);
  // Without bounds Ceres needs no line search: steps that leave them are refused and shortened.
  // Where that gets stuck, bounds are binding, and are given to Ceres.
  ceres::Solver::Summary summary = solve(problem, options, chart, true, u, context);
  if (summary.termination_type != ceres::CONVERGENCE || near_bound(problem, chart, u))
    summary = solve(problem, options, chart, false, u, context);
  context.check();
  minimum.x = chart.expand(u.data());
  minimum.cost = 2 * summary.final_cost / (chart.residual * chart.residual);
  minimum.termination = termination_of(summary);
  minimum.iterations = static_cast<int>(summary.iterations.size());
  if (runs_away(problem, chart, options, minimum.x)) minimum.termination = Termination::Unbounded;
  return minimum;
}

}  // namespace verdet
