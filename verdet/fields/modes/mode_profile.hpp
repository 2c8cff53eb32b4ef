// Decay of a mode towards the sides of its window.
#pragma once

#include "verdet/fields/modes/grid_level.hpp"
#include "verdet/fields/modes/slab_index.hpp"

namespace verdet {

enum class Side { left, right, bottom, top };

/// Transverse electric energy of a mode per unit length along one axis: weights[k] at centre[k], m.
struct ModeProfile {
  std::vector<double> centre, size, density;
  double total = 0;
};

/// Profile along x (axis 0) or y (axis 1) of an eigenvector of the level.
ModeProfile mode_profile(const GridLevel& level, const Vector<std::complex<double>>& mode,
                         int axis);

/// Exponential tail beyond `from` (the last break point on that side), fitted halfway to the wall.
struct Tail {
  double rate = 0;     ///< field decay, 1/m; not positive when there is no decay
  double at = 0;       ///< m
  double density = 0;  ///< of the profile at `at`, per unit total (1/m)
  bool faded = false;  ///< already at rounding level
};
Tail fit_tail(const ModeProfile& profile, Side side, double from);

/// Shift of n_eff by a conducting wall at `position`: 2 rate density(position) / (k0^2 n), the
/// first order of moving a Dirichlet wall in an exponential tail.
double wall_error(const Tail& tail, double position, double k0, double index);

/// Where a wall costs no more than `error`: read off the profile where it is already that low, with
/// the steepest possible tail (rate k0 n), else from the fitted tail; infinite (signed) without
/// decay.
double wall_position(const ModeProfile& profile, Side side, double from, double error, double k0,
                     double index);

/// Sum of `wall_error` over the sides of the level's window that are marked: how far its conducting
/// walls may have moved n_eff.
double window_error(const GridLevel& level, const CrossSection& section,
                    const Vector<std::complex<double>>& mode, double index, const OpenSides& sides);

}  // namespace verdet
