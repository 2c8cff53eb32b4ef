// Eigenpairs of a large sparse matrix next to a shift.
#pragma once

#include <complex>

#include "verdet/solvers/sparse/direct_solver.hpp"

namespace verdet {

/// Eigenpairs A v = lambda v, nearest to the shift first; columns of `vectors` have unit 2-norm.
struct EigenPairs {
  Vector<std::complex<double>> values;
  Matrix<std::complex<double>> vectors;
  Vector<double> residuals;  ///< |A v - lambda v| / |A|_1 of each pair
  int solves = 0;            ///< triangular solves spent
};

struct ShiftInvertOptions {
  int count = 1;               ///< wanted pairs
  double tolerance = 1e-9;     ///< wanted accuracy of each lambda, relative to |lambda - shift|
  double absolute = 0;         ///< ... or absolute, whichever is met first
  double range = 1e300;        ///< pairs farther than this from the shift need 1 % only
  int largest_subspace = 120;  ///< Arnoldi vectors before a restart
  int restarts = 8;
};

/// Arnoldi iteration on (A - shift I)^-1 with full orthogonalisation (Saad 2011, chapter 6): the
/// eigenvalues theta of the projected matrix give lambda = shift + 1 / theta.
///
/// `factored` must hold the factors of A - shift I. `start` is the first Krylov vector (zero length
/// picks a fixed pseudo-random one); a combination of good guesses saves most of the solves. Throws
/// ConvergenceError when fewer than `count` pairs converge. Costs `solves` triangular solves.
template <class T>
EigenPairs nearest_eigenpairs(const SparseMatrix<T>& matrix, T shift, DirectSolver<T>& factored,
                              const Vector<T>& start, const ShiftInvertOptions& options);

}  // namespace verdet
