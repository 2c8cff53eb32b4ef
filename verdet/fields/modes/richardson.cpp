#include "verdet/fields/modes/richardson.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

using Complex = std::complex<double>;

constexpr double kLowestOrder = 0.7;
constexpr double kHighestOrder = 3.0;
constexpr double kOrderDoubt = 0.15;
constexpr double kCorrectionShare = 0.05;
constexpr double kSmoothOrder = 2, kRoughOrder = 1;  // of smooth parts, of slanted edges
constexpr double kMixtureShare = 0.5;

// (a^-p - b^-p) / (b^-p - c^-p): the ratio of successive differences, rising with p.
double difference_ratio(const std::array<int, 3>& m, double p) {
  const double a = std::pow(m[0], -p), b = std::pow(m[1], -p), c = std::pow(m[2], -p);
  return (a - b) / (b - c);
}

double order_for(const std::array<int, 3>& m, double ratio) {
  double low = kLowestOrder, high = kHighestOrder;
  if (!(ratio > difference_ratio(m, low))) return low;
  if (ratio > difference_ratio(m, high)) return high;
  for (int k = 0; k < 60; ++k) {
    const double middle = (low + high) / 2;
    (difference_ratio(m, middle) < ratio ? low : high) = middle;
  }
  return (low + high) / 2;
}

// limit - v(fine), in units of v(fine) - v(coarse).
double correction(int coarse, int fine, double p) {
  return 1 / (std::pow(static_cast<double>(fine) / coarse, p) - 1);
}

}  // namespace

Complex extrapolate_with_order(int coarse, int fine, Complex at_coarse, Complex at_fine,
                               double order) {
  return at_fine + (at_fine - at_coarse) * correction(coarse, fine, order);
}

GridLimit extrapolate(const std::array<int, 2>& m, const std::array<Complex, 2>& v) {
  const Complex value = extrapolate_with_order(m[0], m[1], v[0], v[1], kSmoothOrder);
  const Complex rough = extrapolate_with_order(m[0], m[1], v[0], v[1], kRoughOrder);
  return {value, kSmoothOrder, std::abs(rough - value)};
}

GridLimit extrapolate(const std::array<int, 3>& m, const std::array<Complex, 3>& v) {
  const Complex first = v[1] - v[0], second = v[2] - v[1];
  const double size = std::abs(second);
  // Differences at rounding level carry no order.
  if (size < 1e-13 * std::abs(v[2])) return {v[2], 2, std::max(std::abs(first), size)};
  const double ratio = (first * std::conj(second)).real() / (size * size);
  const double order = order_for(m, ratio);
  const Complex value = extrapolate_with_order(m[1], m[2], v[1], v[2], order);
  const double step = std::abs(value - v[2]);
  const bool regular =
      ratio > difference_ratio(m, kLowestOrder) && ratio < difference_ratio(m, kHighestOrder);
  if (!regular) return {value, order, std::max({step, std::abs(first), size})};
  const double doubt =
      size * (correction(m[1], m[2], order - kOrderDoubt) - correction(m[1], m[2], order));
  // Smooth parts converge with order 2, dielectric corners with about 1.5: an order below 2 is a
  // mixture of both, one above 2 a cancellation between them and worth less.
  const double smooth =
      size * std::abs(correction(m[1], m[2], kSmoothOrder) - correction(m[1], m[2], order));
  const double mixture = order > kSmoothOrder ? smooth : kMixtureShare * smooth;
  return {value, order, std::max({doubt, kCorrectionShare * step, mixture})};
}

}  // namespace verdet
