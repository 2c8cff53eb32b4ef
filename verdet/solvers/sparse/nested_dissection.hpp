// Geometric nested dissection: an elimination order for unknowns that sit on a plane grid.
#pragma once

#include <array>
#include <vector>

namespace verdet {

/// Elimination order as a tree of separators. Node k eliminates the unknowns
/// `order[begin[k]] .. order[begin[k + 1] - 1]`; children come before parents; a root has parent
/// -1.
struct SeparatorTree {
  std::vector<int> order;
  std::vector<int> begin;
  std::vector<int> parent;

  int node_count() const { return static_cast<int>(parent.size()); }
};

/// Nested dissection by coordinates (George 1973): the longer side is cut in the middle by a
/// separator `reach` units wide, recursively, until at most `leaf_size` unknowns are left.
///
/// `position[i]` is the integer grid position of unknown i. Two unknowns may be coupled only if
/// their positions differ by at most `reach` in each coordinate. Fill is O(n log n), work O(n^1.5).
SeparatorTree dissect_grid(const std::vector<std::array<int, 2>>& position, int reach,
                           int leaf_size = 48);

}  // namespace verdet
