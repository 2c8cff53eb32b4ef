#include "verdet/tables/hdf5/packing.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

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

using Eight = std::array<std::uint64_t, 8>;

// The transposed matrix of 8 x 8 bytes, by exchanging blocks of 4, 2 and 1 bytes.
void transpose(Eight& rows) {
  const auto exchange = [&](std::size_t apart, int shift, std::uint64_t mask) {
    for (std::size_t i = 0; i < 8; ++i) {
      if (i & apart) continue;
      std::uint64_t &low = rows[i], &high = rows[i + apart];
      const std::uint64_t moved = ((low >> shift) ^ high) & mask;
      high ^= moved;
      low ^= moved << shift;
    }
  };
  exchange(4, 32, 0x00000000ffffffff);
  exchange(2, 16, 0x0000ffff0000ffff);
  exchange(1, 8, 0x00ff00ff00ff00ff);
}

// Byte shuffle of HDF5's filter: first all lowest bytes, then the next ones.
void shuffle(const std::vector<unsigned char>& from, std::vector<unsigned char>& to) {
  const std::size_t count = from.size() / sizeof(std::uint64_t), whole = count / 8 * 8;
  to.resize(from.size());
  Eight rows;
  for (std::size_t i = 0; i < whole; i += 8) {
    std::memcpy(rows.data(), from.data() + 8 * i, sizeof rows);
    transpose(rows);
    for (std::size_t b = 0; b < 8; ++b) std::memcpy(to.data() + b * count + i, &rows[b], 8);
  }
  for (std::size_t i = whole; i < count; ++i)
    for (std::size_t b = 0; b < 8; ++b) to[b * count + i] = from[8 * i + b];
}

}  // namespace

void ChunkPacker::pack(int digits, std::vector<unsigned char>& packed) {
  const std::size_t count = whole_.size() / sizeof(double);
  round_digits({reinterpret_cast<double*>(whole_.data()), count}, digits);
  shuffle(whole_, shuffled_);
  deflate_.compress(shuffled_, count, packed);
}

}  // namespace hdf5
}  // namespace verdet
