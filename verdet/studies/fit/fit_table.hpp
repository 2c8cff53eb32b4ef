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

Table fit_table(const FitModel& model, const Findings& findings);

}  // namespace verdet
