#include "verdet/solvers/eigen/davidson.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "verdet/solvers/eigen/dense.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

template <class T>
class Davidson {
 public:
  Davidson(const SparseMatrix<T>& matrix, T shift, DirectSolver<T>& nearby, const Matrix<T>& start,
           const DavidsonOptions& options)
      : a_(matrix),
        shift_(shift),
        nearby_(nearby),
        options_(options),
        wanted_(options.count),
        basis_(matrix.rows(), start.cols() + options.solves),
        image_(basis_.rows(), basis_.cols()) {
    for (long k = 0; k < start.cols(); ++k) {
      append(start.col(k));
      if (k + 1 == wanted_) independent_ = size_ == wanted_;
    }
  }

  bool run() {
    if (!independent_) return false;
    for (;;) {
      project();
      bool good = true;
      for (long k = 0; k < wanted_; ++k) {
        if (solves_ == options_.solves) return false;
        const Vector<T> r = residual(k);
        const Vector<T> correction = nearby_.solve(r);
        ++solves_;
        const double change = std::abs(value_[k] - Complex(shift_)) * correction.norm();
        if (change < options_.absolute) continue;
        good = false;
        append(correction);
      }
      if (good) return resembles();
    }
  }

  EigenPairs pairs() const {
    EigenPairs out;
    out.solves = solves_;
    out.values.resize(wanted_);
    out.residuals.resize(wanted_);
    out.vectors.resize(basis_.rows(), wanted_);
    for (long k = 0; k < wanted_; ++k) {
      out.values[k] = value_[k];
      out.vectors.col(k) =
          (basis_.leftCols(coefficient_.rows()) * coefficient_.col(k)).normalized();
      out.residuals[k] = residual(k).norm();
    }
    return out;
  }

  // A result far from its guess is another pair.
  bool resembles() const {
    for (long k = 0; k < wanted_; ++k)
      if (std::abs(coefficient_(k, k)) < options_.likeness) return false;
    return true;
  }

 private:
  void append(Vector<T> v) {
    const double before = v.norm();
    for (int pass = 0; pass < 2; ++pass) {
      const auto q = basis_.leftCols(size_);
      const Vector<T> c = q.adjoint() * v;
      v.noalias() -= q * c;
    }
    const double norm = v.norm();
    if (!(norm > 1e-12 * before)) return;
    basis_.col(size_) = v / norm;
    image_.col(size_).noalias() = a_ * basis_.col(size_);
    ++size_;
  }

  // Ritz pairs; for each guess the one with the largest share in it (guesses span the first
  // columns).
  void project() {
    const auto [values, vectors] =
        dense_eigenpairs<T>(basis_.leftCols(size_).adjoint() * image_.leftCols(size_));
    value_.resize(wanted_);
    coefficient_.resize(size_, wanted_);
    std::vector<bool> taken(static_cast<std::size_t>(size_), false);
    for (long k = 0; k < wanted_; ++k) {
      long best = -1;
      for (long j = 0; j < size_; ++j)
        if (!taken[j] && (best < 0 || likeness(vectors, j, k) > likeness(vectors, best, k)))
          best = j;
      taken[best] = true;
      value_[k] = values[best];
      coefficient_.col(k) = vectors.col(best).normalized();
    }
  }

  // |component along the k-th guess|, the guesses being orthonormalised in order.
  static double likeness(const Matrix<Complex>& vectors, long j, long k) {
    return std::abs(vectors(k, j)) / vectors.col(j).norm();
  }

  // Real problems keep to the real part: the wanted pairs of a lossless guide are real.
  Vector<T> residual(long k) const {
    // The space may have grown since the last projection.
    const long m = coefficient_.rows();
    Vector<Complex> r = image_.leftCols(m) * coefficient_.col(k) -
                        value_[k] * (basis_.leftCols(m) * coefficient_.col(k));
    if constexpr (std::is_same_v<T, double>)
      return r.real() + r.imag();
    else
      return r;
  }

  const SparseMatrix<T>& a_;
  T shift_;
  DirectSolver<T>& nearby_;
  DavidsonOptions options_;
  long wanted_, size_ = 0;
  int solves_ = 0;
  bool independent_ = false;
  Matrix<T> basis_, image_;
  Vector<Complex> value_;
  Matrix<Complex> coefficient_;
};

}  // namespace

template <class T>
std::optional<EigenPairs> correct_eigenpairs(const SparseMatrix<T>& matrix, T shift,
                                             DirectSolver<T>& nearby, const Matrix<T>& start,
                                             const DavidsonOptions& options) {
  Davidson<T> davidson(matrix, shift, nearby, start, options);
  if (!davidson.run()) return std::nullopt;
  return davidson.pairs();
}

template std::optional<EigenPairs> correct_eigenpairs(const SparseMatrix<double>&, double,
                                                      DirectSolver<double>&, const Matrix<double>&,
                                                      const DavidsonOptions&);
template std::optional<EigenPairs> correct_eigenpairs(const SparseMatrix<Complex>&, Complex,
                                                      DirectSolver<Complex>&,
                                                      const Matrix<Complex>&,
                                                      const DavidsonOptions&);

}  // namespace verdet
