// How another solver runs one ring of a set, and how all are timed.
#pragma once

#include <algorithm>
#include <array>
#include <ctime>

#include "benchmarks/rings/ring_sets.hpp"

namespace verdet {

using RingState = std::array<double, 4>;

/// Seconds of processor time of this thread.
inline double thread_seconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Multiply-adds per second of one core, counted as two operations each.
double fma_peak();

struct RingRun {
  RingState end{};
  RingState peak{};  ///< largest |x| of each state over the run; of |a| for the field
  long steps = 0;
};

/// Ring `i` from rest to the end of the run; the absolute tolerance is a hundredth of the relative
/// one in units of each state's scale. Both stop at every knot of the drive. Odeint fills `peak`
/// when `with_peak`.
RingRun odeint_ring(const RingSet& set, std::size_t i, double relative, bool with_peak = false);
RingRun cvode_ring(const RingSet& set, std::size_t i, double relative);

}  // namespace verdet
