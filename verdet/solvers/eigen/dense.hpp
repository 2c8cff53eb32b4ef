// Eigenpairs of small dense matrices.
#pragma once

#include <complex>

#include "verdet/solvers/sparse/sparse_matrix.hpp"

namespace verdet {

struct DenseEigenpairs {
  Vector<std::complex<double>> values;
  Matrix<std::complex<double>> vectors;  ///< one column each, in the order of `values`
};

/// All right eigenpairs of a square matrix, in no particular order, by the QR algorithm of Eigen.
template <class T>
DenseEigenpairs dense_eigenpairs(const Matrix<T>& matrix);

/// Its eigenvalues alone.
Vector<std::complex<double>> dense_eigenvalues(const Matrix<double>& matrix);

}  // namespace verdet
