#include "verdet/solvers/sparse/front_structure.hpp"

#include <algorithm>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

void sort_unique(std::vector<int>& v) {
  std::sort(v.begin(), v.end());
  v.erase(std::unique(v.begin(), v.end()), v.end());
}

std::vector<int> node_of_position(const SeparatorTree& tree) {
  std::vector<int> node(tree.order.size());
  for (int k = 0; k < tree.node_count(); ++k)
    for (int i = tree.begin[k]; i < tree.begin[k + 1]; ++i) node[i] = k;
  return node;
}

int place_in(const Front& front, int position) {
  const int pivot = position - front.first;
  if (pivot >= 0 && pivot < front.pivots) return pivot;
  const auto at = std::lower_bound(front.boundary.begin(), front.boundary.end(), position);
  if (at == front.boundary.end() || *at != position)
    throw InputError("sparse LU: the separator tree does not separate the matrix pattern");
  return front.pivots + static_cast<int>(at - front.boundary.begin());
}

// Boundary of every front: coupled unknowns eliminated later, plus what the children pass on.
void collect_boundaries(FrontStructure& s, const std::vector<int>& node, int n,
                        const int* column_begin, const int* row) {
  for (int c = 0; c < n; ++c)
    for (int e = column_begin[c]; e < column_begin[c + 1]; ++e) {
      const auto [early, late] = std::minmax(s.position[c], s.position[row[e]]);
      Front& front = s.fronts[node[early]];
      if (late >= front.first + front.pivots) front.boundary.push_back(late);
    }
  for (Front& front : s.fronts) {
    const int end = front.first + front.pivots;
    for (const int child : front.children)
      for (const int p : s.fronts[child].boundary)
        if (p >= end) front.boundary.push_back(p);
    sort_unique(front.boundary);
  }
}

void link_to_parents(FrontStructure& s, const SeparatorTree& tree) {
  for (int k = 0; k < tree.node_count(); ++k) {
    Front& front = s.fronts[k];
    if (tree.parent[k] < 0) {
      if (front.b() > 0) throw InputError("sparse LU: a root of the separator tree is coupled on");
      continue;
    }
    const Front& parent = s.fronts[tree.parent[k]];
    for (const int p : front.boundary) front.to_parent.push_back(place_in(parent, p));
    front.pivotal = static_cast<int>(std::count_if(front.to_parent.begin(), front.to_parent.end(),
                                                   [&](int q) { return q < parent.pivots; }));
  }
}

void lay_out(FrontStructure& s) {
  std::size_t alive = 0;
  for (Front& front : s.fronts) {
    front.offset = s.factor_size;
    s.factor_size += front.factor_size();
    for (const int child : front.children)
      alive -= static_cast<std::size_t>(s.fronts[child].b()) * s.fronts[child].b();
    alive += static_cast<std::size_t>(front.b()) * front.b();
    s.stack_size = std::max(s.stack_size, alive);
    s.largest_boundary = std::max(s.largest_boundary, front.b());
  }
}

std::size_t slot_of(const Front& f, int r, int c) {
  const std::size_t p = f.pivots, b = f.boundary.size();
  const std::size_t i = r, j = c;
  if (j < p) return f.offset + (i < p ? j * p + i : p * p + j * b + (i - p));
  return f.offset + p * p + p * b + (j - p) * p + i;
}

}  // namespace

FrontStructure build_fronts(const SeparatorTree& tree, int n, const int* column_begin,
                            const int* row) {
  FrontStructure s;
  if (static_cast<int>(tree.order.size()) != n)
    throw InputError("sparse LU: the separator tree orders another number of unknowns");
  s.order = tree.order;
  s.position.resize(n);
  for (int i = 0; i < n; ++i) s.position[s.order[i]] = i;
  s.fronts.resize(tree.node_count());
  for (int k = 0; k < tree.node_count(); ++k) {
    s.fronts[k].first = tree.begin[k];
    s.fronts[k].pivots = tree.begin[k + 1] - tree.begin[k];
    if (tree.parent[k] >= 0) s.fronts[tree.parent[k]].children.push_back(k);
  }
  const std::vector<int> node = node_of_position(tree);
  collect_boundaries(s, node, n, column_begin, row);
  link_to_parents(s, tree);
  lay_out(s);
  s.slot.resize(column_begin[n]);
  for (int c = 0; c < n; ++c)
    for (int e = column_begin[c]; e < column_begin[c + 1]; ++e) {
      const int pc = s.position[c], pr = s.position[row[e]];
      const Front& front = s.fronts[node[std::min(pc, pr)]];
      s.slot[e] = slot_of(front, place_in(front, pr), place_in(front, pc));
    }
  return s;
}

}  // namespace verdet
