#include "verdet/solvers/least_squares/uncertainty.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <mutex>

#include "verdet/solvers/least_squares/multi_start.hpp"

namespace verdet {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool on_bound(const FreeParameter& p, double x) {
  const double width = std::isfinite(p.high - p.low) ? p.high - p.low : std::abs(x) + 1e-300;
  return x - p.low <= 1e-9 * width || p.high - x <= 1e-9 * width;
}

struct Linearised {
  Eigen::MatrixXd jacobian;  // of the free columns, scaled to unit length
  Eigen::VectorXd length;
  std::vector<std::size_t> free;
};

Linearised linearise(const LeastSquaresProblem& problem, const Minimum& minimum,
                     const MinimiseOptions& options, const std::vector<bool>& at_bound) {
  const std::size_t m = problem.residual_count(), n = minimum.x.size();
  std::vector<double> r(m), jacobian(m * n);
  problem.evaluate(minimum.x, r, jacobian);
  robustify(options, r, jacobian);
  Linearised l;
  for (std::size_t j = 0; j < n; ++j)
    if (!at_bound[j]) l.free.push_back(j);
  const auto k = static_cast<Eigen::Index>(l.free.size());
  l.jacobian.resize(static_cast<Eigen::Index>(m), k);
  l.length.resize(k);
  for (Eigen::Index c = 0; c < k; ++c) {
    for (std::size_t i = 0; i < m; ++i)
      l.jacobian(static_cast<Eigen::Index>(i), c) = jacobian[i * n + l.free[c]];
    l.length(c) = l.jacobian.col(c).norm();
    if (l.length(c) > 0) l.jacobian.col(c) /= l.length(c);
  }
  return l;
}

// (J^T J)^-1 on the space that the data determine.
struct Inverse {
  Eigen::MatrixXd matrix;
  std::vector<bool> lost;  // parameters that take part in a direction without effect
  int rank = 0;
};

Inverse invert(const Linearised& l) {
  const Eigen::Index k = l.jacobian.cols();
  Inverse inverse{Eigen::MatrixXd::Zero(k, k), std::vector<bool>(static_cast<std::size_t>(k)), 0};
  if (k == 0) return inverse;
  // Singular values of R are those of the Jacobian: no digits are lost to its square.
  const Eigen::MatrixXd r = l.jacobian.householderQr()
                                .matrixQR()
                                .topRows(std::min(k, l.jacobian.rows()))
                                .triangularView<Eigen::Upper>();
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(r, Eigen::ComputeFullV);
  constexpr double kSingular = 1e-10, kTakesPart = 1e-3;
  Eigen::VectorXd inverse2 = Eigen::VectorXd::Zero(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    const double s = i < svd.singularValues().size() ? svd.singularValues()(i) : 0;
    if (s > kSingular * svd.singularValues()(0)) {
      inverse2(i) = 1 / (s * s);
      ++inverse.rank;
      continue;
    }
    for (Eigen::Index j = 0; j < k; ++j)
      if (std::abs(svd.matrixV()(j, i)) > kTakesPart) inverse.lost[j] = true;
  }
  inverse.matrix = svd.matrixV() * inverse2.asDiagonal() * svd.matrixV().transpose();
  return inverse;
}

// The profile of one parameter: costs of the best fits with it held.
class Profile {
 public:
  Profile(const LeastSquaresProblem& problem, const Minimum& minimum, const Covariance& covariance,
          const MinimiseOptions& options, double rise, std::size_t j, const Context& context)
      : problem_(problem),
        minimum_(minimum),
        covariance_(covariance),
        options_(options),
        rise_(rise),
        j_(j),
        context_(context) {
    options_.fixed.assign(minimum.x.size(), false);
    options_.fixed[j] = true;
    options_.iterations = 40;
    options_.tolerance = 1e-9;
    options_.first_radius = 1e4;
  }

  // The limit on one side (-1 or +1), by secants on the signed root of the rise, which is linear
  // for a linear model; kept between a place inside the interval and one outside.
  double limit(int side, bool& open) {
    const FreeParameter& p = problem_.parameters()[j_];
    const double best = minimum_.x[j_], bound = side < 0 ? p.low : p.high;
    double step = covariance_.standard_error[j_] * std::sqrt(rise_ / covariance_.variance_scale);
    if (!(step > 0) || !std::isfinite(step)) step = first_step(p);
    const double target = std::sqrt(rise_);
    double inside = 0, outside = kInfinity, inside_root = 0, outside_root = 0;
    warm_ = minimum_.x;
    for (int i = 0; i < 30; ++i) {
      const double room = std::abs(bound - best);
      const bool clipped = step >= room;
      if (clipped) step = room;
      if (step > 1e9 * (std::abs(best) + first_step(p))) break;
      const double root = root_at(best + side * step);
      if (root < target && clipped) {
        open = true;
        return bound;
      }
      (root < target ? inside : outside) = step;
      (root < target ? inside_root : outside_root) = root;
      if (std::abs(root - target) < 2e-3 * target) return best + side * step;
      step = next_step(inside, inside_root, outside, outside_root, target);
      if (std::isfinite(outside) && outside - inside < 1e-4 * outside)
        return best + side * 0.5 * (inside + outside);
    }
    open = true;
    return std::isfinite(bound) ? bound : side * kInfinity;
  }

