// How well the data determine the parameters: covariance, and intervals by profile likelihood.
#pragma once

#include "verdet/solvers/least_squares/minimise.hpp"

namespace verdet {

/// Linearised about the minimum, over the parameters that are not at a bound. Square matrices are
/// row-major over all parameters; entries of parameters at a bound are 0, of undetermined ones NaN.
struct Covariance {
  std::vector<double> standard_error;  ///< infinite where undetermined, 0 at a bound
  std::vector<double> covariance;
  std::vector<double> correlation;
  std::vector<bool> at_bound;
  std::vector<bool> undetermined;  ///< takes part in a direction along which nothing changes
  int degrees_of_freedom = 0;      ///< residuals minus determined directions
  double variance_scale = 1;       ///< chi-square over degrees of freedom, or 1 for known errors
};

/// `errors_known`: the residuals are in standard deviations, so their scale is not estimated.
Covariance covariance_at(const LeastSquaresProblem& problem, const Minimum& minimum,
                         const MinimiseOptions& options, bool errors_known);

struct Interval {
  double low = 0, high = 0;  ///< infinite, or the bound, where the data set no limit
  bool low_open = false, high_open = false;
};

/// Limits of the 95 % confidence interval of every parameter: where the smallest cost over all
/// other parameters has risen by s^2 t^2, t the 97.5 % quantile of Student's distribution (of the
/// normal one for known errors). Holds at bounds and for a single parameter. `better` returns a
/// lower minimum, should the profile meet one.
std::vector<Interval> profile_intervals(const LeastSquaresProblem& problem, const Minimum& minimum,
                                        const Covariance& covariance,
                                        const MinimiseOptions& options, bool errors_known,
                                        const Context& context, Minimum* better = nullptr);

/// 97.5 % quantile of Student's t, or 1.95996 for known errors.
double quantile_95(int degrees_of_freedom, bool errors_known);

}  // namespace verdet
