#include "verdet/solvers/eigen/dense.hpp"

#include <Eigen/Eigenvalues>
#include <type_traits>

namespace verdet {

// Eigen's templates are instantiated here alone: each source that did so took 15 s to compile.
template <class T>
DenseEigenpairs dense_eigenpairs(const Matrix<T>& matrix) {
  using Solver = std::conditional_t<std::is_same_v<T, double>, Eigen::EigenSolver<Matrix<T>>,
                                    Eigen::ComplexEigenSolver<Matrix<T>>>;
  const Solver solver(matrix);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

template DenseEigenpairs dense_eigenpairs(const Matrix<double>&);
template DenseEigenpairs dense_eigenpairs(const Matrix<std::complex<double>>&);

Vector<std::complex<double>> dense_eigenvalues(const Matrix<double>& matrix) {
  return Eigen::EigenSolver<Matrix<double>>(matrix, false).eigenvalues();
}

}  // namespace verdet
