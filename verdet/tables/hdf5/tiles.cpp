#include "verdet/tables/hdf5/tiles.hpp"

#include <algorithm>
#include <cstring>

namespace verdet::hdf5 {

std::uint64_t product(const Extents& extents) {
  std::uint64_t size = 1;
  for (const std::uint64_t extent : extents) size *= extent;
  return size;
}

void cut(const unsigned char* from, std::size_t width, const Extents& slab, const Extents& chunk,
         const Extents& corner, std::vector<unsigned char>& bytes) {
  const std::size_t rank = slab.size();
  Extents count(rank);
  for (std::size_t k = 0; k < rank; ++k) count[k] = std::min(chunk[k], slab[k] - corner[k]);
  bytes.resize(product(chunk) * width);
  if (count != chunk) std::ranges::fill(bytes, 0xff);
  // From this axis on, a run of values is one in both.
  std::size_t axis = rank - 1;
  std::uint64_t run = count[axis] * width;
  while (axis > 0 && slab[axis] == chunk[axis] && count[axis] == chunk[axis]) run *= count[--axis];
  Extents index(rank, 0);
  for (;;) {
    std::uint64_t source = 0, target = 0;
    for (std::size_t k = 0; k < rank; ++k) {
      source = source * slab[k] + corner[k] + index[k];
      target = target * chunk[k] + index[k];
    }
    std::memcpy(bytes.data() + target * width, from + source * width, run);
    std::size_t k = axis;
    while (k-- > 0) {
      if (++index[k] < count[k]) break;
      index[k] = 0;
    }
    if (k == static_cast<std::size_t>(-1)) return;
  }
}

void add_tiles(std::size_t variable, const Extents& slab, const Extents& chunk,
               const Extents& start, std::vector<Tile>& tiles) {
  Extents corner(slab.size(), 0);
  for (;;) {
    Tile tile{variable, {}, corner};
    for (std::size_t k = 0; k < slab.size(); ++k) tile.offset.push_back(start[k] + corner[k]);
    tiles.push_back(std::move(tile));
    std::size_t k = slab.size();
    while (k-- > 0) {
      if ((corner[k] += chunk[k]) < slab[k]) break;
      corner[k] = 0;
    }
    if (k == static_cast<std::size_t>(-1)) return;
  }
}

}  // namespace verdet::hdf5
