// Chunks as HDF5's shuffle and deflate filters leave them, made outside of HDF5 so that threads can
// share the work; internal to tables.
#pragma once

#include <memory>
#include <vector>

struct libdeflate_compressor;

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
  struct Free {
    void operator()(libdeflate_compressor* compressor) const noexcept;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::vector<unsigned char> whole_, shuffled_;
};

}  // namespace verdet::hdf5
