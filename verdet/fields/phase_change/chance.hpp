// Nuclei come one by one: the randomness of writing.
#pragma once

#include <cstdint>

#include "verdet/base/poisson.hpp"
#include "verdet/base/random.hpp"

namespace verdet {

/// Draws the number of nuclei born, a Poisson number as in Kolmogorov's statistics. Part of the
/// state of a film, so that what happens stays a function of the state: numbers are counted from
/// `draws` on, in the stream `realisation` of `seed`. Nothing is drawn unless `on`.
struct Chance {
  bool on = false;
  std::uint64_t seed = 1, realisation = 0, draws = 0;

  /// The nucleation rate (1/(m^3 s)) that `volume` (m^3) shows over `dt` (s) where `rate` is the
  /// mean one.
  double nucleation(double rate, double volume, double dt) {
    if (!on || !(rate * volume * dt > 0)) return rate;
    const auto born = poisson(rate * volume * dt, uniform(seed, draws++, realisation));
    return static_cast<double>(born) / (volume * dt);
  }
};

}  // namespace verdet
