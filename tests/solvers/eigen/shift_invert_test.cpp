#include "verdet/solvers/eigen/shift_invert.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

// Second difference with convection: eigenvalues 2 - 2 sqrt(l u) cos(k pi / (n + 1)) in closed
// form.
template <class T>
SparseMatrix<T> tridiagonal(int n, T diagonal, T lower, T upper) {
  std::vector<Eigen::Triplet<T>> entries;
  for (int i = 0; i < n; ++i) {
    entries.emplace_back(i, i, diagonal);
    if (i > 0) entries.emplace_back(i, i - 1, lower);
    if (i + 1 < n) entries.emplace_back(i, i + 1, upper);
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

TEST(ShiftInvert, FindsTheNearestOfAnUnsymmetricMatrix) {
  const int n = 200;
  const auto a = tridiagonal<double>(n, 2.0, -1.01, -0.99);
  const double shift = 0.05;
  ShiftInvertOptions o;
  o.count = 4;
  const EigenPairs pairs = nearest_eigenpairs<double>(a, shift, *factored(a, shift), {}, o);
  std::vector<double> exact;
  for (int k = 1; k <= n; ++k)
    exact.push_back(2 - 2 * std::sqrt(1.01 * 0.99) * std::cos(k * M_PI / (n + 1)));
  std::sort(exact.begin(), exact.end(),
            [&](double x, double y) { return std::abs(x - shift) < std::abs(y - shift); });
  for (int k = 0; k < o.count; ++k) {
    EXPECT_NEAR(pairs.values[k].real(), exact[k], 1e-9);
    EXPECT_NEAR(pairs.values[k].imag(), 0, 1e-9);
    EXPECT_LT(pairs.residuals[k], 1e-8);
    EXPECT_NEAR(pairs.vectors.col(k).norm(), 1, 1e-12);
  }
}

TEST(ShiftInvert, ComplexMatrix) {
  const int n = 150;
  const auto a = tridiagonal<Complex>(n, Complex(2, 0.3), Complex(0, -1), Complex(0, -1));
  const Complex shift(1.9, 0.5);
  ShiftInvertOptions o;
  o.count = 3;
  const EigenPairs pairs = nearest_eigenpairs<Complex>(a, shift, *factored(a, shift), {}, o);
  std::vector<Complex> exact;
  for (int k = 1; k <= n; ++k)
    exact.push_back(Complex(2, 0.3) + Complex(0, -2) * std::cos(k * M_PI / (n + 1)));
  std::sort(exact.begin(), exact.end(),
            [&](Complex x, Complex y) { return std::abs(x - shift) < std::abs(y - shift); });
  for (int k = 0; k < o.count; ++k) EXPECT_LT(std::abs(pairs.values[k] - exact[k]), 1e-8);
}

TEST(ShiftInvert, AGoodStartSavesSolves) {
  const int n = 300;
  const auto a = tridiagonal<double>(n, 2.0, -1.0, -1.0);
  const double shift = -0.001;
  ShiftInvertOptions o;
  o.count = 1;
  const auto solver = factored(a, shift);
  const EigenPairs cold = nearest_eigenpairs<double>(a, shift, *solver, {}, o);
  const Vector<double> known = cold.vectors.col(0).real();
  const EigenPairs warm = nearest_eigenpairs<double>(a, shift, *solver, known, o);
  EXPECT_LT(warm.solves, cold.solves);
  EXPECT_NEAR(warm.values[0].real(), cold.values[0].real(), 1e-10);
}

TEST(ShiftInvert, RestartsWhenTheSubspaceIsSmall) {
  const int n = 400;
  const auto a = tridiagonal<double>(n, 2.0, -1.0, -1.0);
  const double shift = 1.0;  // in the dense middle of the spectrum
  ShiftInvertOptions o;
  o.count = 2;
  o.largest_subspace = 12;
  o.restarts = 100;
  const EigenPairs pairs = nearest_eigenpairs<double>(a, shift, *factored(a, shift), {}, o);
  EXPECT_LT(pairs.residuals.maxCoeff(), 1e-8);
  EXPECT_GT(pairs.solves, 12);
}

TEST(ShiftInvert, SaysWhenItDidNotConverge) {
  const int n = 400;
  const auto a = tridiagonal<double>(n, 2.0, -1.0, -1.0);
  ShiftInvertOptions o;
  o.count = 6;
  o.largest_subspace = 8;
  o.restarts = 0;
  const auto solver = factored(a, 1.0);
  EXPECT_THROW(nearest_eigenpairs<double>(a, 1.0, *solver, {}, o), ConvergenceError);
  o.count = 0;
  EXPECT_THROW(nearest_eigenpairs<double>(a, 1.0, *solver, {}, o), InputError);
}

TEST(ShiftInvert, AllPairsOfASmallMatrix) {
  const auto a = tridiagonal<double>(3, 2.0, -1.0, -1.0);
  ShiftInvertOptions o;
  o.count = 3;
  const EigenPairs pairs = nearest_eigenpairs<double>(a, 0.1, *factored(a, 0.1), {}, o);
  EXPECT_NEAR(pairs.values[0].real(), 2 - std::sqrt(2.0), 1e-10);
  EXPECT_NEAR(pairs.values[2].real(), 2 + std::sqrt(2.0), 1e-10);
}

}  // namespace
}  // namespace verdet
