// Poisson numbers from uniform ones.
#pragma once

#include <cmath>
#include <cstdint>

namespace verdet {

/// The Poisson number of this mean that belongs to `u` in (0, 1): probabilities are taken away from
/// u, beginning with the most probable number and going outwards, until it is used up. Exact in
/// distribution, about sqrt(mean) terms. 0 for a mean that is not positive.
inline std::uint64_t poisson(double mean, double u) {
  if (!(mean > 0)) return 0;
  const double mode = std::floor(mean);
  const double peak = std::exp(mode * std::log(mean) - mean - std::lgamma(mode + 1));
  double below = mode, above = mode, low = peak, high = peak;
  u -= peak;
  // Beyond this share the terms are lost in the rounding of u.
  constexpr double kNothing = 1e-18;
  while (u > 0 && (low > kNothing || high > kNothing)) {
    above += 1;
    high *= mean / above;
    u -= high;
    if (u <= 0) return static_cast<std::uint64_t>(above);
    if (below < 1) continue;
    low *= below / mean;
    below -= 1;
    u -= low;
    if (u <= 0) return static_cast<std::uint64_t>(below);
  }
  return static_cast<std::uint64_t>(u > 0 ? above : mode);
}

}  // namespace verdet
