// The table of a fit.
#pragma once

#include "verdet/solvers/least_squares/uncertainty.hpp"
#include "verdet/studies/fit/fit.hpp"

namespace verdet {

/// All that was found about one fit, engine units.
struct Findings {
  Minimum best;
  Covariance covariance;
  std::vector<Interval> intervals;
  MultiStart starts;
  bool errors_known = false;
};

/// `data`, `fit` and `residual` of a model at x over its abscissa.
void add_curves(Table& table, const FitModel& model, std::span<const double> x);

/// Durbin and Watson's statistic of residuals that follow each other in columns of `points`: 2 for
/// residuals without memory, towards 0 where neighbours agree: the model misses something.
double durbin_watson(const std::vector<double>& residual, std::size_t points);

Table fit_table(const FitModel& model, const Findings& findings);

}  // namespace verdet
