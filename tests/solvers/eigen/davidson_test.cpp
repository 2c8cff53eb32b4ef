#include "verdet/solvers/eigen/davidson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

namespace verdet {
namespace {

using Complex = std::complex<double>;

// Second difference with a well: `depth` moves the lowest eigenpairs.
template <class T>
SparseMatrix<T> well(int n, double depth, T loss = T(0)) {
  std::vector<Eigen::Triplet<T>> entries;
  for (int i = 0; i < n; ++i) {
    const bool inside = i > n / 3 && i < 2 * n / 3;
    entries.emplace_back(i, i, T(2) - (inside ? T(depth) : T(0)) + loss * T(i) / T(n));
    if (i > 0) entries.emplace_back(i, i - 1, T(-1));
    if (i + 1 < n) entries.emplace_back(i, i + 1, T(-0.98));
  }
  SparseMatrix<T> a(n, n);
  a.setFromTriplets(entries.begin(), entries.end());
  return a;
}

template <class T>
std::unique_ptr<DirectSolver<T>> factored(const SparseMatrix<T>& a, T shift) {
  SparseMatrix<T> shifted = a;
  for (int i = 0; i < a.rows(); ++i) shifted.coeffRef(i, i) -= shift;
  auto solver = make_klu_solver<T>();
  solver->analyse(shifted);
  solver->factor(shifted);
  return solver;
}

template <class T>
Matrix<T> narrowed(const Matrix<Complex>& v) {
  if constexpr (std::is_same_v<T, double>)
    return v.real();
  else
    return v;
}

template <class T>
void expect_correction(T loss, T shift) {
  const int n = 120;
  const SparseMatrix<T> old = well<T>(n, 0.20, loss), next = well<T>(n, 0.202, loss);
  const auto stale = factored(old, shift);
  ShiftInvertOptions o;
  o.count = 2;
  const EigenPairs before = nearest_eigenpairs<T>(old, shift, *stale, {}, o);
  const auto fresh = factored(next, shift);
  const EigenPairs exact = nearest_eigenpairs<T>(next, shift, *fresh, {}, o);
  DavidsonOptions d;
  d.solves = 30;
  d.count = 2;
  const auto corrected = correct_eigenpairs<T>(next, shift, *stale, narrowed<T>(before.vectors), d);
  ASSERT_TRUE(corrected.has_value());
  for (int k = 0; k < 2; ++k) {
    EXPECT_GT(std::abs(before.values[k] - exact.values[k]), 1e-4);
    EXPECT_LT(std::abs(corrected->values[k] - exact.values[k]), 1e-8);
  }
}

TEST(Davidson, CorrectsWithTheFactorsOfANeighbour) {
  expect_correction<double>(0.0, -0.25);
  expect_correction<Complex>(Complex(0, 0.02), Complex(-0.25, 0.0));
}

TEST(Davidson, GivesUpWithinItsAllowance) {
  const SparseMatrix<double> old = well<double>(120, 0.20), far = well<double>(120, 1.5);
  const auto stale = factored(old, -0.25);
  ShiftInvertOptions o;
  const EigenPairs before = nearest_eigenpairs<double>(old, -0.25, *stale, {}, o);
  DavidsonOptions d;
  d.solves = 4;
  EXPECT_FALSE(correct_eigenpairs<double>(far, -0.25, *stale, narrowed<double>(before.vectors), d));
}

TEST(Davidson, AResultUnlikeItsGuessIsRefused) {
  // The guess is a mixture of two pairs: whatever it converges to is not it.
  const SparseMatrix<double> a = well<double>(120, 0.2);
  const auto factors = factored(a, -0.25);
  ShiftInvertOptions o;
  o.count = 3;
  const EigenPairs pairs = nearest_eigenpairs<double>(a, -0.25, *factors, {}, o);
  const Matrix<double> v = narrowed<double>(pairs.vectors);
  Matrix<double> mixture(120, 1);
  mixture.col(0) = v.col(0) + v.col(1) + v.col(2);
  DavidsonOptions d;
  d.solves = 40;
  d.likeness = 0.9;
  EXPECT_FALSE(correct_eigenpairs<double>(a, -0.25, *factors, mixture, d));
}

TEST(Davidson, DependentGuessesAreRefused) {
  const SparseMatrix<double> a = well<double>(60, 0.2);
  Matrix<double> twice(60, 2);
  twice.setOnes();
  EXPECT_FALSE(correct_eigenpairs<double>(a, -0.25, *factored(a, -0.25), twice, {.count = 2}));
}

}  // namespace
}  // namespace verdet
