// Chunks cut out of a slab of rows; internal to tables.
#pragma once

#include <cstdint>
#include <vector>

namespace verdet::hdf5 {

using Extents = std::vector<std::uint64_t>;

std::uint64_t product(const Extents& extents);

/// One chunk of a dataset, to be cut out of a slab.
struct Tile {
  std::size_t variable;
  Extents offset;  ///< in the dataset
  Extents corner;  ///< in the slab
};

/// Copies the box at `corner` with extents `chunk` out of a slab with extents `slab` of values
/// `width` bytes wide. What lies outside of the slab is blank (all bits of a NaN, or of -1).
void cut(const unsigned char* from, std::size_t width, const Extents& slab, const Extents& chunk,
         const Extents& corner, std::vector<unsigned char>& bytes);

/// Adds the chunks that cover a slab which begins at `start`.
void add_tiles(std::size_t variable, const Extents& slab, const Extents& chunk,
               const Extents& start, std::vector<Tile>& tiles);

}  // namespace verdet::hdf5
