// The last steps of every lane. Included only by *_lanes.cpp files.
#pragma once

#include <cmath>

#include "verdet/solvers/ode/lane_flow.hpp"
#include "verdet/solvers/ode/lane_job.hpp"

namespace verdet {
inline namespace VERDET_ISA {

class LaneHistory {
 public:
  /// `error` is the binary logarithm of the error in units of the tolerance.
  VERDET_INLINE void add(const Lanes& t, const Lanes& h, const Lanes& error) {
    rows_[next_++ % kStepHistory] = {t, h, error};
  }
  /// The last steps of a lane that tried `tried` of them on its present point.
  std::array<StepRecord, kStepHistory> of(std::size_t lane, double tried) const {
    std::array<StepRecord, kStepHistory> records{};
    const std::size_t count = std::min(kStepHistory, static_cast<std::size_t>(tried));
    for (std::size_t k = 0; k < count; ++k) {
      const Row& row = rows_[(next_ - count + k) % kStepHistory];
      records[k] = {get(row.t, lane), get(row.h, lane), std::exp2(get(row.error, lane))};
    }
    return records;
  }

 private:
  struct Row {
    Lanes t, h, error;
  };
  std::array<Row, kStepHistory> rows_;
  std::size_t next_ = 0;
};

}  // namespace VERDET_ISA
}  // namespace verdet
