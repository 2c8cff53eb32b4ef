// Full-vector modes of a waveguide cross-section, to a wanted accuracy.
#pragma once

#include <memory>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/fields/modes/mode.hpp"
#include "verdet/fields/modes/mode_options.hpp"

namespace verdet {

/// Solves sections one after another and keeps what carries over: window margins, grids in memory,
/// symbolic factorisations and mode shapes. A further wavelength or width costs a third to a half
/// of the first. Results depend on earlier calls only within the error estimate; a new object per
/// point gives bitwise repeatable answers.
class ModeSolver {
 public:
  ModeSolver();
  ~ModeSolver();
  ModeSolver(ModeSolver&&) noexcept;
  ModeSolver& operator=(ModeSolver&&) noexcept;

  /// The `options.count` modes of highest Re n_eff (or nearest to `options.index_guess`),
  /// descending in Re n_eff. n_eff is extrapolated from two grids or more; `error_estimate` says
  /// how far it may be off. Warns through `context` when the accuracy was not reached, when a mode
  /// is not guided, or when the window is too small; the mode's flags repeat it.
  ///
  /// Throws InputError (geometry, options) and ConvergenceError (eigensolver). Costs about 3e-6 s
  /// per unknown of the finest grid. Validity: media with diagonal tensors and Re epsilon > 0 in
  /// most of the section (a plasmonic mode needs `index_guess`).
  std::vector<Mode> solve(const CrossSection& section, const ModeOptions& options,
                          const Context& context = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What `solve` warns of, mode by mode; for callers that solve more modes than they keep.
void warn_about(const std::vector<Mode>& modes, double wavelength, const Context& context);

/// One solve with a fresh solver.
std::vector<Mode> solve_modes(const CrossSection& section, const ModeOptions& options,
                              const Context& context = {});

}  // namespace verdet
