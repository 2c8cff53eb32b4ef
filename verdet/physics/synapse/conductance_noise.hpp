// Published statistics of electrical phase-change cells, as network simulators take them:
// conductances in siemens, times in seconds. For comparison with optical cells, whose statistics
// follow from their own noise.
#pragma once

#include "verdet/base/math.hpp"

namespace verdet::physics {

inline constexpr double kMicrosiemens = 1e-6;

/// Standard deviation after programming to `share` of the largest conductance 25 uS (bib:
/// Nandakumar2019, in the form of the IBM analog hardware kit).
template <class T>
T programming_noise(const T& share) {
  return kMicrosiemens * (0.26348 + share * (1.9650 - 1.1731 * share));
}

/// The same measured by others, over the conductance itself up to 25 uS (bib: Joshi2020).
template <class T>
T programming_noise_joshi(const T& conductance) {
  const T g = conductance / kMicrosiemens;
  const T sigma = 0.28638599 + g * (0.07585724 - 0.00178767 * g);
  return kMicrosiemens * select(sigma > 0.0, sigma, T(0.0));
}

/// Mean drift exponent nu of g(t) = g0 (t/t0)^-nu, t0 = 20 s.
template <class T>
T drift_exponent(const T& share) {
  const T nu = 0.0244 - 0.0155 * log(share);
  const T low = select(nu < 0.049, T(0.049), nu);
  return select(low > 0.1, T(0.1), low);
}

/// Standard deviation of that exponent from cell to cell.
template <class T>
T drift_exponent_deviation(const T& share) {
  const T nu = -0.0059 - 0.0125 * log(share);
  const T low = select(nu < 0.008, T(0.008), nu);
  return select(low > 0.045, T(0.045), low);
}

/// Value at `time` after programming, from the one at t0 (20 s where the statistics above are
/// meant). Exactly flat for nu = 0.
template <class T>
T drifted(const T& value, const T& exponent, double time, double t0 = 20.0) {
  return value * exp(-exponent * std::log(time / t0));
}

/// Standard deviation of one reading of 250 ns at `time` (1/f noise) of a conductance that is
/// `share` of the largest.
template <class T>
T read_noise(const T& conductance, const T& share, double time) {
  constexpr double kReading = 250e-9;
  const T q = 0.0088 * exp(-0.65 * log(share));
  const T bounded = select(q > 0.2, T(0.2), q);
  return conductance * bounded * std::sqrt(std::log((time + kReading) / (2 * kReading)));
}

}  // namespace verdet::physics
