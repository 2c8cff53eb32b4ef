#include "verdet/materials/sampled_curve.hpp"

#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

// Slopes at the samples, Steffen 1990, eq. 11 inside, a limited one-sided parabola at the ends: the
// interpolant is monotone between samples, so n and k get no extrema that nobody measured.
std::vector<double> monotone_slopes(const std::vector<double>& x, const std::vector<double>& y) {
  const std::size_t n = x.size();
  std::vector<double> secant(n - 1), slopes(n);
  for (std::size_t i = 0; i + 1 < n; ++i) secant[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
  if (n == 2) return {secant[0], secant[0]};
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double left = x[i] - x[i - 1];
    const double right = x[i + 1] - x[i];
    const double p = (secant[i - 1] * right + secant[i] * left) / (left + right);
    const double sign = std::copysign(1.0, secant[i - 1]) + std::copysign(1.0, secant[i]);
    slopes[i] = sign * std::min({std::abs(secant[i - 1]), std::abs(secant[i]), 0.5 * std::abs(p)});
  }
  const auto end = [](double near, double far, double width, double next) {
    const double p = near * (1 + width / (width + next)) - far * width / (width + next);
    if (p * near <= 0) return 0.0;
    return std::abs(p) > 2 * std::abs(near) ? 2 * near : p;
  };
  slopes[0] = end(secant[0], secant[1], x[1] - x[0], x[2] - x[1]);
  slopes[n - 1] = end(secant[n - 2], secant[n - 3], x[n - 1] - x[n - 2], x[n - 2] - x[n - 3]);
  return slopes;
}

}  // namespace

SampledCurve::SampledCurve(std::vector<double> x, std::vector<double> y,
                           Interpolation interpolation)
    : x_(std::move(x)), y_(std::move(y)), interpolation_(interpolation) {
  if (x_.empty() || x_.size() != y_.size())
    throw Error("a sampled curve needs as many values as abscissae, and at least one");
  for (std::size_t i = 1; i < x_.size(); ++i)
    if (!(x_[i] > x_[i - 1])) throw Error("the abscissae of a sampled curve must ascend strictly");
  if (interpolation_ == Interpolation::Monotone && x_.size() > 1) slopes_ = monotone_slopes(x_, y_);
}

}  // namespace verdet
