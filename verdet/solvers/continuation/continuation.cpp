#include "verdet/solvers/continuation/continuation.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <optional>

#include "verdet/solvers/eigen/dense.hpp"

namespace verdet {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kNewtonSteps = 12;

class Curve {
 public:
  Curve(const ContinuationProblem& problem, const ContinuationOptions& options,
        const Context& context)
      : problem_(problem),
        options_(options),
        context_(context),
        n_(problem.dimension),
        f_(n_),
        dfdx_(n_, n_),
        dfdp_(n_),
        bordered_(n_ + 1, n_ + 1) {}

  SolutionCurve follow(VectorXd x) {
    if (!solve_at(problem_, options_.from, x, options_.tolerance))
      throw ConvergenceError("no steady state found at the begin of the axis; give 'initial'");
    VectorXd forward = VectorXd::Zero(n_ + 1);
    forward[n_] = options_.to > options_.from ? 1 : -1;
    keep(point_at(z_of(x, options_.from), forward));
    for (double step = options_.first_step; !curve_.complete && !curve_.closed;) {
      context_.check();
      if (curve_.points.size() >= static_cast<std::size_t>(options_.most_points)) break;
      advance(step);
    }
    return std::move(curve_);
  }

 private:
  // z = (x, p/scale): the arc length is measured in it.
  VectorXd z_of(const VectorXd& x, double p) const {
    VectorXd z(n_ + 1);
    z.head(n_) = x;
    z[n_] = p / options_.parameter_scale;
    return z;
  }
  double parameter(const VectorXd& z) const { return z[n_] * options_.parameter_scale; }

  void linearise(const VectorXd& z) {
    const VectorXd x = z.head(n_);
    problem_.residual(x, parameter(z), f_);
    problem_.derivatives(x, parameter(z), dfdx_, dfdp_);
    bordered_.topLeftCorner(n_, n_) = dfdx_;
    bordered_.topRightCorner(n_, 1) = options_.parameter_scale * dfdp_;
  }

  // Newton's method on F = 0 and tangent . (z - start) = step; the number of steps it took, or
  // nothing.
  std::optional<int> correct(const VectorXd& start, const VectorXd& tangent, double step,
                             VectorXd& z) {
    for (int k = 1; k <= kNewtonSteps; ++k) {
      linearise(z);
      bordered_.bottomRows(1) = tangent.transpose();
      VectorXd right(n_ + 1);
      right.head(n_) = -f_;
      right[n_] = step - tangent.dot(z - start);
      const VectorXd move = bordered_.partialPivLu().solve(right);
      if (!move.allFinite()) return {};
      z += move;
      if (move.norm() <= options_.tolerance * (1 + z.norm())) return k;
    }
    return {};
  }

  CurvePoint point_at(const VectorXd& z, const VectorXd& before) {
    linearise(z);
    bordered_.bottomRows(1) = before.transpose();
    VectorXd right = VectorXd::Zero(n_ + 1);
    right[n_] = 1;
    CurvePoint point;
    point.tangent = bordered_.partialPivLu().solve(right).normalized();
    point.x = z.head(n_);
    point.p = parameter(z);
    const auto eigenvalues = dense_eigenvalues(dfdx_);
    point.eigenvalues.assign(eigenvalues.begin(), eigenvalues.end());
    std::sort(point.eigenvalues.begin(), point.eigenvalues.end(),
              [](auto a, auto b) { return a.real() > b.real(); });
    point.stable = point.eigenvalues.front().real() < 0;
    return point;
  }

  void advance(double& step) {
    const CurvePoint last = curve_.points.back();
    const VectorXd start = z_of(last.x, last.p);
    VectorXd z = start + step * last.tangent;
    const std::optional<int> steps = correct(start, last.tangent, step, z);
    CurvePoint next;
    bool good = steps.has_value();
    if (good) {
      next = point_at(z, last.tangent);
      good = next.tangent.dot(last.tangent) > 0.97;  // turned by less than 14 degrees
    }
    if (!good) {
      step *= 0.5;
      if (step < options_.smallest_step)
        throw ConvergenceError(
            fmt::format("the branch of steady states could not be followed beyond {} = {:g}",
                        "the axis value", last.p));
      return;
    }
    if (outside(next.p)) {
      curve_.complete = true;
      end_at(start, last);
      return;
    }
    locate(last, next, step);
    curve_.closed = returns(next, step);
    if (*steps <= 4) step = std::min(1.5 * step, options_.largest_step * (1 + 0.2 * z.norm()));
    keep(std::move(next));
  }

  double low() const { return std::min(options_.bound.value_or(options_.from), options_.to); }
  double high() const { return std::max(options_.bound.value_or(options_.from), options_.to); }
  bool outside(double p) const { return p < low() || p > high(); }

  // Within a step of the first point, in its direction, after having been further away.
  bool returns(const CurvePoint& next, double step) {
    const CurvePoint& first = curve_.points.front();
    const double distance = (z_of(next.x, next.p) - z_of(first.x, first.p)).norm();
    if (distance > 3 * options_.largest_step) gone_ = true;
    return gone_ && distance < step && next.tangent.dot(first.tangent) > 0.9;
  }

