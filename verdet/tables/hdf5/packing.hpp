// Chunks as HDF5's shuffle and deflate filters leave them, made outside of HDF5 so that threads can
// share the work; internal to tables.
#pragma once

#include <vector>

#include "verdet/tables/hdf5/plane_deflate.hpp"

namespace verdet::hdf5 {

/// Packs chunk after chunk of doubles in the same memory; one per thread.
class ChunkPacker {
 public:
  /// The chunk to be packed next: the caller fills it with doubles.
  std::vector<unsigned char>& buffer() noexcept { return whole_; }
  /// Rounds the doubles of `buffer` to so many significant digits, shuffles and deflates them into
  /// `packed`.
  void pack(int digits, std::vector<unsigned char>& packed);

 private:
  PlaneDeflate deflate_;
  std::vector<unsigned char> whole_, shuffled_;
};

}  // namespace verdet::hdf5
