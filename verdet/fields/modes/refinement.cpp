#include "verdet/fields/modes/refinement.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

constexpr std::array kLevels{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48};
constexpr double kSameMode = 0.9;            // overlap of shapes one sweep step apart
constexpr double kRealTolerance = 1e-9;      // of n_eff, eigensolver
constexpr double kComplexTolerance = 1e-12;  // leaky and absorbing modes have tiny imaginary parts

// Takes over the old cell count when the new wish is near, so that the grid only stretches.
void adopt_cells(AxisPlan& next, const AxisPlan& old) {
  if (next.size() != old.size()) return;
  for (std::size_t k = 0; k < next.size(); ++k) {
    const int wish = cells_at_level_one(next[k]), had = cells_at_level_one(old[k]);
    if (wish <= 1.3 * had + 1 && wish >= 0.7 * had - 1) next[k].cells = had;
  }
}

// For each mode of the finer level the mode of the coarser one that it continues.
std::vector<int> match(const GridLevel& coarse, const LevelModes& from, const GridLevel& fine,
                       const LevelModes& to) {
  const int n = static_cast<int>(to.index.size());
  Matrix<double> likeness(n, n);
  for (int k = 0; k < n; ++k) {
    const Vector<Complex> shape = coarse.prolong(fine, from.vectors.col(k)).normalized();
    for (int j = 0; j < n; ++j) likeness(j, k) = std::abs(shape.dot(to.vectors.col(j)));
  }
  std::vector<int> partner(n, -1);
  for (int step = 0; step < n; ++step) {
    int row = 0, column = 0;
    likeness.maxCoeff(&row, &column);
    partner[row] = column;
    likeness.row(row).setConstant(-1);
    likeness.col(column).setConstant(-1);
  }
  return partner;
}

// Every mode resembles one of the solve before, on a grid with the same unknowns.
bool continues(const LevelModes& before, const LevelModes& now) {
  if (before.count() != now.count() || before.vectors.rows() != now.vectors.rows()) return false;
  for (long k = 0; k < now.vectors.cols(); ++k) {
    double best = 0;
    for (long j = 0; j < before.vectors.cols(); ++j)
      best = std::max(best, std::abs(before.vectors.col(j).dot(now.vectors.col(k))));
    if (best < kSameMode) return false;
  }
  return true;
}

LevelModes reordered(const LevelModes& m, const std::vector<int>& place) {
  LevelModes out = m;
  for (std::size_t k = 0; k < place.size(); ++k) {
    out.index[place[k]] = m.index[k];
    out.group_index[place[k]] = m.group_index[k];
    out.vectors.col(place[k]) = m.vectors.col(static_cast<long>(k));
  }
  return out;
}

}  // namespace

void Refinement::set_domain(const Domain& domain) {
  Domain next = domain;
  adopt_cells(next.x, domain_.x);
  adopt_cells(next.y, domain_.y);
  domain_ = std::move(next);
}

// The stage holds the same modes at the point before.
bool Refinement::followed(const Stage& stage, const RefinementRequest& r) const {
  return continued_ && stage.previous.count() == r.count;
}

// On the coarsest grid what was asked for; then just above the highest mode of the coarser grid:
// there the factors need no pivoting and few solves do.
Complex Refinement::shift_for(const RefinementRequest& r, int coarser) const {
  if (coarser == 0) return r.shift;
  const LevelModes& known = levels_.at(coarser).modes;
  double highest = 0;
  Complex mean = 0;
  for (const Complex& n : known.index) {
    highest = std::max(highest, n.real());
    mean += n / static_cast<double>(known.count());
  }
  if (r.shift_is_guess) return mean + Complex(1e-4 / coarser, 0);
  return std::min(highest + 0.02 / coarser, r.shift.real());
}

