// Points under a time limit.
#pragma once

#include "verdet/studies/sweep/evaluate.hpp"

namespace verdet {

/// A batch's results with a status per point (PointStatus).
struct TimedResult {
  Table table;
  std::vector<std::int32_t> status;
  std::vector<std::string> failures;
};

/// Computes `points`; a batch that takes longer than `limit` (s, 0: no limit) is halved until the
/// point that takes so long stands alone and is marked. Relies on the experiment calling
/// `context.check()`. Throws Interrupted when the caller's context is stopped.
TimedResult evaluate_timed(PointEvaluator& evaluate, std::span<const std::uint64_t> points,
                           double limit, const Context& context);

}  // namespace verdet
