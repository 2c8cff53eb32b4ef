#include "verdet/solvers/sparse/nested_dissection.hpp"

#include <algorithm>
#include <numeric>

namespace verdet {
namespace {

class Dissection {
 public:
  Dissection(const std::vector<std::array<int, 2>>& position, int reach, int leaf_size)
      : position_(position), reach_(reach), leaf_size_(leaf_size) {
    tree_.begin.push_back(0);
  }

  SeparatorTree run() {
    std::vector<int> all(position_.size());
    std::iota(all.begin(), all.end(), 0);
    if (!all.empty()) split(all);
    return std::move(tree_);
  }

 private:
  // Returns the tree node that eliminates the last part of `unknowns`.
  int split(const std::vector<int>& unknowns) {
    if (static_cast<int>(unknowns.size()) <= leaf_size_) return close(unknowns, {});
    const int axis = longer_axis(unknowns);
    const int cut = middle(unknowns, axis);
    std::vector<int> low, high, separator;
    for (const int u : unknowns) {
      const int c = position_[u][axis];
      (c < cut ? low : c < cut + reach_ ? separator : high).push_back(u);
    }
    if (low.empty() || high.empty()) return close(unknowns, {});
    const int first = split(low);
    const int second = split(high);
    return close(separator, {first, second});
  }

  int close(const std::vector<int>& unknowns, const std::vector<int>& children) {
    tree_.order.insert(tree_.order.end(), unknowns.begin(), unknowns.end());
    tree_.begin.push_back(static_cast<int>(tree_.order.size()));
    tree_.parent.push_back(-1);
    const int node = tree_.node_count() - 1;
    for (const int child : children) tree_.parent[child] = node;
    return node;
  }

  int longer_axis(const std::vector<int>& unknowns) const {
    std::array<int, 2> low = position_[unknowns.front()], high = low;
    for (const int u : unknowns)
      for (int a = 0; a < 2; ++a) {
        low[a] = std::min(low[a], position_[u][a]);
        high[a] = std::max(high[a], position_[u][a]);
      }
    return high[0] - low[0] >= high[1] - low[1] ? 0 : 1;
  }

  // The separator starts half its width below the median coordinate.
  int middle(const std::vector<int>& unknowns, int axis) const {
    std::vector<int> c;
    c.reserve(unknowns.size());
    for (const int u : unknowns) c.push_back(position_[u][axis]);
    const auto median = c.begin() + static_cast<long>(c.size() / 2);
    std::nth_element(c.begin(), median, c.end());
    return *median - (reach_ - 1) / 2;
  }

  const std::vector<std::array<int, 2>>& position_;
  int reach_;
  int leaf_size_;
  SeparatorTree tree_;
};

}  // namespace

SeparatorTree dissect_grid(const std::vector<std::array<int, 2>>& position, int reach,
                           int leaf_size) {
  return Dissection(position, reach, leaf_size).run();
}

}  // namespace verdet
