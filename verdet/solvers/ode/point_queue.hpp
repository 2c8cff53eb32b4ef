// The points of an ensemble that wait for a free lane.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

namespace verdet {

/// Handed to the lanes of all threads. Which lane takes which point has no influence on results.
class PointQueue {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  PointQueue(std::span<const std::uint32_t> order, std::stop_token stop)
      : order_(order), stop_(std::move(stop)) {}

  std::size_t take() {
    const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
    return i < order_.size() ? order_[i] : kNone;
  }
  void finished() { done_.fetch_add(1, std::memory_order_relaxed); }
  std::size_t done() const { return done_.load(std::memory_order_relaxed); }
  bool stopped() const { return stop_.stop_requested(); }

 private:
  std::span<const std::uint32_t> order_;
  std::stop_token stop_;
  std::atomic<std::size_t> next_{0}, done_{0};
};

}  // namespace verdet
