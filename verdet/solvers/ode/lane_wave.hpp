// The oscillation of one channel in one lane. Included only by *_lanes.cpp files.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "verdet/solvers/ode/lane_crossings.hpp"
#include "verdet/solvers/ode/output_request.hpp"

namespace verdet {
inline namespace VERDET_ISA {

struct Vertex {
  double offset, value;  ///< offset from the middle one of the three places
};

/// The extremum of the parabola through three values, `left` and `right` apart.
inline Vertex vertex(double a, double b, double c, double left, double right) {
  if (!(left > 0)) return {0, b};
  const double rise = (b - a) / left, fall = (c - b) / right;
  const double slope = (rise * right + fall * left) / (left + right);
  const double offset = -0.5 * slope * (left + right) / (fall - rise);
  return {offset, b + 0.5 * slope * offset};
}

/// Told the turning points of a channel one after the other, it knows the extrema, the swing from
/// the last trough to the last crest, and which upward crossing counts next.
class LaneWave {
 public:
  explicit LaneWave(const ProbeRequest& request) : request_(&request) {}

  /// The window opens on this value.
  void open(double t, double value) {
    *this = LaneWave(*request_);
    low_ = high_ = foot_ = best_ = cycle_low_ = cycle_high_ = value;
    foot_time_ = best_time_ = t;
    armed_ = value < rearm();
  }

  /// The channel turns: down from a local maximum (`crest`), or up from a local minimum. A swing
  /// has turned when it has come back by a tenth of the whole range.
  void turn(double t, double value, bool crest) {
    low_ = std::min(low_, value);
    high_ = std::max(high_, value);
    cycle_low_ = std::min(cycle_low_, value);
    cycle_high_ = std::max(cycle_high_, value);
    const double further = crest ? value - best_ : best_ - value;
    if (crest == rising_ ? further > 0 : further > 0.1 * (high_ - low_)) {
      if (crest != rising_) turn_swing(value);
      best_ = value;
      best_time_ = t;
    }
    if (!crest) armed_ = armed_ || value < rearm();
  }

  /// The level whose upward crossing counts now, infinity where none does: the channel must fall
  /// below `rearm` between two of them.
  double level() const { return armed_ ? threshold() : INFINITY; }

  void cross(double t, double integral) {
    armed_ = false;
    crossings_.add({t, integral, cycle_high_ - cycle_low_});
    cycle_low_ = INFINITY;
    cycle_high_ = -INFINITY;
    count(t);
  }

  bool opened() const { return !std::isnan(low_); }
  double low() const { return low_; }
  double high() const { return high_; }
  int count() const { return count_; }
  const Crossings& crossings() const { return crossings_; }
  const std::vector<double>& spikes() const { return spikes_; }

 private:
  // The swing that ended at `best_` has come back to `value`. A first rise had no crest before it
  // to be measured against: it counts now, timed half way between foot and crest.
  void turn_swing(double value) {
    if (rising_) {
      const bool first = std::isnan(crest_) && std::isnan(request_->threshold);
      if (first && foot_ < 0.5 * (best_ + value)) count(0.5 * (foot_time_ + best_time_));
      crest_ = kept(crest_, best_);
    } else {
      trough_ = kept(trough_, best_);
    }
    rising_ = !rising_;
  }
  // Crest and trough stay as they are while new ones lie close: a level that moves would show as a
  // change of the period.
  double kept(double old, double fresh) const {
    return std::abs(fresh - old) <= 0.2 * (crest_ - trough_) ? old : fresh;
  }
  void count(double t) {
    ++count_;
    if (spikes_.size() < static_cast<std::size_t>(request_->most_spikes)) spikes_.push_back(t);
  }
  double trough() const { return rising_ ? trough_ : kept(trough_, best_); }
  double threshold() const {
    return std::isnan(request_->threshold) ? 0.5 * (crest_ + trough()) : request_->threshold;
  }
  double rearm() const {
    if (!std::isnan(request_->rearm)) return request_->rearm;
    const double swing = crest_ - trough();
    return threshold() - 0.25 * (std::isnan(swing) ? high_ - low_ : swing);
  }

  const ProbeRequest* request_;
  double low_ = NAN, high_ = NAN;
  double cycle_low_ = NAN, cycle_high_ = NAN;  // turning points since the last crossing
  double crest_ = NAN, trough_ = NAN;          // of the last whole swings
  double best_ = NAN, best_time_ = NAN;        // how far the present swing has come
  double foot_ = NAN, foot_time_ = NAN;        // where the window opened
  bool rising_ = true, armed_ = false;
  int count_ = 0;
  Crossings crossings_;
  std::vector<double> spikes_;
};

}  // namespace VERDET_ISA
}  // namespace verdet
