// The eigenproblem n_eff^2 (Ex, Ey) = A (Ex, Ey) on the Yee grid.
#pragma once

#include <array>
#include <complex>
#include <vector>

#include "verdet/fields/modes/node_media.hpp"
#include "verdet/solvers/sparse/sparse_matrix.hpp"

namespace verdet {

/// Unknowns: Ex and Ey nodes not short-circuited by a conductor. -1 marks the others.
struct Unknowns {
  int nx = 0;
  int ny = 0;
  int count = 0;
  std::vector<int> ex;                       ///< nx x (ny + 1)
  std::vector<int> ey;                       ///< (nx + 1) x ny
  std::vector<std::array<int, 2>> position;  ///< in half cells, for the elimination order

  int x(int i, int j) const { return ex[i + static_cast<std::size_t>(nx) * j]; }
  int y(int i, int j) const { return ey[i + static_cast<std::size_t>(nx + 1) * j]; }
};

Unknowns number_unknowns(const YeeGrid& grid);

/// Transverse-E operator, lengths in 1/k0, mu = diag(h, h, 1/h) the curvature factors:
///   n^2 Ex = h (ex Ex - d_y phi) + d_x psi,   n^2 Ey = h (ey Ey + d_x phi) + d_y psi,
///   phi = h (d_x Ey - d_y Ex),   psi = (d_x ex Ex + d_y ey Ey) / ez,
/// nine entries per row, assembled directly (Zhu and Brown 2002, equation 13, with the factors h).
/// Square, `unknowns.count` rows; explicit zeros keep the pattern fixed. With `T` double the
/// imaginary parts of the media must vanish.
template <class T>
SparseMatrix<T> transverse_operator(const YeeGrid& grid, const NodeMedia& media,
                                    const Unknowns& unknowns);

}  // namespace verdet