  // The curve leaves the interval between `last` and the next point: ends on its bound.
  void end_at(const VectorXd& start, const CurvePoint& last) {
    const double slope = last.tangent[n_];
    const bool upwards = slope > 0;
    const double bound = upwards ? high() : low();
    if (last.p == bound) return;
    VectorXd x =
        last.x + last.tangent.head(n_) * ((bound - last.p) / options_.parameter_scale / slope);
    if (!solve_at(problem_, bound, x, options_.tolerance)) return;
    if ((x - last.x).norm() > 10 * options_.largest_step) return;  // fell onto another branch
    CurvePoint next = point_at(z_of(x, bound), last.tangent);
    locate(last, next, (z_of(x, bound) - start).norm());
    keep(std::move(next));
  }

  void keep(CurvePoint point) { curve_.points.push_back(std::move(point)); }

  // Number of complex pairs of eigenvalues to the right of the imaginary axis.
  static int unstable_pairs(const CurvePoint& point) {
    int count = 0;
    for (const auto& value : point.eigenvalues)
      if (value.imag() > 0 && value.real() > 0) ++count;
    return count;
  }
  // The real part of the complex pair nearest to the imaginary axis.
  static std::complex<double> critical_pair(const CurvePoint& point) {
    std::complex<double> best(INFINITY, 0);
    for (const auto& value : point.eigenvalues)
      if (value.imag() > 0 && std::abs(value.real()) < std::abs(best.real())) best = value;
    return best;
  }

  // Bisection over the arc between two points for a sign change of `sign`.
  template <class Sign>
  CurvePoint between(const CurvePoint& low, double step, Sign sign) {
    const VectorXd start = z_of(low.x, low.p);
    double from = 0, to = step;
    const bool before = sign(low);
    CurvePoint found = low;
    for (int k = 0; k < 60 && to - from > 1e-14 * (1 + step); ++k) {
      const double middle = 0.5 * (from + to);
      VectorXd z = start + middle * low.tangent;
      if (!correct(start, low.tangent, middle, z)) break;
      found = point_at(z, low.tangent);
      (sign(found) == before ? from : to) = middle;
    }
    return found;
  }

  void locate(const CurvePoint& last, const CurvePoint& next, double step) {
    locate_bifurcations(last, next, step);
    std::vector<CurvePoint> found;
    for (const double mark : options_.marks) {
      if ((last.p - mark) * (next.p - mark) >= 0) continue;
      CurvePoint point = between(last, step, [mark](const CurvePoint& p) { return p.p > mark; });
      if (solve_at(problem_, mark, point.x, options_.tolerance)) point.p = mark;
      found.push_back(std::move(point));
    }
    std::sort(found.begin(), found.end(), [&](const CurvePoint& a, const CurvePoint& b) {
      return (a.x - last.x).norm() < (b.x - last.x).norm();
    });
    for (CurvePoint& point : found) keep(std::move(point));
  }

  void locate_bifurcations(const CurvePoint& last, const CurvePoint& next, double step) {
    const int n = n_;
    if (last.tangent[n] * next.tangent[n] < 0)
      curve_.folds.push_back(
          between(last, step, [n](const CurvePoint& p) { return p.tangent[n] > 0; }));
    if (unstable_pairs(last) == unstable_pairs(next)) return;
    const CurvePoint found =
        between(last, step, [](const CurvePoint& p) { return unstable_pairs(p) > 0; });
    const std::complex<double> pair = critical_pair(found);
    // Two real eigenvalues that meet right of the axis also change the count: no crossing there.
    if (std::abs(pair.real()) < 1e-3 * pair.imag()) curve_.hopf.push_back({found, pair.imag()});
  }

  const ContinuationProblem& problem_;
  const ContinuationOptions& options_;
  const Context& context_;
  int n_;
  VectorXd f_;
  MatrixXd dfdx_;
  VectorXd dfdp_;
  MatrixXd bordered_;
  SolutionCurve curve_;
  bool gone_ = false;
};

}  // namespace

bool solve_at(const ContinuationProblem& problem, double p, VectorXd& x, double tolerance) {
  VectorXd f(problem.dimension), dfdp(problem.dimension);
  MatrixXd dfdx(problem.dimension, problem.dimension);
  for (int k = 0; k < 60; ++k) {
    problem.residual(x, p, f);
    problem.derivatives(x, p, dfdx, dfdp);
    const VectorXd move = -dfdx.partialPivLu().solve(f);
    if (!move.allFinite()) return false;
    x += move;
    if (move.norm() <= tolerance * (1 + x.norm())) return true;
  }
  return false;
}

SolutionCurve follow(const ContinuationProblem& problem, VectorXd x,
                     const ContinuationOptions& options, const Context& context) {
  return Curve(problem, options, context).follow(std::move(x));
}

}  // namespace verdet
