// What is asked of the mode solver.
#pragma once

#include <complex>
#include <cstddef>
#include <limits>
#include <optional>

#include "verdet/fields/modes/cross_section.hpp"

namespace verdet {

/// Condition at one side of the window. `automatic` is a conductor, or in a bend an absorber on the
/// outer side, above and below.
enum class Wall {
  automatic,
  pec,  ///< perfect electric conductor: tangential E = 0
  pmc,  ///< perfect magnetic conductor: tangential H = 0
  pml,  ///< perfectly matched layer outside the window, backed by PEC: swallows radiation
};

struct Walls {
  Wall left = Wall::automatic;
  Wall right = Wall::automatic;
  Wall bottom = Wall::automatic;
  Wall top = Wall::automatic;

  bool operator==(const Walls&) const = default;
};

/// Use of a mirror plane through the middle of the section.
enum class Mirror {
  automatic,  ///< both symmetries, each on half the grid, when the section is symmetric
  none,       ///< never
  electric,   ///< only modes with tangential E = 0 on the plane (TE0 on a vertical plane)
  magnetic,   ///< only modes with tangential H = 0 on the plane (TM0 on a vertical plane)
};

struct ModeOptions {
  double wavelength = 1.55e-6;  ///< vacuum wavelength, m
  int count = 1;                ///< number of modes, highest Re n_eff first
  double accuracy = 1e-4;       ///< wanted error of n_eff
  std::optional<Box> window{};  ///< m; found from the section and the decay of the modes if absent
  Walls walls{};
  Mirror mirror_x = Mirror::automatic;  ///< plane x = const
  Mirror mirror_y = Mirror::automatic;  ///< plane y = const
  /// m; the centre of curvature lies at x = -bend_radius, so n_eff refers to x = 0.
  double bend_radius = std::numeric_limits<double>::infinity();
  /// Modes nearest to this index instead of the highest ones: for leaky and higher modes.
  std::optional<std::complex<double>> index_guess{};
  std::size_t memory_limit = std::size_t{300} << 20;  ///< bytes; refinement stops below it

  bool operator==(const ModeOptions&) const = default;
};

/// Throws InputError listing every value out of range.
void validate(const ModeOptions& options);

}  // namespace verdet
