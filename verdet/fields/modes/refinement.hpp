// Modes of one (half) window on finer and finer grids, extrapolated.
#pragma once

#include <map>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/fields/modes/grid_level.hpp"
#include "verdet/fields/modes/mode.hpp"
#include "verdet/fields/modes/richardson.hpp"

namespace verdet {

struct RefinementRequest {
  double wavelength = 0;
  int count = 1;
  double accuracy = 1e-4;
  std::complex<double> shift;    ///< index above the modes, or the guess
  bool shift_is_guess = false;   ///< keep to the modes nearest to it
  std::size_t memory_limit = 0;  ///< bytes
  double least_index = 0;        ///< modes below it may be rough while they are searched
};

/// A mode of the sequence: limits over the grids, and its shape on the finest one.
struct RefinedMode {
  GridLimit index;
  std::complex<double> group_index;
  std::complex<double> finest_index;
  Vector<std::complex<double>> shape;
  std::vector<GridResult> history;  ///< coarse to fine
};

/// Keeps grids, factorisations and mode shapes from one solve to the next: at the next wavelength
/// or width the old shapes are the start vectors, and the symbolic analysis is reused as long as
/// the number of cells per segment stays (the plan is made to keep it within 30 %).
class Refinement {
 public:
  /// Sets what is solved; adopts the cell counts of the previous domain where they still fit.
  void set_domain(const Domain& domain);

  /// Modes on the coarsest grid only, for choosing among symmetry classes.
  LevelModes scout(const CrossSection& section, const RefinementRequest& request);

  /// Refines until every error estimate is below the accuracy or the memory is used up.
  std::vector<RefinedMode> run(const CrossSection& section, const RefinementRequest& request,
                               const Context& context);

  /// Drops the mode shapes of grids finer than `level`: they belong to an older point of the sweep
  /// and must not guide the next one. Memory is kept.
  void forget_finer_than(int level);

  /// The finest grid used.
  const GridLevel& finest() const { return levels_.at(last_level_).grid; }
  const Domain& domain() const { return domain_; }

 private:
  struct Stage {
    GridLevel grid;
    LevelModes modes;
    LevelModes previous;  ///< of the solve before
  };

  void advance(Stage& stage, const CrossSection& section, const RefinementRequest& request,
               int level, int coarser);
  LevelModes solve(const CrossSection& section, const RefinementRequest& request, int level,
                   int coarser);
  bool followed(const Stage& stage, const RefinementRequest& request) const;
  bool adopt_scouted(const RefinementRequest& request);
  double extrapolate_all(const std::vector<int>& done, std::vector<RefinedMode>& modes) const;
  std::complex<double> shift_for(const RefinementRequest& request, int coarser) const;
  bool room_for(int level, std::size_t limit) const;

  Domain domain_;
  std::map<int, Stage> levels_;
  int last_level_ = 1;
  bool continued_ = false;  ///< the modes are those of the solve before, on the coarsest level
  bool scouted_ = false;    ///< the coarsest level already belongs to the current solve
};

}  // namespace verdet
