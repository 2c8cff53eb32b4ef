// When a signal was last outside a band that is known only at the end.
#pragma once

#include <limits>
#include <vector>

namespace verdet {

/// Keeps the points that no later point exceeds: the last crossing of any level downwards lies
/// after one of them. Each point is stored and removed at most once.
class LastAbove {
 public:
  void clear() { points_.clear(); }
  void add(double t, double value) {
    while (!points_.empty() && points_.back().value <= value) points_.pop_back();
    points_.push_back({t, value});
  }
  /// The value added last.
  double last() const { return points_.back().value; }
  /// When the signal last fell to `level`, on the line to the next point kept; -inf if never above.
  double time(double level) const {
    std::size_t i = points_.size();
    while (i > 0 && points_[i - 1].value <= level) --i;
    if (i == 0) return -std::numeric_limits<double>::infinity();
    const Point& above = points_[i - 1];
    if (i == points_.size()) return above.t;
    const Point& below = points_[i];
    return above.t + (below.t - above.t) * (above.value - level) / (above.value - below.value);
  }

 private:
  struct Point {
    double t, value;
  };
  std::vector<Point> points_;
};

}  // namespace verdet
