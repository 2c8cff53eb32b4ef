// The three ensembles of the benchmark, the same for every solver.
#pragma once

#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "benchmarks/rings/ring.hpp"
#include "verdet/solvers/ode/drive.hpp"

namespace verdet {

struct RingSet {
  std::vector<BenchmarkRing::Coefficients<double>> points;
  std::vector<double> amplitudes;  ///< sqrt(W), of each point
  Drive drive;                     ///< in units of the amplitude
  double duration = 200e-9;        ///< s
};

struct RingRanges {
  double least_power, most_power;  ///< W
  double from, to;                 ///< detuning in linewidths
  double radius;                   ///< m
};

/// Material constants and volumes of VanVaerenbergh2012; lifetimes drawn at random.
template <class Random>
BenchmarkRing::Coefficients<double> random_ring(Random&& uniform, double detuning, double radius) {
  constexpr double c = 299792458, hbar = 1.054571817e-34, n = 3.476;
  constexpr double omega = 2 * std::numbers::pi * c / 1552.77e-9;
  constexpr double tpa = 8.4e-12, fca = 1e-21, kerr = 4.5e-18;
  const double size = radius / 4e-6;  // the source's volumes are those of 4 um
  const double tpa_volume = size * 2.59e-18, carrier_volume = size * 2.36e-18;
  const double heat_volume = size * 3.19e-18;
  constexpr double in_tpa = 0.9964, in_carriers = 0.9996, in_heat = 0.9355;
  const double loss = 1 / uniform(10e-12, 50e-12);
  const double carriers = 1 / uniform(1e-9, 5e-9), heat = 1 / uniform(50e-9, 100e-9);
  const double heating = in_heat / (2330.0 * 700.0 * heat_volume);
  const double tpa_rate = in_tpa * tpa * c * c / (n * n * tpa_volume);
  const double fca_rate = in_carriers * fca * c / n;
  return {.detuning = detuning * loss,
          .half_loss = loss / 2,
          .coupling = std::sqrt(loss / 2),
          .kerr = omega * kerr * c / (n * n * tpa_volume),
          .half_tpa = tpa_rate / 2,
          .half_fca = fca_rate / 2,
          .carrier_shift = omega / n * -1.73e-27,
          .heat_shift = omega / n * 1.86e-4,
          .carrier_decay = carriers,
          .generation = in_carriers * tpa * c * c /
                        (2 * hbar * omega * carrier_volume * carrier_volume * n * n),
          .heat_decay = heat,
          .linear_heating = heating * 0.4 * loss / 2,
          .tpa_heating = heating * tpa_rate,
          .fca_heating = heating * fca_rate};
}

/// Non-return-to-zero bits with linear edges, as knots.
inline PiecewiseLinear random_bits(std::uint64_t seed, double rate, double edge, double duration) {
  std::mt19937_64 bits(seed);
  PiecewiseLinear wave = PiecewiseLinear::constant(1.0);
  double level = 1.0;
  for (int k = 1; k / rate < duration; ++k) {
    const double next = (bits() >> 40 & 1) != 0 ? 1.0 : 0.0;
    if (next == level) continue;
    wave.times.insert(wave.times.end(), {k / rate, k / rate + edge});
    wave.values.insert(wave.values.end(), {level, next});
    level = next;
  }
  return wave;
}

inline RingSet ring_set(char name, std::size_t count, std::uint64_t seed = 1) {
  const RingRanges ranges =
      name == 'B' ? RingRanges{1e-3, 3e-3, -2, 1, 4e-6} : RingRanges{0.1e-3, 1e-3, -2, 1, 10e-6};
  std::mt19937_64 bits(seed);
  const auto uniform = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(bits() >> 11) * 0x1p-53;
  };
  RingSet set;
  for (std::size_t i = 0; i < count; ++i) {
    set.amplitudes.push_back(std::sqrt(uniform(ranges.least_power, ranges.most_power)));
    set.points.push_back(random_ring(uniform, uniform(ranges.from, ranges.to), ranges.radius));
  }
  set.drive.inputs = {name == 'C' ? random_bits(7, 1e9, 100e-12, set.duration)
                                  : PiecewiseLinear::constant(1.0)};
  return set;
}

}  // namespace verdet
