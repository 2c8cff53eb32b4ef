// The one sparse matrix type shared by the linear and the eigenvalue solvers.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>

namespace verdet {

/// Compressed sparse columns with 32-bit indices; `T` is double or std::complex<double>.
template <class T>
using SparseMatrix = Eigen::SparseMatrix<T, Eigen::ColMajor, int>;

template <class T>
using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

}  // namespace verdet
