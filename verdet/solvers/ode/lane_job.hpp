// What the lanes of one model are asked to do, in plain doubles: the boundary of the lanes library.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "verdet/solvers/ode/drive.hpp"
#include "verdet/solvers/ode/output_request.hpp"
#include "verdet/solvers/ode/point_queue.hpp"
#include "verdet/solvers/ode/tolerances.hpp"

namespace verdet {

inline constexpr std::size_t kStepHistory = 8;

/// What became of one point, apart from its numbers.
struct PointOutcome {
  OdeStatus status = OdeStatus::Done;
  double time = 0;  ///< where it ended (s)
  StepStatistics steps;
  std::array<StepRecord, kStepHistory> history{};  ///< of a failed point, oldest first
};

/// Inputs are shared, outputs have one place per point that only the lane of that point writes.
struct LaneJob {
  const double* coefficients = nullptr;  ///< point by coefficient
  const double* initial = nullptr;       ///< point by state
  const double* input_scale = nullptr;   ///< point by input, or nullptr for one
  std::span<const DriveTable> drives;
  std::span<const std::uint32_t> drive_of_point;  ///< empty: all use the first
  Tolerances tolerances;
  const OutputRequest* output = nullptr;

  double* final_state = nullptr;  ///< point by state
  double* samples = nullptr;      ///< point by time by channel
  ProbeResult* probes = nullptr;  ///< point by probe
  PointOutcome* outcome = nullptr;
};

}  // namespace verdet
