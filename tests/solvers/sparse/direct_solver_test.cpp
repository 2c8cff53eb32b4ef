#include "verdet/solvers/sparse/direct_solver.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <complex>
#include <set>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

std::vector<std::array<int, 2>> square_grid(int n) {
  std::vector<std::array<int, 2>> position;
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i) position.push_back({i, j});
  return position;
}

// Unsymmetric five-point operator on an n x n grid, diagonally dominant by `shift`.
template <class T>
SparseMatrix<T> five_point(int n, T shift) {
  std::vector<Eigen::Triplet<T>> entries;
  const auto at = [n](int i, int j) { return i + n * j; };
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i) {
      entries.emplace_back(at(i, j), at(i, j), T(4) + shift);
      if (i > 0) entries.emplace_back(at(i, j), at(i - 1, j), T(-1.3));
      if (i + 1 < n) entries.emplace_back(at(i, j), at(i + 1, j), T(-0.7));
      if (j > 0) entries.emplace_back(at(i, j), at(i, j - 1), T(-1 - 0.01 * i));
      if (j + 1 < n) entries.emplace_back(at(i, j), at(i, j + 1), T(-1 + 0.02 * j));
    }
  SparseMatrix<T> a(n * n, n * n);
  a.setFromTriplets(entries.begin(), entries.end());
  return a;
}

template <class T>
void expect_solves(DirectSolver<T>& solver, const SparseMatrix<T>& a) {
  const Matrix<T> dense(a);
  Vector<T> b(a.rows());
  for (int i = 0; i < b.size(); ++i) b[i] = T(std::sin(1.0 + i));
  const Vector<T> expected = dense.partialPivLu().solve(b);
  const Vector<T> x = solver.solve(b);
  EXPECT_LT((x - expected).norm(), 1e-10 * expected.norm());
}

template <class T>
void expect_reusable(DirectSolver<T>& solver, int n, T first, T second) {
  const SparseMatrix<T> a = five_point<T>(n, first);
  solver.analyse(a);
  solver.factor(a);
  expect_solves(solver, a);
  const SparseMatrix<T> again = five_point<T>(n, second);
  solver.factor(again);
  expect_solves(solver, again);
  EXPECT_GT(solver.bytes(), 0u);
}

TEST(NestedDissection, EliminatesEveryUnknownOnceAndChildrenFirst) {
  const SeparatorTree tree = dissect_grid(square_grid(23), 1, 10);
  const std::set<int> seen(tree.order.begin(), tree.order.end());
  EXPECT_EQ(seen.size(), 23u * 23u);
  EXPECT_EQ(tree.order.size(), 23u * 23u);
  ASSERT_GT(tree.node_count(), 3);
  for (int k = 0; k < tree.node_count(); ++k) {
    if (tree.parent[k] >= 0) {
      EXPECT_GT(tree.parent[k], k);
    }
  }
  EXPECT_EQ(tree.parent.back(), -1);
}

TEST(NestedDissection, EmptyAndSingle) {
  EXPECT_EQ(dissect_grid({}, 1).node_count(), 0);
  EXPECT_EQ(dissect_grid({{3, 4}}, 1).order, std::vector<int>{0});
}

TEST(Multifrontal, AgreesWithDenseLuRealAndComplex) {
  for (const int n : {1, 2, 7, 30}) {
    const auto real = make_multifrontal_solver<double>(dissect_grid(square_grid(n), 1, 8));
    expect_reusable<double>(*real, n, 0.1, -1.7);
    const auto complex = make_multifrontal_solver<Complex>(dissect_grid(square_grid(n), 1, 8));
    expect_reusable<Complex>(*complex, n, Complex(0.1, 0.3), Complex(-2.1, 0.2));
  }
}

// Vectorised loops begin where memory is aligned: what they round must not depend on the heap.
TEST(Multifrontal, BitsDoNotDependOnWhereTheMemoryLies) {
  const SparseMatrix<Complex> a = five_point<Complex>(20, {0.3, 0.2});
  Vector<Complex> first;
  std::vector<std::vector<char>> in_between;
  for (std::size_t k = 0; k < 16; ++k) {
    in_between.emplace_back(16 * k + 24);
    const auto solver = make_multifrontal_solver<Complex>(dissect_grid(square_grid(20), 1, 10));
    solver->analyse(a);
    solver->factor(a);
    in_between.emplace_back(48 * k + 8);
    const Vector<Complex> b = Vector<Complex>::LinSpaced(a.rows(), {1, 0}, {0, 2});
    const Vector<Complex> x = solver->solve(b);
    if (k == 0) first = x;
    EXPECT_TRUE(x == first) << (x - first).norm();
  }
}

TEST(Klu, AgreesWithDenseLuRealAndComplex) {
  const SeparatorTree tree = dissect_grid(square_grid(20), 1);
  const auto ordered = make_klu_solver<double>(&tree);
  expect_reusable<double>(*ordered, 20, 0.1, -1.7);
  const auto complex = make_klu_solver<Complex>();
  expect_reusable<Complex>(*complex, 20, Complex(0.1, 0.3), Complex(-2.1, 0.2));
}

TEST(DirectSolver, SingularMatrixIsReported) {
  const int n = 6;
  SparseMatrix<double> a = five_point<double>(n, 0.1);
  for (int e = 0; e < a.nonZeros(); ++e) a.valuePtr()[e] = 0;
  const auto fast = make_multifrontal_solver<double>(dissect_grid(square_grid(n), 1));
  fast->analyse(a);
  EXPECT_THROW(fast->factor(a), ConvergenceError);
  const auto klu = make_klu_solver<double>();
  klu->analyse(a);
  EXPECT_THROW(klu->factor(a), ConvergenceError);
}

TEST(Multifrontal, RejectsATreeThatDoesNotSeparate) {
  // Reach 1 is claimed, but unknowns three apart are coupled.
  const int n = 40;
  std::vector<std::array<int, 2>> position;
  std::vector<Eigen::Triplet<double>> entries;
  for (int i = 0; i < n; ++i) {
    position.push_back({i, 0});
    entries.emplace_back(i, i, 2.0);
    if (i + 3 < n) entries.emplace_back(i, i + 3, -1.0);
  }
  SparseMatrix<double> a(n, n);
  a.setFromTriplets(entries.begin(), entries.end());
  const auto solver = make_multifrontal_solver<double>(dissect_grid(position, 1, 4));
  EXPECT_THROW(solver->analyse(a), InputError);
}

TEST(Multifrontal, RejectsAnotherPattern) {
  const auto solver = make_multifrontal_solver<double>(dissect_grid(square_grid(5), 1));
  SparseMatrix<double> a = five_point<double>(5, 0.1);
  solver->analyse(a);
  SparseMatrix<double> other(25, 25);
  other.setIdentity();
  EXPECT_THROW(solver->factor(other), InputError);
}

}  // namespace
}  // namespace verdet
