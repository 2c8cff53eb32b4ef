#include "verdet/fields/modes/mode_tracking.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "verdet/fields/modes/observables.hpp"
#include "verdet/solvers/sparse/sparse_matrix.hpp"

namespace verdet {
namespace {

Matrix<double> overlaps(const std::vector<Mode>& before, const std::vector<Mode>& after) {
  Matrix<double> o(static_cast<long>(before.size()), static_cast<long>(after.size()));
  for (long a = 0; a < o.rows(); ++a)
    for (long b = 0; b < o.cols(); ++b) o(a, b) = std::abs(overlap(before[a], after[b]));
  return o;
}

std::vector<int> assign(Matrix<double> likeness) {
  std::vector<int> partner(static_cast<std::size_t>(likeness.rows()), -1);
  for (long step = 0; step < std::min(likeness.rows(), likeness.cols()); ++step) {
    long row = 0, column = 0;
    likeness.maxCoeff(&row, &column);
    partner[row] = static_cast<int>(column);
    likeness.row(row).setConstant(-1);
    likeness.col(column).setConstant(-1);
  }
  return partner;
}

class Tracker {
 public:
  Tracker(ModeSolver& solver, const std::function<SweepPoint(double)>& point,
          const TrackingOptions& options, const Context& context)
      : solver_(solver), point_(point), options_(options), context_(context), quiet_(context) {
    quiet_.warnings = nullptr;  // of spare modes and of steps between the points
  }

  std::vector<Mode> solve(double parameter, int& wanted) {
    SweepPoint p = point_(parameter);
    wanted = p.options.count;
    p.options.count += options_.spare_modes;
    wavelength_ = p.options.wavelength;
    return solver_.solve(p.section, p.options, quiet_);
  }
  /// Of the modes that are kept, at the point solved last.
  void warn(const std::vector<Mode>& kept) const { warn_about(kept, wavelength_, context_); }

  // Modes at `to` that continue `modes` at `from`; halves the step while fields turn too far.
  std::vector<Mode> advance(const std::vector<Mode>& modes, double from, double to, int halvings,
                            std::vector<double>& continuity) {
    context_.check();
    int wanted = 0;
    const std::vector<Mode> found = solve(to, wanted);
    const Matrix<double> likeness = overlaps(modes, found);
    const std::vector<int> partner = assign(likeness);
    double worst = 1;
    for (std::size_t b = 0; b < modes.size(); ++b)
      worst = std::min(worst, partner[b] < 0 ? 0 : likeness(static_cast<long>(b), partner[b]));
    if (worst < options_.least_overlap && halvings > 0) {
      const double middle = (from + to) / 2;
      const std::vector<Mode> half = advance(modes, from, middle, halvings - 1, continuity);
      return advance(half, middle, to, halvings - 1, continuity);
    }
    if (worst < options_.least_overlap)
      context_.warn("mode tracking: neighbouring fields overlap by " + std::to_string(worst) +
                    " only near " + std::to_string(to) + "; use smaller steps or more halvings");
    std::vector<Mode> out;
    for (std::size_t b = 0; b < modes.size(); ++b) {
      if (partner[b] < 0) continue;
      out.push_back(found[partner[b]]);
      continuity[b] = std::min(continuity[b], likeness(static_cast<long>(b), partner[b]));
    }
    return out;
  }

 private:
  ModeSolver& solver_;
  const std::function<SweepPoint(double)>& point_;
  TrackingOptions options_;
  const Context& context_;
  Context quiet_;
  double wavelength_ = 0;
};

}  // namespace

std::vector<int> match_modes(const std::vector<Mode>& before, const std::vector<Mode>& after) {
  return assign(overlaps(before, after));
}

std::vector<TrackedPoint> track_modes(ModeSolver& solver, std::span<const double> parameters,
                                      const std::function<SweepPoint(double)>& point,
                                      const TrackingOptions& options, const Context& context) {
  std::vector<TrackedPoint> out;
  Tracker tracker(solver, point, options, context);
  for (const double parameter : parameters) {
    TrackedPoint next;
    next.parameter = parameter;
    if (out.empty()) {
      int wanted = 0;
      next.modes = tracker.solve(parameter, wanted);
      next.modes.resize(wanted);
      next.continuity.assign(wanted, 1.0);
    } else {
      const TrackedPoint& last = out.back();
      next.continuity.assign(last.modes.size(), 1.0);
      next.modes =
          tracker.advance(last.modes, last.parameter, parameter, options.halvings, next.continuity);
    }
    tracker.warn(next.modes);
    out.push_back(std::move(next));
    if (context.progress)
      context.progress(static_cast<double>(out.size()), static_cast<double>(parameters.size()));
  }
  return out;
}

}  // namespace verdet
