#include "verdet/experiments/steady_states/branches.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kTolerance = 1e-11;

// F in scaled states (1/s). Inputs enter the equations of motion linearly, so that the central
// difference in the parameter is exact but for rounding.
class ScaledRates {
 public:
  explicit ScaledRates(const SteadyProblem& problem) : problem_(problem) {
    for (const State& state : problem.dynamics.states()) scales_.push_back(state.scale);
  }

  VectorXd rates(const VectorXd& x, double p) const {
    VectorXd f(x.size());
    problem_.dynamics.rhs(0, plain(x), inputs_at(problem_, p), {f.data(), scales_.size()});
    for (Eigen::Index i = 0; i < f.size(); ++i) f[i] /= scale(i);
    return f;
  }
  MatrixXd jacobian(const VectorXd& x, double p) const {
    using RowMajor = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>;
    RowMajor j(x.size(), x.size());
    problem_.dynamics.jacobian(0, plain(x), inputs_at(problem_, p),
                               {j.data(), scales_.size() * scales_.size()});
    for (Eigen::Index i = 0; i < j.rows(); ++i)
      for (Eigen::Index k = 0; k < j.cols(); ++k) j(i, k) *= scale(k) / scale(i);
    return j;
  }

 private:
  double scale(Eigen::Index i) const { return scales_[static_cast<std::size_t>(i)]; }
  std::vector<double> plain(const VectorXd& x) const {
    std::vector<double> values(scales_.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = x[static_cast<Eigen::Index>(i)] * scales_[i];
    return values;
  }
  const SteadyProblem& problem_;
  std::vector<double> scales_;
};

ContinuationProblem continuation(const ScaledRates& rates, int dimension, double step) {
  return {dimension, [&rates](const VectorXd& x, double p, VectorXd& f) { f = rates.rates(x, p); },
          [&rates, step](const VectorXd& x, double p, MatrixXd& dfdx, VectorXd& dfdp) {
            dfdx = rates.jacobian(x, p);
            dfdp = (rates.rates(x, p + step) - rates.rates(x, p - step)) / (2 * step);
          }};
}

// States in which the curve crosses this value of its parameter.
std::vector<VectorXd> crossings(const ContinuationProblem& problem, const SolutionCurve& curve,
                                double p) {
  std::vector<VectorXd> found;
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const CurvePoint &a = curve.points[i - 1], &b = curve.points[i];
    if ((a.p - p) * (b.p - p) > 0 || a.p == b.p) continue;
    VectorXd x = a.x + (b.x - a.x) * ((p - a.p) / (b.p - a.p));
    if (!solve_at(problem, p, x, kTolerance)) continue;
    const bool known = std::any_of(found.begin(), found.end(), [&](const VectorXd& y) {
      return (x - y).norm() < 1e-7 * (1 + x.norm());
    });
    if (!known) found.push_back(x);
  }
  return found;
}

SolutionCurve along_power(const SteadyProblem& fixed_detuning, double from, double to,
                          const Context& context) {
  const ScaledRates rates(fixed_detuning);
  const int n = static_cast<int>(fixed_detuning.dynamics.states().size());
  const double amplitude = std::sqrt(to);
  // Branches that return may begin at a thousand times the power.
  const ContinuationOptions options{.from = 0,
                                    .to = 32 * amplitude,
                                    .marks = {std::sqrt(from), amplitude},
                                    .parameter_scale = amplitude};
  return follow(continuation(rates, n, 1e-4 * amplitude), VectorXd::Zero(n), options, context);
}

// One curve through `x` at `begin`, followed to both sides.
SolutionCurve both_ways(const ContinuationProblem& problem, const VectorXd& x, double begin,
                        ContinuationOptions options, const Context& context) {
  const double from = options.from, to = options.to;
  SolutionCurve curve;
  if (begin < to) {
    options.from = begin;
    options.bound = from;
    curve = follow(problem, x, options, context);
    if (curve.closed) return curve;
  }
  if (begin > from) {
    options.from = begin;
    options.to = from;
    options.bound = to;
    SolutionCurve back = follow(problem, x, options, context);
    std::reverse(back.points.begin(), back.points.end());
    if (!curve.points.empty()) back.points.pop_back();
    curve.points.insert(curve.points.begin(), back.points.begin(), back.points.end());
    curve.folds.insert(curve.folds.begin(), back.folds.rbegin(), back.folds.rend());
    curve.hopf.insert(curve.hopf.begin(), back.hopf.rbegin(), back.hopf.rend());
  }
  return curve;
}

