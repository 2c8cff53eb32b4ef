// Eigenpairs corrected with the factors of a neighbouring matrix.
#pragma once

#include <optional>

#include "verdet/solvers/eigen/shift_invert.hpp"

namespace verdet {

struct DavidsonOptions {
  int count = 1;           ///< wanted pairs
  double absolute = 1e-9;  ///< wanted accuracy of each lambda
  int solves = 10;         ///< triangular solves allowed in all
  double likeness = 0.7;   ///< least |component| of a result along its guess
};

/// Generalised Davidson iteration (Davidson 1975; Morgan and Scott 1986): the residuals of the Ritz
/// pairs, solved with `nearby`, the factors of B - shift I for some B close to `matrix`, extend the
/// space. The first `count` columns of `start` are guesses of the wanted pairs, which are returned
/// in the same order; further columns only enrich the space. Along a sweep this saves the
/// factorisation.
///
/// Converged when |lambda - shift| |(B - shift)^-1 r| is below `absolute`, the first-order change
/// of lambda. Returns nothing when `solves` do not suffice or when a result is unlike its guess:
/// then factor `matrix` itself.
template <class T>
std::optional<EigenPairs> correct_eigenpairs(const SparseMatrix<T>& matrix, T shift,
                                             DirectSolver<T>& nearby, const Matrix<T>& start,
                                             const DavidsonOptions& options);

}  // namespace verdet