  const Minimum& lowest() const { return lowest_; }

 private:
  static double first_step(const FreeParameter& p) {
    const double width = p.high - p.low;
    return std::isfinite(width) ? 1e-3 * width : 1e-3 * std::max(std::abs(p.start), 1e-30);
  }

  static double next_step(double inside, double inside_root, double outside, double outside_root,
                          double target) {
    if (!std::isfinite(outside))
      return inside * std::clamp(target / std::max(inside_root, 1e-12), 1.05, 10.0);
    if (!std::isfinite(outside_root)) return 0.5 * (inside + outside);
    const double share = (target - inside_root) / (outside_root - inside_root);
    return inside + std::clamp(share, 0.05, 0.95) * (outside - inside);
  }

  // sqrt(cost - least) with parameter j held at `value`; the others start on the line that the
  // covariance predicts.
  double root_at(double value) {
    std::vector<double> start = warm_;
    const std::size_t n = start.size();
    const double own = covariance_.covariance[j_ * n + j_];
    if (own > 0 && std::isfinite(own))
      for (std::size_t i = 0; i < n; ++i) {
        const double slope = covariance_.covariance[i * n + j_] / own;
        if (i != j_ && std::isfinite(slope)) start[i] += slope * (value - warm_[j_]);
      }
    start[j_] = value;
    const Minimum held = minimise(problem_, start, options_, context_);
    if (!std::isfinite(held.cost)) return kInfinity;
    warm_ = held.x;
    if (held.cost < lowest_.cost) lowest_ = held;
    return std::sqrt(std::max(0.0, held.cost - minimum_.cost));
  }

  const LeastSquaresProblem& problem_;
  const Minimum& minimum_;
  const Covariance& covariance_;
  MinimiseOptions options_;
  double rise_;
  std::size_t j_;
  const Context& context_;
  std::vector<double> warm_;
  Minimum lowest_{{}, kInfinity, Termination::Undefined, 0};
};

}  // namespace

double quantile_95(int degrees_of_freedom, bool errors_known) {
  if (errors_known) return 1.959963984540054;
  if (degrees_of_freedom < 1) return kInfinity;
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), 0.975);
}

Covariance covariance_at(const LeastSquaresProblem& problem, const Minimum& minimum,
                         const MinimiseOptions& options, bool errors_known) {
  const std::size_t n = minimum.x.size();
  Covariance c;
  for (std::size_t j = 0; j < n; ++j)
    c.at_bound.push_back(on_bound(problem.parameters()[j], minimum.x[j]));
  c.standard_error.assign(n, 0.0);
  c.covariance.assign(n * n, 0.0);
  c.correlation.assign(n * n, 0.0);
  c.undetermined.assign(n, false);
  const Linearised l = linearise(problem, minimum, options, c.at_bound);
  const Inverse inverse = invert(l);
  c.degrees_of_freedom = static_cast<int>(problem.residual_count()) - inverse.rank;
  if (!errors_known)
    c.variance_scale = c.degrees_of_freedom > 0 ? minimum.cost / c.degrees_of_freedom : kInfinity;
  const Eigen::MatrixXd& unit = inverse.matrix;
  for (Eigen::Index a = 0; a < unit.rows(); ++a) {
    const std::size_t i = l.free[a];
    c.undetermined[i] = inverse.lost[a];
    c.standard_error[i] =
        inverse.lost[a] ? kInfinity : std::sqrt(c.variance_scale * unit(a, a)) / l.length(a);
    for (Eigen::Index b = 0; b < unit.rows(); ++b) {
      const std::size_t j = l.free[b];
      const bool known = !inverse.lost[a] && !inverse.lost[b];
      c.covariance[i * n + j] =
          known ? c.variance_scale * unit(a, b) / (l.length(a) * l.length(b)) : kNaN;
      c.correlation[i * n + j] = known ? unit(a, b) / std::sqrt(unit(a, a) * unit(b, b)) : kNaN;
    }
  }
  return c;
}

std::vector<Interval> profile_intervals(const LeastSquaresProblem& problem, const Minimum& minimum,
                                        const Covariance& covariance,
                                        const MinimiseOptions& options, bool errors_known,
                                        const Context& context, Minimum* better) {
  const double t = quantile_95(covariance.degrees_of_freedom, errors_known);
  const double rise = covariance.variance_scale * t * t;
  const std::size_t n = minimum.x.size();
  std::vector<Interval> intervals(n, {-kInfinity, kInfinity, true, true});
  if (!std::isfinite(rise)) return intervals;
  std::mutex mutex;
  run_parallel(static_cast<int>(n), context.threads, [&](int j) {
    if (rise == 0) {  // a perfect fit: the limits are the value itself
      intervals[j] = {minimum.x[j], minimum.x[j], false, false};
      return;
    }
    Profile profile(problem, minimum, covariance, options, rise, static_cast<std::size_t>(j),
                    context);
    Interval interval;
    interval.low = profile.limit(-1, interval.low_open);
    interval.high = profile.limit(+1, interval.high_open);
    intervals[j] = interval;
    const std::lock_guard lock(mutex);
    if (better && profile.lowest().cost < better->cost) *better = profile.lowest();
  });
  return intervals;
}

}  // namespace verdet
