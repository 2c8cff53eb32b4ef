#include "verdet/experiments/input/waveform.hpp"

#include <array>
#include <cmath>

#include "verdet/experiments/input/laser.hpp"

namespace verdet {
namespace {

void add_edge(PiecewiseLinear& wave, double begin, double duration, double from, double to) {
  wave.times.insert(wave.times.end(), {begin, begin + duration});
  wave.values.insert(wave.values.end(), {from, to});
}

// Taps of primitive polynomials x^n + x^m (+ ...) + 1 for n = 2 ... 31; Xilinx XAPP052, table 3.
constexpr std::array<std::array<int, 4>, 32> kTaps = {{{},
                                                       {},
                                                       {2, 1},
                                                       {3, 2},
                                                       {4, 3},
                                                       {5, 3},
                                                       {6, 5},
                                                       {7, 6},
                                                       {8, 6, 5, 4},
                                                       {9, 5},
                                                       {10, 7},
                                                       {11, 9},
                                                       {12, 6, 4, 1},
                                                       {13, 4, 3, 1},
                                                       {14, 5, 3, 1},
                                                       {15, 14},
                                                       {16, 15, 13, 4},
                                                       {17, 14},
                                                       {18, 11},
                                                       {19, 6, 2, 1},
                                                       {20, 17},
                                                       {21, 19},
                                                       {22, 21},
                                                       {23, 18},
                                                       {24, 23, 22, 17},
                                                       {25, 22},
                                                       {26, 6, 2, 1},
                                                       {27, 5, 2, 1},
                                                       {28, 25},
                                                       {29, 27},
                                                       {30, 6, 4, 1},
                                                       {31, 28}}};

}  // namespace

std::vector<bool> pseudo_random_bits(int order, int seed, std::size_t count) {
  const auto mask = (std::uint64_t{1} << order) - 1;
  std::uint64_t state = static_cast<std::uint64_t>(seed) & mask;
  if (state == 0) state = mask;  // the all-zero register never leaves itself
  std::vector<bool> bits(count);
  for (std::size_t i = 0; i < count; ++i) {
    bits[i] = state >> (order - 1) & 1U;
    std::uint64_t next = 0;
    for (const int tap : kTaps[static_cast<std::size_t>(order)])
      if (tap > 0) next ^= state >> (tap - 1);
    state = (state << 1 | (next & 1U)) & mask;
  }
  return bits;
}

PiecewiseLinear amplitude_of(const StepShape& shape) {
  PiecewiseLinear wave;
  add_edge(wave, shape.at, shape.rise, std::sqrt(shape.from), std::sqrt(shape.to));
  return wave;
}

// Knots at equal distances in amplitude: the chord of a square root over one of them is off by
// (1/kKnots)^2/8 of the swing at most.
PiecewiseLinear amplitude_of(const RampShape& shape) {
  constexpr int kKnots = 512;
  const double from = std::sqrt(shape.from), to = std::sqrt(shape.to);
  PiecewiseLinear wave;
  for (int k = 0; k <= kKnots; ++k) {
    const double amplitude = from + (to - from) * k / kKnots;
    const double share = shape.to == shape.from
                             ? double(k) / kKnots
                             : (amplitude * amplitude - shape.from) / (shape.to - shape.from);
    wave.times.push_back(shape.start + shape.duration * share);
    wave.values.push_back(amplitude);
  }
  return wave;
}

PiecewiseLinear amplitude_of(const PulseTrain& shape) {
  const double base = std::sqrt(shape.base), peak = std::sqrt(shape.peak);
  PiecewiseLinear wave{{shape.start}, {base}};
  for (int k = 0; k < shape.count; ++k) {
    const double begin = shape.start + k * shape.period;
    add_edge(wave, begin, shape.edge, base, peak);
    add_edge(wave, begin + shape.width, shape.edge, peak, base);
  }
  return wave;
}

PiecewiseLinear amplitude_of(const BitPattern& shape, double duration) {
  const double bits = std::ceil((duration - shape.start) * shape.rate);
  const auto count = static_cast<std::size_t>(std::max(bits, 0.0)) + 1;
  const std::vector<bool> pattern = pseudo_random_bits(shape.order, shape.seed, count);
  const double low = std::sqrt(shape.low), high = std::sqrt(shape.high);
  PiecewiseLinear wave{{shape.start}, {pattern[0] ? high : low}};
  for (std::size_t k = 1; k < count; ++k)
    if (pattern[k] != pattern[k - 1])
      add_edge(wave, shape.start + double(k) / shape.rate, shape.edge, pattern[k - 1] ? high : low,
               pattern[k] ? high : low);
  return wave;
}

PiecewiseLinear amplitude_shape(const LaserParameters& laser, double duration) {
  if (laser.step) return amplitude_of(*laser.step);
  if (laser.ramp) return amplitude_of(*laser.ramp);
  if (laser.pulses) return amplitude_of(*laser.pulses);
  if (laser.prbs) return amplitude_of(*laser.prbs, duration);
  if (laser.waveform) return amplitude_of(*laser.waveform, duration);
  return PiecewiseLinear::constant(1.0);
}

}  // namespace verdet
