#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <complex>

#include "verdet/base/error.hpp"
#include "verdet/solvers/sparse/arena.hpp"
#include "verdet/solvers/sparse/direct_solver.hpp"
#include "verdet/solvers/sparse/front_structure.hpp"

namespace verdet {
namespace {

template <class T>
using Block = Eigen::Map<Matrix<T>>;

// The three parts of a front's factor block in the arena.
template <class T>
struct FactorBlock {
  FactorBlock(const Front& f, T* arena)
      : pivot(arena + f.offset, f.pivots, f.pivots),
        lower(pivot.data() + pivot.size(), f.b(), f.pivots),
        upper(lower.data() + lower.size(), f.pivots, f.b()) {}
  Block<T> pivot, lower, upper;
};

template <class T>
class MultifrontalSolver final : public DirectSolver<T> {
 public:
  explicit MultifrontalSolver(SeparatorTree tree) : tree_(std::move(tree)) {}

  void analyse(const SparseMatrix<T>& a) override {
    structure_ =
        build_fronts(tree_, static_cast<int>(a.rows()), a.outerIndexPtr(), a.innerIndexPtr());
    row_swap_.resize(a.rows());
    const std::size_t b = structure_.largest_boundary;
    factors_.reserve(structure_.factor_size);
    stack_.reserve(structure_.stack_size);
    schur_.reserve(b * b);
  }

  void factor(const SparseMatrix<T>& a) override {
    if (static_cast<std::size_t>(a.nonZeros()) != structure_.slot.size())
      throw InputError("sparse LU: the matrix does not have the analysed pattern");
    std::fill_n(factors_.data(), structure_.factor_size, T(0));
    const T* value = a.valuePtr();
    for (std::size_t e = 0; e < structure_.slot.size(); ++e)
      factors_.data()[structure_.slot[e]] += value[e];
    std::size_t top = 0;
    for (const Front& front : structure_.fronts) top = eliminate(front, top);
  }

  Vector<T> solve(const Vector<T>& b) override {
    Vector<T> y(b.size());
    for (int i = 0; i < b.size(); ++i) y[i] = b[structure_.order[i]];
    forward(y);
    backward(y);
    Vector<T> x(b.size());
    for (int i = 0; i < b.size(); ++i) x[structure_.order[i]] = y[i];
    return x;
  }

  std::size_t bytes() const override {
    return factors_.bytes() + stack_.bytes() + schur_.bytes() +
           structure_.slot.size() * sizeof(std::size_t);
  }

 private:
  // Assembles the children, factors the pivots, leaves the Schur complement on the stack, whose
  // new height is returned: [F11 F12; F21 F22] -> L11 U11, F21 U11^-1, L11^-1 F12, F22 - F21 F12.
  std::size_t eliminate(const Front& front, std::size_t top) {
    FactorBlock<T> f(front, factors_.data());
    Block<T> schur(schur_.data(), front.b(), front.b());
    schur.setZero();
    for (auto child = front.children.rbegin(); child != front.children.rend(); ++child) {
      const Front& c = structure_.fronts[*child];
      top -= static_cast<std::size_t>(c.b()) * c.b();
      extend_add(c, Block<T>(stack_.data() + top, c.b(), c.b()), f, schur, front.pivots);
    }
    factor_pivots(front, f);
    if (front.b() > 0) {
      f.upper = f.pivot.template triangularView<Eigen::UnitLower>().solve(f.upper);
      f.pivot.template triangularView<Eigen::Upper>().template solveInPlace<Eigen::OnTheRight>(
          f.lower);
      schur.noalias() -= f.lower * f.upper;
      Block<T>(stack_.data() + top, front.b(), front.b()) = schur;
    }
    return top + static_cast<std::size_t>(front.b()) * front.b();
  }

  static void extend_add(const Front& child, const Block<T>& from, FactorBlock<T>& f,
                         Block<T>& schur, int p) {
    const int* to = child.to_parent.data();
    for (int j = 0; j < child.b(); ++j) {
      const bool pivot_column = j < child.pivotal;
      T* upper = pivot_column ? &f.pivot(0, to[j]) : &f.upper(0, to[j] - p);
      T* lower = (pivot_column ? f.lower.data() + f.lower.rows() * to[j]
                               : schur.data() + schur.rows() * (to[j] - p)) -
                 p;
      const T* source = &from(0, j);
      for (int i = 0; i < child.pivotal; ++i) upper[to[i]] += source[i];
      for (int i = child.pivotal; i < child.b(); ++i) lower[to[i]] += source[i];
    }
  }

  void factor_pivots(const Front& front, FactorBlock<T>& f) {
    Eigen::Ref<Matrix<T>> pivot(f.pivot);
    const Eigen::PartialPivLU<Eigen::Ref<Matrix<T>>> lu(pivot);
    const auto& swaps = lu.permutationP().indices();
    for (int i = 0; i < front.pivots; ++i) row_swap_[front.first + i] = swaps[i];
    if (front.b() > 0) f.upper = (lu.permutationP() * f.upper).eval();
    if (!(f.pivot.diagonal().cwiseAbs().minCoeff() > 0) || !f.pivot.allFinite())
      throw ConvergenceError("sparse LU: a pivot vanished at unknown " +
                             std::to_string(structure_.order[front.first]) +
                             "; shift the matrix slightly or use a solver that pivots");
  }

  void forward(Vector<T>& y) const {
    Vector<T> piece, update;
    for (const Front& front : structure_.fronts) {
      FactorBlock<T> f(front, factors_.data());
      piece.resize(front.pivots);
      for (int i = 0; i < front.pivots; ++i) piece[row_swap_[front.first + i]] = y[front.first + i];
      f.pivot.template triangularView<Eigen::UnitLower>().solveInPlace(piece);
      y.segment(front.first, front.pivots) = piece;
      if (front.b() == 0) continue;
      update.noalias() = f.lower * piece;
      for (int i = 0; i < front.b(); ++i) y[front.boundary[i]] -= update[i];
    }
  }

  void backward(Vector<T>& y) const {
    Vector<T> outer, piece;
    for (auto front = structure_.fronts.rbegin(); front != structure_.fronts.rend(); ++front) {
      FactorBlock<T> f(*front, factors_.data());
      outer.resize(front->b());
      for (int i = 0; i < front->b(); ++i) outer[i] = y[front->boundary[i]];
      piece = y.segment(front->first, front->pivots);
      if (front->b() > 0) piece.noalias() -= f.upper * outer;
      f.pivot.template triangularView<Eigen::Upper>().solveInPlace(piece);
      y.segment(front->first, front->pivots) = piece;
    }
  }

  SeparatorTree tree_;
  FrontStructure structure_;
  std::vector<int> row_swap_;
  Arena<T> factors_, stack_, schur_;
};

}  // namespace

template <class T>
std::unique_ptr<DirectSolver<T>> make_multifrontal_solver(SeparatorTree tree) {
  return std::make_unique<MultifrontalSolver<T>>(std::move(tree));
}

template std::unique_ptr<DirectSolver<double>> make_multifrontal_solver(SeparatorTree);
template std::unique_ptr<DirectSolver<std::complex<double>>> make_multifrontal_solver(
    SeparatorTree);

}  // namespace verdet