std::vector<SolutionCurve> along_detuning(const SteadyProblem& problem, double from, double to,
                                          const Context& context) {
  constexpr int kSeeds = 7;
  const ScaledRates rates(problem);
  const int n = static_cast<int>(problem.dynamics.states().size());
  const double scale = to - from;
  const ContinuationProblem equations = continuation(rates, n, 1e-6 * scale);
  std::vector<SolutionCurve> curves;
  for (int k = 0; k < kSeeds; ++k) {
    const double at = k + 1 == kSeeds ? to : from + scale * k / (kSeeds - 1);
    SteadyProblem lit = problem;
    lit.axis = SteadyAxis::Power;
    lit.angular_detuning = angular_detuning(at, problem.input.resonance_wavelength);
    const SolutionCurve rise = along_power(lit, 0, problem.power, context);
    const ScaledRates lit_rates(lit);
    const double amplitude = std::sqrt(problem.power);
    for (const VectorXd& x :
         crossings(continuation(lit_rates, n, 1e-4 * amplitude), rise, amplitude)) {
      const bool known = std::any_of(curves.begin(), curves.end(), [&](const SolutionCurve& c) {
        const std::vector<VectorXd> states = crossings(equations, c, at);
        return std::any_of(states.begin(), states.end(), [&](const VectorXd& y) {
          return (x - y).norm() < 1e-6 * (1 + x.norm());
        });
      });
      if (known) continue;
      const ContinuationOptions options{.from = from, .to = to, .parameter_scale = scale};
      curves.push_back(both_ways(equations, x, at, options, context));
    }
  }
  return curves;
}

// Keeps the pieces of a curve that lie in [from, to] (of the parameter), each as a curve.
std::vector<SolutionCurve> clip(const SolutionCurve& curve, double from, double to) {
  // The points on the bounds were found by bisection.
  const double slack = 1e-9 * (to - from);
  const auto inside = [&](double p) { return p >= from - slack && p <= to + slack; };
  std::vector<SolutionCurve> pieces;
  bool open = false;
  for (const CurvePoint& point : curve.points) {
    if (inside(point.p) && !open) pieces.emplace_back();
    open = inside(point.p);
    if (open) pieces.back().points.push_back(point);
  }
  if (pieces.empty()) return pieces;
  for (const CurvePoint& fold : curve.folds)
    if (inside(fold.p)) pieces.front().folds.push_back(fold);
  for (const HopfPoint& hopf : curve.hopf)
    if (inside(hopf.point.p)) pieces.front().hopf.push_back(hopf);
  return pieces;
}

}  // namespace

double axis_value(const SteadyProblem& problem, double parameter) {
  return problem.axis == SteadyAxis::Power ? parameter * parameter : parameter;
}

std::vector<double> inputs_at(const SteadyProblem& problem, double parameter) {
  const bool moves = problem.axis == SteadyAxis::Power;
  std::vector<double> u = problem.inputs;
  u[static_cast<std::size_t>(problem.input.real)] = moves ? parameter : std::sqrt(problem.power);
  if (problem.input.detuning >= 0)
    u[static_cast<std::size_t>(problem.input.detuning)] =
        moves ? problem.angular_detuning
              : angular_detuning(parameter, problem.input.resonance_wavelength);
  return u;
}

std::vector<SolutionCurve> find_branches(const SteadyProblem& problem, double from, double to,
                                         const Context& context) {
  if (problem.axis == SteadyAxis::Detuning) return along_detuning(problem, from, to, context);
  return clip(along_power(problem, from, to, context), std::sqrt(from), std::sqrt(to));
}

}  // namespace verdet
