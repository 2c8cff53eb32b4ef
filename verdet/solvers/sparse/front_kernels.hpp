// Dense arithmetic on one front of the multifrontal method. It is nearly all of the cost of a mode,
// and is compiled for each instruction set.
#pragma once

namespace verdet {

/// Blocks of a front, column by column: F11 (p x p), F21 (b x p), F12 (p x b).
template <class T>
struct FrontBlocks {
  T *pivot, *lower, *upper;
  int pivots, boundary;
};

/// F11 -> L U with rows exchanged inside the front, F21 -> F21 U^-1, F12 -> L^-1 F12, and
/// `schur` (b x b) loses their product. `swap[i]` is the row to which row i went. False, with the
/// blocks left half done, when a pivot vanished or is not finite.
template <class T>
bool factor_front(const FrontBlocks<T>& front, T* schur, int* swap);

/// piece -> L^-1 piece (p), update = F21 piece (b).
template <class T>
void forward_front(const FrontBlocks<T>& front, T* piece, T* update);

/// piece -> U^-1 (piece - F12 outer) (p).
template <class T>
void backward_front(const FrontBlocks<T>& front, const T* outer, T* piece);

}  // namespace verdet
