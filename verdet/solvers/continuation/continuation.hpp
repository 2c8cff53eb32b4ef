// Solution curves of F(x, p) = 0 by pseudo-arc-length continuation, with their stability, folds
// and Hopf points. Theory: README.md.
#pragma once

#include <complex>
#include <functional>
#include <optional>
#include <vector>

#include <Eigen/Core>

#include "verdet/base/context.hpp"

namespace verdet {

/// F and its derivatives; x and F in units in which all components are of order one.
struct ContinuationProblem {
  int dimension = 0;
  std::function<void(const Eigen::VectorXd& x, double p, Eigen::VectorXd& f)> residual;
  std::function<void(const Eigen::VectorXd& x, double p, Eigen::MatrixXd& dfdx,
                     Eigen::VectorXd& dfdp)>
      derivatives;
};

struct ContinuationOptions {
  double from = 0, to = 1;           ///< begin, and where the curve first heads to
  std::optional<double> bound = {};  ///< the curve ends at `to` and here; `from` when absent
  std::vector<double> marks = {};    ///< values of p at which the curve gets points
  double parameter_scale = 1;        ///< a change of p that counts as much as a change of x by one
  double first_step = 1e-3, largest_step = 0.02, smallest_step = 1e-9;  ///< of the arc length
  double tolerance = 1e-11;  ///< of |F| relative to the size of its terms, and of Newton steps
  int most_points = 20000;
};

struct CurvePoint {
  Eigen::VectorXd x;
  double p = 0;
  Eigen::VectorXd tangent;                        ///< dx/ds and dp/ds (last), of unit length
  std::vector<std::complex<double>> eigenvalues;  ///< of dF/dx, largest real part first
  bool stable = false;
};

struct HopfPoint {
  CurvePoint point;
  double angular_frequency = 0;  ///< of the pair on the imaginary axis
};

struct SolutionCurve {
  std::vector<CurvePoint> points;
  std::vector<CurvePoint> folds;  ///< saddle-nodes: dp/ds = 0
  std::vector<HopfPoint> hopf;
  bool complete = false;  ///< left the interval of p, as opposed to running out of points
  bool closed = false;    ///< came back to its first point
};

/// Follows the curve through (x, options.from), `x` being a guess that Newton's method corrects,
/// until p leaves the interval or the curve closes. Folds and Hopf points are located to rounding
/// along the arc. Throws ConvergenceError when no solution is found near the guess or the step gets
/// too small.
SolutionCurve follow(const ContinuationProblem& problem, Eigen::VectorXd x,
                     const ContinuationOptions& options, const Context& context);

/// Newton's method at fixed p; false when it does not converge.
bool solve_at(const ContinuationProblem& problem, double p, Eigen::VectorXd& x, double tolerance);

}  // namespace verdet
