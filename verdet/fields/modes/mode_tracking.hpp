// Following modes along a sweep without mistaking one for another.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "verdet/fields/modes/mode_solver.hpp"

namespace verdet {

/// For each mode of `before` the mode of `after` that continues it: the assignment that takes the
/// largest |overlap| first. -1 where `after` has too few modes.
std::vector<int> match_modes(const std::vector<Mode>& before, const std::vector<Mode>& after);

/// The modes at one value of the swept quantity; entry b belongs to branch b at every point.
struct TrackedPoint {
  double parameter = 0;
  std::vector<Mode> modes;
  std::vector<double>
      continuity;  ///< smallest |overlap| met since the point before; 1 at the first
};

struct TrackingOptions {
  double least_overlap = 0.8;  ///< steps with less are halved
  int halvings = 6;            ///< per step, at most
  int spare_modes = 1;  ///< solved beyond the wanted ones, so that none is lost at a crossing
};

/// One point of a sweep: what to solve at a parameter value.
struct SweepPoint {
  CrossSection section;
  ModeOptions options;
};

/// Solves along `parameters` and orders the modes by continuity of their fields, starting in
/// descending n_eff. Where a step turns the fields too far (an avoided crossing), it is halved
/// until each solved pair of neighbours overlaps by `least_overlap`: every branch is then
/// continuous, and keeps its place in n_eff through an avoided crossing but not through a true one
/// (different symmetry). Warns when halving did not suffice. Works for wavelengths and for
/// geometry.
std::vector<TrackedPoint> track_modes(ModeSolver& solver, std::span<const double> parameters,
                                      const std::function<SweepPoint(double)>& point,
                                      const TrackingOptions& options = {},
                                      const Context& context = {});

}  // namespace verdet
