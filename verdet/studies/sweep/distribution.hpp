// One-dimensional distributions by their quantile functions: the same for random, Latin hypercube
// and Sobol points.
#pragma once

#include <string>

#include "verdet/base/statement.hpp"

namespace verdet {

/// Value below which a standard normal variable lies with probability `p`.
double normal_quantile(double p);
/// Probability that a standard normal variable lies below `x`.
double normal_probability(double x);

/// A distribution of one parameter, in SI.
struct Distribution {
  enum class Shape { Uniform, LogUniform, Normal, LogNormal };

  Shape shape = Shape::Uniform;
  double centre = 0;  ///< mean (normal) or median (log-normal)
  double spread =
      0;  ///< standard deviation: of the value, or of its natural logarithm (log-normal)
  double from = 0, to = 1;       ///< ends (uniform) or truncation
  double low_p = 0, high_p = 1;  ///< probability below `from` and `to` of the untruncated shape

  /// The value below which a share `u` of (0, 1) lies.
  double quantile(double u) const;
};

/// Reads `{distribution: NAME, ...}` for a parameter; a plain `{from, to}` is uniform. The mean or
/// median is `centre` where none is given. `deviation` says that the values are added to the
/// parameter (their units are those of differences); bounds are then not checked. Throws InputError
/// with place and remedy.
Distribution read_distribution(const Node& node, const About& about, double centre, bool deviation,
                               const std::string& path);

/// A standard deviation or difference of this parameter.
double read_difference(const Node& node, const About& about, const std::string& path);

/// A value of this parameter.
double read_quantity(const Node& node, const About& about, const std::string& path);

}  // namespace verdet
