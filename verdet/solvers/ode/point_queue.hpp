// The points of an ensemble that wait for a free lane.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>

namespace verdet {

/// Handed to the lanes of all threads. Which lane takes which point has no influence on results.
class PointQueue {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  explicit PointQueue(std::span<const std::uint32_t> order, std::stop_token stop = {},
                      const std::function<void(double, double)>& progress = {})
      : order_(order), stop_(std::move(stop)), progress_(progress) {}

  std::size_t take() {
    const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
    return i < order_.size() ? order_[i] : kNone;
  }
  void finished() {
    const std::size_t done = done_.fetch_add(1, std::memory_order_relaxed) + 1;
    if (!progress_) return;
    const std::lock_guard lock(mutex_);
    progress_(static_cast<double>(done), static_cast<double>(order_.size()));
  }
  bool stopped() const { return stop_.stop_requested(); }

 private:
  std::span<const std::uint32_t> order_;
  std::stop_token stop_;
  std::function<void(double, double)> progress_;
  std::mutex mutex_;
  std::atomic<std::size_t> next_{0}, done_{0};
};

}  // namespace verdet
