// Hands out the points of a share; internal to studies/sweep.
#pragma once

#include <algorithm>
#include <mutex>
#include <vector>

#include "verdet/studies/sweep/design.hpp"
#include "verdet/studies/sweep/intervals.hpp"

namespace verdet {

/// The missing points in ascending order, from any thread.
class WorkQueue {
 public:
  static constexpr std::uint64_t kFirstBatch = 64;

  WorkQueue(const Design& design, std::vector<PointRange> todo)
      : design_(design), todo_(std::move(todo)) {
    for (const PointRange& interval : todo_) left_ += interval.size();
  }
  std::vector<std::uint64_t> take(std::uint64_t wanted, std::uint64_t threads,
                                  std::uint64_t& dropped) {
    const std::lock_guard lock(mutex_);
    // The last batches are small, so that all threads end together.
    const std::uint64_t count = std::min(wanted, std::max(kFirstBatch, left_ / (2 * threads)));
    std::vector<std::uint64_t> points;
    while (points.size() < count && at_ < todo_.size()) {
      PointRange& interval = todo_[at_];
      while (points.size() < count && interval.first < interval.last) {
        if (design_.kept(interval.first))
          points.push_back(interval.first);
        else
          ++dropped;
        ++interval.first;
        --left_;
      }
      if (interval.first == interval.last) ++at_;
    }
    return points;
  }

 private:
  const Design& design_;
  std::mutex mutex_;
  std::vector<PointRange> todo_;
  std::size_t at_ = 0;
  std::uint64_t left_ = 0;
};

}  // namespace verdet
