#include "verdet/solvers/sparse/front_kernels.hpp"

#include <cassert>
#include <complex>

// Eigen's templates must stay inside this library: the loader would otherwise mix those compiled
// for one instruction set with those of the program. What asserts call must not: it is declared
// before.
#pragma GCC visibility push(hidden)
#include <Eigen/LU>
#pragma GCC visibility pop

namespace verdet {
namespace {

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
using Block = Eigen::Map<Matrix<T>>;
template <class T>
using Column = Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, 1>>;
template <class T>
using ConstColumn = Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>>;

template <class T>
Block<T> pivot_of(const FrontBlocks<T>& f) {
  return {f.pivot, f.pivots, f.pivots};
}
template <class T>
Block<T> lower_of(const FrontBlocks<T>& f) {
  return {f.lower, f.boundary, f.pivots};
}
template <class T>
Block<T> upper_of(const FrontBlocks<T>& f) {
  return {f.upper, f.pivots, f.boundary};
}

}  // namespace

template <class T>
bool factor_front(const FrontBlocks<T>& front, T* schur, int* swap) {
  Block<T> pivot = pivot_of(front), lower = lower_of(front), upper = upper_of(front);
  Eigen::Ref<Matrix<T>> in_place(pivot);
  const Eigen::PartialPivLU<Eigen::Ref<Matrix<T>>> lu(in_place);
  const auto& swaps = lu.permutationP().indices();
  std::copy(swaps.begin(), swaps.end(), swap);
  if (!(pivot.diagonal().cwiseAbs().minCoeff() > 0) || !pivot.allFinite()) return false;
  if (front.boundary == 0) return true;
  upper = (lu.permutationP() * upper).eval();
  pivot.template triangularView<Eigen::UnitLower>().solveInPlace(upper);
  pivot.template triangularView<Eigen::Upper>().template solveInPlace<Eigen::OnTheRight>(lower);
  Block<T>(schur, front.boundary, front.boundary).noalias() -= lower * upper;
  return true;
}

template <class T>
void forward_front(const FrontBlocks<T>& front, T* piece, T* update) {
  Column<T> y(piece, front.pivots);
  pivot_of(front).template triangularView<Eigen::UnitLower>().solveInPlace(y);
  if (front.boundary > 0) Column<T>(update, front.boundary).noalias() = lower_of(front) * y;
}

template <class T>
void backward_front(const FrontBlocks<T>& front, const T* outer, T* piece) {
  Column<T> y(piece, front.pivots);
  if (front.boundary > 0) y.noalias() -= upper_of(front) * ConstColumn<T>(outer, front.boundary);
  pivot_of(front).template triangularView<Eigen::Upper>().solveInPlace(y);
}

template bool factor_front(const FrontBlocks<double>&, double*, int*);
template void forward_front(const FrontBlocks<double>&, double*, double*);
template void backward_front(const FrontBlocks<double>&, const double*, double*);

using Complex = std::complex<double>;
template bool factor_front(const FrontBlocks<Complex>&, Complex*, int*);
template void forward_front(const FrontBlocks<Complex>&, Complex*, Complex*);
template void backward_front(const FrontBlocks<Complex>&, const Complex*, Complex*);

}  // namespace verdet
