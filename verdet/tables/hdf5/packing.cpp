#include "verdet/tables/hdf5/packing.hpp"

#include <libdeflate.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "verdet/base/error.hpp"
#include "verdet/tables/stream.hpp"

namespace verdet {

void round_digits(std::span<double> values, int digits) {
  // 0.5 * 10^-d >= 2^-(b + 1) with b = ceil(d log2(10)) bits kept after the leading one.
  const int kept = static_cast<int>(std::ceil(digits * std::log2(10.0)));
  if (kept >= 52) return;
  const int dropped = 52 - kept;
  const std::uint64_t half = std::uint64_t{1} << (dropped - 1), mask = ~((half << 1) - 1);
  for (double& value : values) {
    if (!std::isfinite(value)) continue;
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const std::uint64_t odd = (bits >> dropped) & 1;
    const auto rounded = std::bit_cast<double>((bits + (half - 1) + odd) & mask);
    if (std::isfinite(rounded)) value = rounded;
  }
}

namespace hdf5 {
namespace {

constexpr int kFastest = 1;

// Byte shuffle of HDF5's filter: first all lowest bytes, then the next ones.
void shuffle(const std::vector<unsigned char>& from, std::vector<unsigned char>& to) {
  const std::size_t count = from.size() / sizeof(std::uint64_t);
  to.resize(from.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t bits;
    std::memcpy(&bits, from.data() + i * sizeof bits, sizeof bits);
    for (std::size_t b = 0; b < sizeof bits; ++b)
      to[b * count + i] = static_cast<unsigned char>(bits >> (8 * b));
  }
}

}  // namespace

void ChunkPacker::Free::operator()(libdeflate_compressor* compressor) const noexcept {
  libdeflate_free_compressor(compressor);
}

void ChunkPacker::pack(int digits, std::vector<unsigned char>& packed) {
  if (!compressor_) compressor_.reset(libdeflate_alloc_compressor(kFastest));
  if (!compressor_) throw Error("deflate failed: not enough memory?");
  round_digits({reinterpret_cast<double*>(whole_.data()), whole_.size() / sizeof(double)}, digits);
  shuffle(whole_, shuffled_);
  packed.resize(libdeflate_zlib_compress_bound(compressor_.get(), shuffled_.size()));
  const std::size_t size = libdeflate_zlib_compress(compressor_.get(), shuffled_.data(),
                                                    shuffled_.size(), packed.data(), packed.size());
  if (size == 0) throw Error("deflate failed: the chunk did not fit its bound");
  packed.resize(size);
}

}  // namespace hdf5
}  // namespace verdet
