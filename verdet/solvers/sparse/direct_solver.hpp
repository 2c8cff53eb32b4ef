// Sparse direct solution of A x = b in three steps: analyse the pattern once, factor new values
// often, solve more often still.
#pragma once

#include <memory>

#include "verdet/solvers/sparse/nested_dissection.hpp"
#include "verdet/solvers/sparse/sparse_matrix.hpp"

namespace verdet {

/// A direct solver that keeps its symbolic analysis and its memory between factorisations.
/// `T` is double or std::complex<double>.
template <class T>
class DirectSolver {
 public:
  virtual ~DirectSolver() = default;

  /// Orders the unknowns and allocates. `matrix` gives the pattern; values are not read. Explicit
  /// zeros count as part of the pattern.
  virtual void analyse(const SparseMatrix<T>& matrix) = 0;

  /// Factors a matrix that has exactly the analysed pattern. Throws ConvergenceError when it is
  /// numerically singular.
  virtual void factor(const SparseMatrix<T>& matrix) = 0;

  /// Returns x with A x = b; `b` has one entry per row. Must be called after `factor`.
  virtual Vector<T> solve(const Vector<T>& b) = 0;

  /// Bytes held by the factors and by the work space.
  virtual std::size_t bytes() const = 0;
};

/// KLU: left-looking LU with threshold partial pivoting (Davis and Palamadai Natarajan 2010).
/// Robust for any square matrix; the choice for circuits and small systems. With a tree, its
/// elimination order is kept; without, AMD orders.
template <class T>
std::unique_ptr<DirectSolver<T>> make_klu_solver(const SeparatorTree* tree = nullptr);

/// Multifrontal LU along a separator tree, dense kernels, pivoting only inside each separator
/// (Duff and Reid 1983). Five to twenty times faster than KLU on two-dimensional grids; the caller
/// must check the residual, because pivots are never delayed.
template <class T>
std::unique_ptr<DirectSolver<T>> make_multifrontal_solver(SeparatorTree tree);

}  // namespace verdet
