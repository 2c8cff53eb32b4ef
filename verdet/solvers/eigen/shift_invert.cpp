#include "verdet/solvers/eigen/shift_invert.hpp"

#include <algorithm>
#include <numeric>
#include <type_traits>

#include "verdet/base/error.hpp"
#include "verdet/solvers/eigen/dense.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

constexpr double kRoughly = 0.01;  // relative accuracy of pairs out of range

// Eigenpairs of the projected matrix, |theta| descending.
struct RitzPairs {
  std::vector<Complex> theta;
  Matrix<Complex> vectors;
};

template <class T>
RitzPairs ritz_pairs(const Matrix<T>& h) {
  const auto [values, vectors] = dense_eigenpairs<T>(h);
  std::vector<int> rank(values.size());
  std::iota(rank.begin(), rank.end(), 0);
  std::stable_sort(rank.begin(), rank.end(),
                   [&v = values](int a, int b) { return std::abs(v[a]) > std::abs(v[b]); });
  RitzPairs out{{}, Matrix<Complex>(h.rows(), h.cols())};
  for (std::size_t k = 0; k < rank.size(); ++k) {
    out.theta.push_back(values[rank[k]]);
    out.vectors.col(static_cast<long>(k)) = vectors.col(rank[k]).normalized();
  }
  return out;
}

// A fixed linear congruential sequence: reproducible, and rich in every mode.
template <class T>
Vector<T> fixed_start(long n) {
  Vector<T> v(n);
  unsigned state = 12345;
  for (long i = 0; i < n; ++i) {
    state = state * 1664525u + 1013904223u;
    v[i] = T(static_cast<double>(state >> 8) / 16777216.0 - 0.5);
  }
  return v;
}

template <class T>
class Arnoldi {
 public:
  Arnoldi(DirectSolver<T>& factored, long n, const ShiftInvertOptions& o)
      : factored_(factored),
        options_(o),
        limit_(static_cast<int>(std::min<long>(n, o.largest_subspace))) {
    basis_.resize(n, limit_ + 1);
    h_ = Matrix<T>::Zero(limit_ + 1, limit_);
  }

  // Extends the Krylov space until the wanted pairs have converged; false when space ran out.
  bool run(const Vector<T>& start) {
    basis_.col(0) = start.normalized();
    h_.setZero();
    for (size_ = 0; size_ < limit_;) {
      if (!extend()) {
        ritz_ = ritz_pairs<T>(h_.topLeftCorner(size_, size_));
        return size_ >= options_.count;
      }
      if (size_ < options_.count) continue;
      ritz_ = ritz_pairs<T>(h_.topLeftCorner(size_, size_));
      if (converged()) return true;
    }
    return limit_ == basis_.rows();
  }

  const RitzPairs& ritz() const { return ritz_; }
  int solves() const { return solves_; }
  Vector<Complex> vector(int k) const {
    Vector<Complex> v = basis_.leftCols(size_) * ritz_.vectors.col(k);
    return v.normalized();
  }
  // Restart vector: the wanted directions in equal parts.
  Vector<T> restart() const {
    Vector<Complex> sum = Vector<Complex>::Zero(basis_.rows());
    for (int k = 0; k < options_.count; ++k) sum += vector(k);
    if constexpr (std::is_same_v<T, double>)
      return sum.real() + sum.imag();
    else
      return sum;
  }

 private:
  // One step with classical Gram-Schmidt twice; false when the space became invariant.
  bool extend() {
    Vector<T> w = factored_.solve(basis_.col(size_));
    ++solves_;
    const double before = w.norm();
    const auto q = basis_.leftCols(size_ + 1);
    for (int pass = 0; pass < 2; ++pass) {
      const Vector<T> c = q.adjoint() * w;
      w.noalias() -= q * c;
      h_.col(size_).head(size_ + 1) += c;
    }
    const double beta = w.norm();
    h_(size_ + 1, size_) = beta;
    ++size_;
    if (!(beta > 1e-14 * before)) return false;
    basis_.col(size_) = w / beta;
    return true;
  }

  // |r| = h(m+1, m) |last component|; the change of lambda is |r| / |theta|^2, relative |r| /
  // |theta|.
  bool converged() const {
    const double beta = std::abs(h_(size_, size_ - 1));
    for (int k = 0; k < options_.count; ++k) {
      const double size = std::abs(ritz_.theta[k]);
      const double error = beta * std::abs(ritz_.vectors(size_ - 1, k)) / size;
      if (1 / size > options_.range && error < kRoughly) continue;
      if (error > options_.tolerance && error / size > options_.absolute) return false;
    }
    return true;
  }

  DirectSolver<T>& factored_;
  ShiftInvertOptions options_;
  int limit_;
  int size_ = 0;
  int solves_ = 0;
  Matrix<T> basis_, h_;
  RitzPairs ritz_;
};

}  // namespace

template <class T>
EigenPairs nearest_eigenpairs(const SparseMatrix<T>& matrix, T shift, DirectSolver<T>& factored,
                              const Vector<T>& start, const ShiftInvertOptions& options) {
  const long n = matrix.rows();
  if (options.count < 1 || options.count > n)
    throw InputError("eigenpairs: between 1 and " + std::to_string(n) + " pairs can be asked for");
  Arnoldi<T> arnoldi(factored, n, options);
  Vector<T> first = start.size() == n && start.norm() > 0 ? start : fixed_start<T>(n);
  bool done = arnoldi.run(first);
  for (int r = 0; !done && r < options.restarts; ++r) done = arnoldi.run(arnoldi.restart());
  if (!done)
    throw ConvergenceError("eigenpairs: " + std::to_string(options.count) +
                           " pairs did not converge in " + std::to_string(arnoldi.solves()) +
                           " solves; move the shift closer or ask for fewer");
  EigenPairs out;
  out.values.resize(options.count);
  out.vectors.resize(n, options.count);
  out.residuals.resize(options.count);
  out.solves = arnoldi.solves();
  double norm = 0;
  for (int c = 0; c < n; ++c) norm = std::max(norm, matrix.col(c).cwiseAbs().sum());
  for (int k = 0; k < options.count; ++k) {
    out.values[k] = Complex(shift) + 1.0 / arnoldi.ritz().theta[k];
    out.vectors.col(k) = arnoldi.vector(k);
    const Vector<Complex> v = out.vectors.col(k);
    const Vector<Complex> r = matrix.template cast<Complex>() * v - out.values[k] * v;
    out.residuals[k] = r.norm() / norm;
  }
  return out;
}

template EigenPairs nearest_eigenpairs(const SparseMatrix<double>&, double, DirectSolver<double>&,
                                       const Vector<double>&, const ShiftInvertOptions&);
template EigenPairs nearest_eigenpairs(const SparseMatrix<Complex>&, Complex,
                                       DirectSolver<Complex>&, const Vector<Complex>&,
                                       const ShiftInvertOptions&);

}  // namespace verdet
