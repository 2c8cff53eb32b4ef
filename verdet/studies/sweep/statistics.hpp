// What a sweep says as a whole: percentiles, yield, variance-based sensitivity.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdet/base/node.hpp"
#include "verdet/studies/sweep/design.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// `statistics: {percentiles: [5, 50, 95], yield: "q > 5000 and extinction > 10 dB"}`.
struct StatisticsRequest {
  std::vector<double> percentiles;  ///< per cent, ascending
  std::string yield;                ///< condition on results; empty: none
  Node place;                       ///< of `yield`, for messages

  bool empty() const { return percentiles.empty() && yield.empty(); }
};
StatisticsRequest read_statistics(const Node& node);

/// A result of all points: `width` values each, NaN where a point failed or has fewer.
struct PointValues {
  std::string name, unit;
  std::size_t width = 1;
  std::vector<double> values;
};

/// Statistics over the sampled factors of the design (monte_carlo, latin_hypercube, sobol, table,
/// zip; over all points when there is none), one per position along the others:
///   NAME_mean, NAME_standard_deviation, NAME_percentile  of results with one value per point,
///   yield       share of the computed points that meet the condition at every entry (resonance),
///   NAME_first_order, NAME_total  of a sensitivity sample (Saltelli2010: equation (b) of table 2;
///   Jansen's estimator, equation (f)).
/// NaN is left out. Throws InputError for a condition on names that are no results.
Table statistics(const Design& design, const StatisticsRequest& request,
                 const std::vector<PointValues>& results);

/// Linear interpolation between order statistics (Hyndman1996, type 7); NaN for no values. `values`
/// is sorted in place.
double percentile(std::vector<double>& values, double percent);

}  // namespace verdet
