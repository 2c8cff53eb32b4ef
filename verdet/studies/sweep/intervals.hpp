// Sets of point numbers as sorted, disjoint half-open intervals.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace verdet {

struct PointRange {
  std::uint64_t first = 0, last = 0;  ///< [first, last)
  std::uint64_t size() const noexcept { return last - first; }
  bool operator==(const PointRange&) const = default;
};

class IntervalSet {
 public:
  /// Adds ascending points.
  void add(std::span<const double> points) {
    for (const double point : points) {
      const auto p = static_cast<std::uint64_t>(point);
      if (!list_.empty() && list_.back().last == p)
        ++list_.back().last;
      else
        list_.push_back({p, p + 1});
    }
  }
  void add(PointRange interval) { list_.push_back(interval); }

  /// Sorts and merges; called before the set is read.
  void merge() {
    std::sort(list_.begin(), list_.end(),
              [](const PointRange& a, const PointRange& b) { return a.first < b.first; });
    std::vector<PointRange> merged;
    for (const PointRange& interval : list_) {
      if (!merged.empty() && interval.first <= merged.back().last)
        merged.back().last = std::max(merged.back().last, interval.last);
      else if (interval.size() > 0)
        merged.push_back(interval);
    }
    list_ = std::move(merged);
  }

  const std::vector<PointRange>& intervals() const noexcept { return list_; }

  std::uint64_t size() const {
    std::uint64_t sum = 0;
    for (const PointRange& interval : list_) sum += interval.size();
    return sum;
  }

  /// What of [first, last) is not in the set.
  std::vector<PointRange> missing(std::uint64_t first, std::uint64_t last) const {
    std::vector<PointRange> gaps;
    for (const PointRange& interval : list_) {
      if (interval.last <= first) continue;
      if (interval.first >= last) break;
      if (interval.first > first) gaps.push_back({first, interval.first});
      first = interval.last;
    }
    if (first < last) gaps.push_back({first, last});
    return gaps;
  }

 private:
  std::vector<PointRange> list_;
};

}  // namespace verdet
