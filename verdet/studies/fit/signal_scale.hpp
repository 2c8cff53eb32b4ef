// What is measured of a channel: scale times channel plus offset, in SI numbers.
#pragma once

#include <span>

#include "verdet/base/node.hpp"
#include "verdet/studies/fit/model.hpp"

namespace verdet {

/// `scale:` and `offset:` of a model, fixed or fitted.
class SignalScale {
 public:
  SignalScale() = default;
  /// Reads both keys of `model` and appends the fitted ones to `parameters`.
  SignalScale(const Node& model, std::vector<FitParameter>& parameters);

  bool fitted() const { return scale_.at >= 0 || offset_.at >= 0; }
  double scale(std::span<const double> x) const { return value_of(scale_, x); }
  double offset(std::span<const double> x) const { return value_of(offset_, x); }
  /// Writes the derivatives of the signal by the fitted ones into one row of the Jacobian.
  void slopes(double channel, std::span<double> row) const;
  /// The fitted ones that bring a channel nearest to data: they enter linearly. Clamped to bounds.
  void fit_linear(std::span<const double> channel, std::span<const double> data,
                  const std::vector<FitParameter>& parameters, std::span<double> x) const;
  /// Takes those marked `auto` from x as starts.
  void take_starts(std::span<const double> x, std::vector<FitParameter>& parameters) const;

 private:
  struct Part {
    double fixed = 0, si = 1;
    int at = -1;  ///< position among the parameters, if fitted
    bool automatic = false;
  };
  static Part read(const Node& model, const char* key, double fallback, const char* meaning,
                   std::vector<FitParameter>& parameters);
  static double value_of(const Part& part, std::span<const double> x) {
    return part.at < 0 ? part.fixed : x[static_cast<std::size_t>(part.at)] * part.si;
  }

  Part scale_{.fixed = 1}, offset_;
};

/// A parameter in units of its start.
FitParameter parameter_in_units_of_start(const std::string& name, const std::string& unit,
                                         double start, double low, double high,
                                         const std::string& meaning);

}  // namespace verdet
