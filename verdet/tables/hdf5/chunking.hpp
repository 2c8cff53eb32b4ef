// How the datasets of a stream are cut into chunks; internal to tables.
#pragma once

#include <cstdint>
#include <vector>

namespace verdet::hdf5 {

/// Extents of one variable: first those of the stream's leading axes, then its own.
struct ChunkPlan {
  std::size_t level = 0;   ///< leading axes before this one have chunks of extent 1
  std::uint64_t slab = 1;  ///< extent along axis `level` that whole chunks of all variables cover
  std::vector<std::vector<std::uint64_t>> chunks;  ///< per variable
};

/// Near-cubic chunks of about 1 MiB, so that a slice along any axis touches few of them, such that
/// a slab of whole chunks of all variables stays within `budget` bytes. `sizes` are bytes per
/// value.
ChunkPlan plan_chunks(const std::vector<std::uint64_t>& leading,
                      const std::vector<std::vector<std::uint64_t>>& inner,
                      const std::vector<std::size_t>& sizes, std::uint64_t budget);

}  // namespace verdet::hdf5
