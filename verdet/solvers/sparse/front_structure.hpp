// Symbolic side of the multifrontal method: which unknowns each front holds and where the entries
// of the matrix and of the children's contributions go.
#pragma once

#include <vector>

#include "verdet/solvers/sparse/nested_dissection.hpp"

namespace verdet {

/// One front: `pivots` unknowns are eliminated here, `boundary` (positions in the elimination
/// order, ascending) are updated. Its factor block holds F11 (p x p), F21 (b x p), F12 (p x b) in
/// turn.
struct Front {
  int first = 0;  ///< position of the first pivot
  int pivots = 0;
  std::vector<int> boundary;
  std::vector<int> to_parent;  ///< place of each boundary unknown in the parent's front
  int pivotal = 0;             ///< how many of `to_parent` are pivots of the parent
  std::vector<int> children;
  std::size_t offset = 0;  ///< of the factor block in the arena

  int b() const { return static_cast<int>(boundary.size()); }
  std::size_t factor_size() const {
    return static_cast<std::size_t>(pivots) * (pivots + 2 * boundary.size());
  }
};

/// Fronts in elimination order, with the arena offset of every nonzero of the analysed pattern.
struct FrontStructure {
  std::vector<int> position;  ///< unknown -> place in the elimination order
  std::vector<int> order;     ///< the inverse
  std::vector<Front> fronts;
  std::vector<std::size_t> slot;  ///< nonzero (column by column) -> arena offset
  std::size_t factor_size = 0;    ///< entries in all factor blocks
  std::size_t stack_size = 0;     ///< entries of contribution blocks alive at once, at most
  int largest_boundary = 0;
};

/// Builds the fronts of a square matrix given by compressed columns. The pattern is taken as
/// symmetric: an entry (r, c) reserves (c, r) too. Throws InputError when the tree does not
/// separate the pattern.
FrontStructure build_fronts(const SeparatorTree& tree, int n, const int* column_begin,
                            const int* row);

}  // namespace verdet
