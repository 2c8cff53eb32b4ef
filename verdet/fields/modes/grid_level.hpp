// One grid of a refinement sequence: assembled, factored, solved, and kept for the next solve.
#pragma once

#include <memory>
#include <vector>

#include "verdet/fields/modes/yee_fields.hpp"
#include "verdet/solvers/eigen/shift_invert.hpp"

namespace verdet {

/// Where and how one (half) window is discretised.
struct Domain {
  AxisPlan x, y;  ///< absorbers included
  AbsorberRange absorb_x, absorb_y;
  bool conductor_left = true, conductor_right = true, conductor_bottom = true, conductor_top = true;
  Box window;              ///< absorbers excluded
  double bend_radius = 0;  ///< m, infinite when straight
};

/// The Yee grid of a domain at a level.
YeeGrid make_grid(const Domain& domain, int level, double wavelength);

/// Modes found on one grid, highest Re n first (or nearest to the guess).
struct LevelModes {
  std::vector<std::complex<double>> index;
  std::vector<std::complex<double>> group_index;
  Matrix<std::complex<double>> vectors;  ///< (Ex, Ey) by unknown, one column per mode
  int solves = 0;

  int count() const { return static_cast<int>(index.size()); }
};

/// What the eigensolver is told about the modes it looks for.
struct LevelSearch {
  int count = 1;
  std::complex<double> index;            ///< shift: modes nearest to it are found
  Vector<std::complex<double>> start;    ///< may be empty
  Matrix<std::complex<double>> guesses;  ///< one shape per mode, then others; may be empty
  double least_index = 0;                ///< modes below it need no accuracy
  double tolerance = 1e-10;              ///< absolute, of n_eff
};

/// Grid, unknowns and solver of one level. Keeps the symbolic factorisation while the number of
/// cells stays, whatever the geometry and the wavelength.
class GridLevel {
 public:
  GridLevel();
  ~GridLevel();
  GridLevel(GridLevel&&) noexcept;
  GridLevel& operator=(GridLevel&&) noexcept;

  /// Draws the grid, paints the section and assembles the operator.
  void prepare(const CrossSection& section, const Domain& domain, int level, double wavelength);

  /// Solves on the prepared grid. With guesses and factors of a neighbouring point it corrects
  /// those first and factors only when that does not converge. Falls back to a pivoting solver when
  /// the residual of the fast one is not at rounding level.
  LevelModes solve(const LevelSearch& search);

  /// Combination of this level's mode shapes interpolated onto another level: a start vector.
  Vector<std::complex<double>> start_for(const GridLevel& finer, const LevelModes& modes) const;
  /// Every mode shape interpolated onto another level, made real where it can be.
  Matrix<std::complex<double>> guesses_for(const GridLevel& finer, const LevelModes& modes) const;
  /// One mode shape interpolated onto another level.
  Vector<std::complex<double>> prolong(const GridLevel& finer,
                                       const Vector<std::complex<double>>& mode) const;

  const YeeGrid& grid() const;
  const NodeMedia& media() const;
  const Unknowns& unknowns() const;
  std::size_t bytes() const;
  /// True when nothing absorbs: the operator is real.
  bool lossless() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace verdet
