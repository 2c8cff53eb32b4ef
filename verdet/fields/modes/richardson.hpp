// The limit of a result from two or three grids, with its own error estimate.
#pragma once

#include <array>
#include <complex>

namespace verdet {

/// Limit of v(m) = limit + c m^-order as the level m grows.
struct GridLimit {
  std::complex<double> value;
  double order = 2;  ///< fitted to three results, kept within [0.7, 3]; assumed for two
  double error = 0;  ///< estimated error of `value`
};

/// Fits limit, coefficient and order to results on three levels, coarse to fine (Richardson 1911;
/// Roache 1994). The error is the largest of: the change of the limit when the order
/// is off by 0.15, its change when the order is 2 (half of that below order 2), and 5 % of the
/// correction; when the differences do not shrink like a power in range, the whole correction.
GridLimit extrapolate(const std::array<int, 3>& level,
                      const std::array<std::complex<double>, 3>& value);

/// From two levels, taking order 2; the error is what order 1 would make of the same difference.
GridLimit extrapolate(const std::array<int, 2>& level,
                      const std::array<std::complex<double>, 2>& value);

/// The same limit for another result that converges with a known order.
std::complex<double> extrapolate_with_order(int coarse, int fine, std::complex<double> at_coarse,
                                            std::complex<double> at_fine, double order);

}  // namespace verdet
