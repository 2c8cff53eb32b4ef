#include "verdet/studies/sweep/refine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

// Neighbouring known positions along the refined axis at one place of the others.
struct Gap {
  std::uint64_t line = 0;  ///< number of the first point of the axis at this place
  std::uint64_t low = 0, high = 0;

  std::uint64_t middle() const { return (low + high) / 2; }
};

class Refinement {
 public:
  /// The lines whose first point lies in [first, last): a line is refined by one share.
  Refinement(const Plan& plan, std::uint64_t first, std::uint64_t last)
      : refine_(*plan.design.factors().back().refine) {
    // The refined axis is the last one: its points are consecutive.
    const std::uint64_t size = plan.design.factors().back().size;
    for (std::uint64_t line = (first + size - 1) / size * size; line < last; line += size)
      for (std::uint64_t at = 0; at + 1 < size; at += refine_.step())
        gaps_.push_back({line, at, at + refine_.step()});
  }

  std::vector<std::uint64_t> first_points() const {
    std::vector<std::uint64_t> points;
    for (const Gap& gap : gaps_) {
      if (gap.low == 0) points.push_back(gap.line);
      points.push_back(gap.line + gap.high);
    }
    return points;
  }

  /// The middles of all gaps still open.
  std::vector<std::uint64_t> middles() const {
    std::vector<std::uint64_t> points;
    for (const Gap& gap : gaps_)
      if (gap.high - gap.low > 1) points.push_back(gap.line + gap.middle());
    return points;
  }

  /// Halves the gaps whose middle is not where interpolation puts it, and their neighbours: beside
  /// a narrow line a middle may lie on the straight line by chance. Closes the others.
  void halve(const std::vector<double>& values) {
    std::vector<char> missed;
    for (const Gap& gap : gaps_) missed.push_back(misses(gap, values));
    const auto joined = [&](std::size_t i, std::size_t j) {
      return gaps_[i].line == gaps_[j].line && gaps_[i].high == gaps_[j].low;
    };
    std::vector<Gap> open;
    for (std::size_t i = 0; i < gaps_.size(); ++i) {
      const Gap& gap = gaps_[i];
      const bool left = i > 0 && missed[i - 1] && joined(i - 1, i);
      const bool right = i + 1 < gaps_.size() && missed[i + 1] && joined(i, i + 1);
      if (gap.high - gap.low <= 1 || !(missed[i] || left || right)) continue;
      open.push_back({gap.line, gap.low, gap.middle()});
      open.push_back({gap.line, gap.middle(), gap.high});
    }
    gaps_ = std::move(open);
  }

 private:
  bool misses(const Gap& gap, const std::vector<double>& values) const {
    const double a = values[gap.line + gap.low], m = values[gap.line + gap.middle()],
                 b = values[gap.line + gap.high];
    const int numbers = !std::isnan(a) + !std::isnan(m) + !std::isnan(b);
    return numbers == 3 ? !(std::abs(m - (a + b) / 2) <= refine_.tolerance) : numbers > 0;
  }

  const Refine& refine_;
  std::vector<Gap> gaps_;
};

}  // namespace

SweepOutcome execute_refined(const Plan& plan, SweepStore& store, const MaterialLibrary& materials,
                             const SweepOptions& given, const Context& context) {
  const std::uint64_t points = plan.design.size();
  const std::string variable = plan.design.factors().back().refine->variable;
  Refinement refinement(plan, given.shard.first(points), given.shard.last(points));
  SweepOutcome all;
  bool first = true;
  for (std::vector<std::uint64_t> round = refinement.first_points(); !round.empty();
       round = refinement.middles()) {
    SweepOptions options = given;
    options.only = round;
    const SweepOutcome outcome = execute(plan, store, materials, options, context);
    all.progress.done += outcome.progress.done;
    all.progress.total += outcome.progress.total;
    all.progress.failed += outcome.progress.failed;
    if (all.first_failure.empty()) all.first_failure = outcome.first_failure;
    all.compute_seconds += outcome.compute_seconds;
    if (!first) refinement.halve(stored_values(store, variable));
    first = false;
  }
  all.complete = true;
  return all;
}

std::vector<std::uint64_t> missing_refined(const Plan& plan, const Shard& shard,
                                           const std::vector<double>& values,
                                           const IntervalSet& there) {
  const std::uint64_t points = plan.design.size();
  Refinement refinement(plan, shard.first(points), shard.last(points));
  std::vector<std::uint64_t> missing;
  bool first = true;
  for (std::vector<std::uint64_t> round = refinement.first_points();
       !round.empty() && missing.empty(); round = refinement.middles()) {
    for (const std::uint64_t point : round)
      if (!there.missing(point, point + 1).empty()) missing.push_back(point);
    if (!first) refinement.halve(values);
    first = false;
  }
  return missing;
}

}  // namespace verdet
