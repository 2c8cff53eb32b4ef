// How another solver runs one ring of a set, and how all are timed.
#pragma once

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

/// The state of ring `i` at the end of the run; the absolute tolerance is a hundredth of the
/// relative one in units of each state's scale. Both stop at every knot of the drive.
RingState odeint_ring(const RingSet& set, std::size_t i, double relative, long& steps);
RingState cvode_ring(const RingSet& set, std::size_t i, double relative, long& steps);

}  // namespace verdet
