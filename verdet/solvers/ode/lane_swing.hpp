// Crest and trough of an oscillation. Included only by *_lanes.cpp files.
#pragma once

#include "verdet/solvers/ode/lane_flow.hpp"

namespace verdet {
inline namespace VERDET_ISA {

/// Follows the turning points of one channel, so that an oscillation far from where the run began
/// is measured against its own swing. Before there are a crest and a trough, the extrema seen so
/// far (`low`, `high`) stand in.
class LaneSwing {
 public:
  void begin(std::size_t lane) {
    for (Lanes* zero : {&crest_, &trough_, &turned_}) put(*zero, lane, 0.0);
    put(rising_, lane, 1.0);
    put(extreme_, lane, -INFINITY);
  }
  Lanes middle(const Lanes& low, const Lanes& high) const {
    return select(known(), 0.5 * (crest_ + trough_), 0.5 * (low + high));
  }
  Lanes size(const Lanes& low, const Lanes& high) const {
    return select(known(), crest_ - trough_, high - low);
  }

  /// The next value of the channel. A turning point is one from which it has come back by a tenth
  /// of the whole swing. Crest and trough stay as they are while new ones lie close: nodes meet a
  /// sharp crest now higher, now lower, and a level that moves would show as a change of the
  /// period.
  void turn(const LanesMask& inside, const Lanes& value, const Lanes& low, const Lanes& high) {
    const Lanes band = 0.1 * (high - low), near = 0.2 * size(low, high);
    const LanesMask up = rising_ > Lanes(0.0), early = !known();
    extreme_ = select(inside, select(up, max(extreme_, value), min(extreme_, value)), extreme_);
    const LanesMask crest = inside && up && value < extreme_ - band;
    const LanesMask trough = inside && !up && value > extreme_ + band;
    crest_ = select(crest && (early || abs(extreme_ - crest_) > near), extreme_, crest_);
    trough_ = select(trough && (early || abs(extreme_ - trough_) > near), extreme_, trough_);
    rising_ = select(crest, Lanes(-1.0), select(trough, Lanes(1.0), rising_));
    turned_ = select(crest || trough, turned_ + 1.0, turned_);
    extreme_ = select(crest || trough, value, extreme_);
  }

 private:
  LanesMask known() const { return turned_ > Lanes(1.5); }

  Lanes rising_, extreme_;  // which turning point is looked for, and the best value for it so far
  Lanes crest_, trough_, turned_;  // the last ones, and how many there were
};

}  // namespace VERDET_ISA
}  // namespace verdet
