// A measured curve: samples on an ascending grid and the rule that joins them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "verdet/base/math.hpp"

namespace verdet {

enum class Interpolation {
  Linear,   ///< straight lines; the convention of refractiveindex.info
  Monotone  ///< cubic with continuous slope and no overshoot (bib: Steffen1990)
};

/// Samples y(x) on a strictly ascending grid. Held at the end values outside it; the caller checks
/// the range. Derivatives are those of the interpolant: with Linear, constant between samples.
class SampledCurve {
 public:
  SampledCurve() = default;
  /// `x` strictly ascending, `y` of the same size, at least one sample; throws Error otherwise.
  SampledCurve(std::vector<double> x, std::vector<double> y,
               Interpolation interpolation = Interpolation::Linear);

  const std::vector<double>& x() const noexcept { return x_; }
  const std::vector<double>& y() const noexcept { return y_; }
  Interpolation interpolation() const noexcept { return interpolation_; }
  bool empty() const noexcept { return x_.empty(); }

  /// The interpolant at `x`, for double and dual numbers. O(log n).
  template <class T>
  T operator()(const T& x) const {
    const double at = value_of(x);
    if (at <= x_.front()) return at == x_.front() && x_.size() > 1 ? inside(x, 0) : T(y_.front());
    if (at >= x_.back()) return at == x_.back() ? inside(x, x_.size() - 2) : T(y_.back());
    return inside(x, interval(at));
  }

  /// Index i of the interval [x_i, x_{i+1}] that holds `at`, clamped to the grid.
  std::size_t interval(double at) const {
    const auto above = std::upper_bound(x_.begin() + 1, x_.end() - 1, at);
    return static_cast<std::size_t>(above - x_.begin()) - 1;
  }

 private:
  template <class T>
  T inside(const T& x, std::size_t i) const {
    const double width = x_[i + 1] - x_[i];
    const double slope = (y_[i + 1] - y_[i]) / width;
    const T h = x - x_[i];
    if (interpolation_ == Interpolation::Linear) return y_[i] + slope * h;
    // Hermite form on one interval, Steffen 1990.
    const double a = (slopes_[i] + slopes_[i + 1] - 2 * slope) / (width * width);
    const double b = (3 * slope - 2 * slopes_[i] - slopes_[i + 1]) / width;
    return y_[i] + h * (slopes_[i] + h * (b + h * a));
  }

  std::vector<double> x_, y_, slopes_;
  Interpolation interpolation_ = Interpolation::Linear;
};

}  // namespace verdet
