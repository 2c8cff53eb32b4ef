// Crossings of a level and the cycle they reveal. Included only by *_lanes.cpp files.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "verdet/base/lanes.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// The last crossings of one lane, each with the channel's integral up to it and the distance from
/// trough to crest since the one before.
class Crossings {
 public:
  static constexpr std::size_t kKept = 12;
  struct Crossing {
    double time, integral, swing;
  };
  struct Cycle {
    double period = NAN, change = NAN, mean = NAN;
  };

  void clear() { count_ = 0; }
  void add(const Crossing& crossing) { ring_[count_++ % kKept] = crossing; }
  std::size_t count() const { return count_; }
  double last() const { return count_ > 0 ? back(0).time : NAN; }

  /// NaN where the last cycle swings by less than four fifths of the one before: that dies out.
  ///
  /// One cycle may cross several times: the period is that of the smallest k = 1 ... 5 crossings
  /// whose last two cycles are alike, and more alike by far than those of any smaller k. The cycles
  /// of an oscillation that is still settling are about as alike at every k.
  Cycle cycle() const {
    constexpr double kAlike = 1e-4, kDifferent = 0.05, kByFar = 0.1, kLasting = 0.8;
    Cycle found;
    double least = INFINITY;  // change, of the k so far
    for (std::size_t k = 1; k <= 5 && 2 * k < std::min(count_, kKept); ++k) {
      const double period = back(0).time - back(k).time;
      const double change = std::abs(period / (back(k).time - back(2 * k).time) - 1);
      const bool lasts = swing(0, k) > kLasting * swing(k, 2 * k);
      if (change < kDifferent && change < kByFar * least && lasts)
        found = {period, change, (back(0).integral - back(k).integral) / period};
      least = std::min(least, change);
      if (least < kAlike) break;
    }
    return found;
  }

 private:
  double swing(std::size_t from, std::size_t to) const {
    double widest = 0;
    for (std::size_t i = from; i < to; ++i) widest = std::max(widest, back(i).swing);
    return widest;
  }
  const Crossing& back(std::size_t i) const { return ring_[(count_ - 1 - i) % kKept]; }
  std::array<Crossing, kKept> ring_;
  std::size_t count_ = 0;
};

}  // namespace VERDET_ISA
}  // namespace verdet
