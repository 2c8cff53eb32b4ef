#include "verdet/tables/hdf5/chunking.hpp"

#include <algorithm>

namespace verdet::hdf5 {
namespace {

constexpr std::uint64_t kChunkBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kLeastSliced = 32;

std::uint64_t product(const std::vector<std::uint64_t>& extents, std::size_t from = 0) {
  std::uint64_t size = 1;
  for (std::size_t k = from; k < extents.size(); ++k) size *= extents[k];
  return size;
}

// Doubles the least covered axis until the chunk is large enough or nothing can grow.
std::vector<std::uint64_t> grown(const std::vector<std::uint64_t>& extents,
                                 const std::vector<std::uint64_t>& limits,
                                 std::size_t value_bytes) {
  std::vector<std::uint64_t> chunk(extents.size(), 1);
  while (product(chunk) * value_bytes < kChunkBytes) {
    std::size_t best = chunk.size();
    for (std::size_t k = chunk.size(); k-- > 0;)
      if (chunk[k] < limits[k] && (best == chunk.size() || chunk[k] < chunk[best])) best = k;
    if (best == chunk.size()) break;
    chunk[best] = std::min(2 * chunk[best], limits[best]);
  }
  return chunk;
}

}  // namespace

ChunkPlan plan_chunks(const std::vector<std::uint64_t>& leading,
                      const std::vector<std::vector<std::uint64_t>>& inner,
                      const std::vector<std::size_t>& sizes, std::uint64_t budget) {
  std::uint64_t row_bytes = 0;
  for (std::size_t v = 0; v < inner.size(); ++v) row_bytes += product(inner[v]) * sizes[v];
  row_bytes = std::max<std::uint64_t>(row_bytes, 1);
  ChunkPlan plan;
  while (plan.level + 1 < leading.size() && product(leading, plan.level + 1) * row_bytes > budget)
    ++plan.level;
  const std::uint64_t unit = product(leading, plan.level + 1) * row_bytes;
  std::uint64_t most = 1;  // a power of two
  while (2 * most * unit <= budget && most < leading[plan.level]) most *= 2;
  for (std::size_t v = 0; v < inner.size(); ++v) {
    std::vector<std::uint64_t> extents = leading;
    extents.insert(extents.end(), inner[v].begin(), inner[v].end());
    std::vector<std::uint64_t> limits = extents;
    for (std::size_t k = 0; k < plan.level; ++k) limits[k] = 1;
    limits[plan.level] = std::min(most, leading[plan.level]);
    // At least four chunks along a long axis: a slice across it must not read everything.
    for (std::size_t k = plan.level + 1; k < extents.size(); ++k)
      if (extents[k] >= 4 * kLeastSliced) limits[k] = extents[k] / 4;
    plan.chunks.push_back(grown(extents, limits, sizes[v]));
    plan.slab = std::max(plan.slab, plan.chunks.back()[plan.level]);
  }
  // Slabs of several chunks keep threads busy; the chunk extents divide them.
  while (2 * plan.slab <= most) plan.slab *= 2;
  return plan;
}

}  // namespace verdet::hdf5
