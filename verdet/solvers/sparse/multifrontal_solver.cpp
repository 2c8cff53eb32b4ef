#include <algorithm>
#include <cmath>
#include <complex>

#include "verdet/base/error.hpp"
#include "verdet/solvers/sparse/arena.hpp"
#include "verdet/solvers/sparse/direct_solver.hpp"
#include "verdet/solvers/sparse/front_kernels.hpp"
#include "verdet/solvers/sparse/front_structure.hpp"

namespace verdet {
namespace {

// The three parts of a front's factor block in the arena.
template <class T>
FrontBlocks<T> blocks_of(const Front& f, T* arena) {
  T* pivot = arena + f.offset;
  T* lower = pivot + static_cast<std::size_t>(f.pivots) * f.pivots;
  return {pivot, lower, lower + static_cast<std::size_t>(f.pivots) * f.b(), f.pivots, f.b()};
}

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
    int pivots = 0;
    for (const Front& front : structure_.fronts) pivots = std::max(pivots, front.pivots);
    piece_.reserve(static_cast<std::size_t>(pivots));
    outer_.reserve(b);
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
    const FrontBlocks<T> f = blocks_of(front, factors_.data());
    const auto square = [](const Front& g) { return static_cast<std::size_t>(g.b()) * g.b(); };
    std::fill_n(schur_.data(), square(front), T(0));
    for (auto child = front.children.rbegin(); child != front.children.rend(); ++child) {
      const Front& c = structure_.fronts[*child];
      top -= square(c);
      extend_add(c, stack_.data() + top, f, schur_.data());
    }
    if (!factor_front(f, schur_.data(), row_swap_.data() + front.first))
      throw ConvergenceError("sparse LU: a pivot vanished at unknown " +
                             std::to_string(structure_.order[front.first]) +
                             "; shift the matrix slightly or use a solver that pivots");
    std::copy_n(schur_.data(), square(front), stack_.data() + top);
    return top + square(front);
  }

  static void extend_add(const Front& child, const T* from, const FrontBlocks<T>& f, T* schur) {
    const auto p = static_cast<std::size_t>(f.pivots), b = static_cast<std::size_t>(f.boundary);
    const int* to = child.to_parent.data();
    for (int j = 0; j < child.b(); ++j) {
      const bool pivot_column = j < child.pivotal;
      const auto column = static_cast<std::size_t>(to[j]);
      T* upper = pivot_column ? f.pivot + p * column : f.upper + p * (column - p);
      T* lower = pivot_column ? f.lower + b * column : schur + b * (column - p);
      const T* source = from + static_cast<std::size_t>(j) * child.b();
      for (int i = 0; i < child.pivotal; ++i) upper[to[i]] += source[i];
      for (int i = child.pivotal; i < child.b(); ++i) lower[to[i] - f.pivots] += source[i];
    }
  }

  // Pieces of y are moved to places of fixed alignment: vectorised loops round by it.
  void forward(Vector<T>& y) const {
    T *piece = piece_.data(), *update = outer_.data();
    for (const Front& front : structure_.fronts) {
      for (int i = 0; i < front.pivots; ++i) piece[row_swap_[front.first + i]] = y[front.first + i];
      forward_front(blocks_of(front, factors_.data()), piece, update);
      std::copy_n(piece, front.pivots, y.data() + front.first);
      for (int i = 0; i < front.b(); ++i) y[front.boundary[i]] -= update[i];
    }
  }

  void backward(Vector<T>& y) const {
    T *piece = piece_.data(), *outer = outer_.data();
    for (auto front = structure_.fronts.rbegin(); front != structure_.fronts.rend(); ++front) {
      for (int i = 0; i < front->b(); ++i) outer[i] = y[front->boundary[i]];
      std::copy_n(y.data() + front->first, front->pivots, piece);
      backward_front(blocks_of(*front, factors_.data()), outer, piece);
      std::copy_n(piece, front->pivots, y.data() + front->first);
    }
  }

  SeparatorTree tree_;
  FrontStructure structure_;
  std::vector<int> row_swap_;
  Arena<T> factors_, stack_, schur_, piece_, outer_;
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