LevelModes Refinement::solve(const CrossSection& section, const RefinementRequest& r, int level,
                             int coarser) {
  Stage& stage = levels_[level];
  LevelSearch search;
  search.count = r.count;
  search.index = shift_for(r, coarser);
  const int unknowns = stage.grid.unknowns().count;
  stage.grid.prepare(section, domain_, level, r.wavelength);
  const bool lossless = stage.grid.lossless();
  search.tolerance = lossless ? kRealTolerance : kComplexTolerance;
  // The coarsest grid is searched from scratch: a start made of known modes never meets one of
  // another symmetry that has overtaken them. Finer grids follow what was found there.
  if (coarser == 0) search.least_index = r.least_index;
  if (coarser > 0) {
    const Stage& before = levels_.at(coarser);
    search.start = before.grid.start_for(stage.grid, before.modes);
    const bool same_grid = unknowns == stage.grid.unknowns().count;
    if (same_grid && followed(stage, r)) {
      search.guesses.resize(unknowns, 2 * r.count);
      search.guesses << before.grid.guesses_for(stage.grid, before.modes),
          stage.grid.guesses_for(stage.grid, stage.previous);
    }
  }
  LevelModes modes = stage.grid.solve(search);
  if (coarser > 0) {
    const Stage& before = levels_.at(coarser);
    modes = reordered(modes, match(before.grid, before.modes, stage.grid, modes));
  }
  return modes;
}

LevelModes Refinement::scout(const CrossSection& section, const RefinementRequest& request) {
  Stage& stage = levels_[kLevels.front()];
  advance(stage, section, request, kLevels.front(), 0);
  scouted_ = true;
  return stage.modes;
}

void Refinement::advance(Stage& stage, const CrossSection& section, const RefinementRequest& r,
                         int level, int coarser) {
  stage.previous = std::move(stage.modes);
  stage.modes = solve(section, r, level, coarser);
  if (coarser == 0) continued_ = continues(stage.previous, stage.modes);
}

// Takes the modes of the scout for the coarsest level, the highest ones when it found more.
bool Refinement::adopt_scouted(const RefinementRequest& r) {
  Stage& stage = levels_[kLevels.front()];
  if (!scouted_ || stage.modes.count() < r.count) return false;
  if (r.shift_is_guess && stage.modes.count() != r.count) return false;
  stage.modes.index.resize(r.count);
  stage.modes.group_index.resize(r.count);
  stage.modes.vectors.conservativeResize(Eigen::NoChange, r.count);
  continued_ = continues(stage.previous, stage.modes);
  return true;
}

// Bytes grow a little faster than the number of unknowns.
bool Refinement::room_for(int level, std::size_t limit) const {
  const double growth = std::pow(static_cast<double>(level) / last_level_, 2.2);
  return static_cast<double>(levels_.at(last_level_).grid.bytes()) * growth <
         static_cast<double>(limit);
}

void Refinement::forget_finer_than(int level) {
  for (auto& [other, stage] : levels_)
    if (other > level) stage.modes = {};
}

// Limits over the last three levels, or over two; returns the largest error estimate.
double Refinement::extrapolate_all(const std::vector<int>& done,
                                   std::vector<RefinedMode>& modes) const {
  const int before = done[done.size() - 2], last = done.back();
  const LevelModes &b = levels_.at(before).modes, &c = levels_.at(last).modes;
  double worst = 0;
  for (std::size_t k = 0; k < modes.size(); ++k) {
    RefinedMode& mode = modes[k];
    if (done.size() == 2) {
      mode.index = extrapolate(std::array{before, last}, {b.index[k], c.index[k]});
    } else {
      const int first = done[done.size() - 3];
      mode.index = extrapolate({first, before, last},
                               {levels_.at(first).modes.index[k], b.index[k], c.index[k]});
    }
    mode.group_index =
        extrapolate_with_order(before, last, b.group_index[k], c.group_index[k], mode.index.order);
    mode.finest_index = c.index[k];
    mode.shape = c.vectors.col(static_cast<long>(k));
    worst = std::max(worst, mode.index.error);
  }
  return worst;
}

std::vector<RefinedMode> Refinement::run(const CrossSection& section, const RefinementRequest& r,
                                         const Context& context) {
  std::vector<RefinedMode> out(r.count);
  std::vector<int> done;
  for (const int level : kLevels) {
    context.check();
    if (done.size() >= 2 && !room_for(level, r.memory_limit)) break;
    const int coarser = done.empty() ? 0 : done.back();
    Stage& stage = levels_[level];
    if (!done.empty() || !adopt_scouted(r)) {
      advance(stage, section, r, level, coarser);
      // After a scout of other modes "the solve before" was that scout.
      if (scouted_ && done.empty()) continued_ = false;
    }
    done.push_back(level);
    last_level_ = level;
    for (int k = 0; k < r.count; ++k) out[k].history.push_back({level, stage.modes.index[k]});
    if (done.size() < 2) continue;
    if (extrapolate_all(done, out) < r.accuracy) break;
  }
  forget_finer_than(last_level_);
  scouted_ = false;
  return out;
}

}  // namespace verdet
