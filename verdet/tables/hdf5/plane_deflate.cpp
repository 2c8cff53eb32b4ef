#include "verdet/tables/hdf5/plane_deflate.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "verdet/base/error.hpp"

namespace verdet::hdf5 {
namespace {

using Bytes = std::span<const unsigned char>;
using Stream = std::vector<unsigned char>;

constexpr int kFastest = 1;
constexpr std::size_t kLongestMatch = 258, kMostStored = 65535;  // RFC 1951

// Bits, lowest first; Huffman codes come with their highest bit first.
class BitWriter {
 public:
  explicit BitWriter(Stream& stream) : stream_(stream) {}
  ~BitWriter() {
    if (used_ > 0) stream_.push_back(static_cast<unsigned char>(pending_));
  }
  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;

  void bits(std::uint32_t value, int count) {
    pending_ |= value << used_;
    for (used_ += count; used_ >= 8; used_ -= 8, pending_ >>= 8)
      stream_.push_back(static_cast<unsigned char>(pending_));
  }
  void code(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bits(value >> i & 1, 1);
  }

 private:
  Stream& stream_;
  std::uint32_t pending_ = 0;
  int used_ = 0;
};

// `count` times the same byte in a block of fixed codes (RFC 1951, 3.2.6), which ends anywhere in
// a byte: an empty stored block behind it leads back to a whole one.
void add_run(unsigned char byte, std::size_t count, Stream& stream) {
  const auto literal = [&](BitWriter& out) {
    byte < 144 ? out.code(0x30U + byte, 8) : out.code(0x190U + (byte - 144U), 9);
  };
  {
    BitWriter out(stream);
    out.bits(0b010, 3);  // not the last block, fixed codes
    literal(out);
    for (--count; count >= kLongestMatch; count -= kLongestMatch)
      out.code(0b11000101'00000, 13);  // length 258 (symbol 285), distance 1 (symbol 0)
    for (; count > 0; --count) literal(out);
    out.code(0, 7);  // end of block
    out.bits(0b000, 3);
  }
  stream.insert(stream.end(), {0x00, 0x00, 0xff, 0xff});
}

void add_stored(Bytes bytes, bool last, Stream& stream) {
  do {
    const Bytes part = bytes.first(std::min(bytes.size(), kMostStored));
    bytes = bytes.subspan(part.size());
    const auto size = static_cast<std::uint32_t>(part.size());
    const auto add = [&](std::uint32_t value) {
      stream.push_back(static_cast<unsigned char>(value));
      stream.push_back(static_cast<unsigned char>(value >> 8));
    };
    stream.push_back(last && bytes.empty() ? 1 : 0);
    add(size);
    add(~size);
    stream.insert(stream.end(), part.begin(), part.end());
  } while (!bytes.empty());
}

// Where the bytes are as many different ones as they can be: 7.9 of 8 bits each, in a sample.
bool is_noise(Bytes plane) {
  constexpr std::size_t kSample = 16384;
  constexpr double kNoise = 7.9;
  if (plane.size() < kSample) return false;
  std::array<int, 256> histogram{};
  const std::size_t stride = plane.size() / kSample;
  for (std::size_t i = 0; i < kSample; ++i) ++histogram[plane[i * stride]];
  double bits = 0;
  for (const int count : histogram) {
    const double share = static_cast<double>(count) / kSample;
    if (count > 0) bits -= share * std::log2(share);
  }
  return bits > kNoise;
}

std::size_t run_length(Bytes bytes) {
  const auto other =
      std::find_if(bytes.begin(), bytes.end(), [&](unsigned char b) { return b != bytes[0]; });
  return static_cast<std::size_t>(other - bytes.begin());
}

}  // namespace

void PlaneDeflate::Free::operator()(libdeflate_compressor* compressor) const noexcept {
  libdeflate_free_compressor(compressor);
}

void PlaneDeflate::compress(Bytes bytes, std::size_t count, Stream& stream) {
  if (!compressor_) compressor_.reset(libdeflate_alloc_compressor(kFastest));
  if (!compressor_) throw Error("deflate failed: not enough memory?");
  stream.assign({0x78, 0x01});  // deflate, window of 32 KiB, fastest
  Bytes rest = bytes;
  if (const std::size_t run = count ? run_length(rest) / count * count : 0) {
    add_run(rest[0], run, stream);
    rest = rest.subspan(run);
  }
  while (rest.size() >= count && count > 0 && is_noise(rest.first(count))) {
    add_stored(rest.first(count), false, stream);
    rest = rest.subspan(count);
  }
  if (rest.empty()) {
    add_stored({}, true, stream);
  } else {
    const std::size_t begin = stream.size();
    stream.resize(begin + libdeflate_deflate_compress_bound(compressor_.get(), rest.size()));
    const std::size_t size = libdeflate_deflate_compress(
        compressor_.get(), rest.data(), rest.size(), stream.data() + begin, stream.size() - begin);
    if (size == 0) throw Error("deflate failed: the chunk did not fit its bound");
    stream.resize(begin + size);
  }
  const std::uint32_t sum = libdeflate_adler32(1, bytes.data(), bytes.size());
  for (int shift = 24; shift >= 0; shift -= 8)
    stream.push_back(static_cast<unsigned char>(sum >> shift));
}

}  // namespace verdet::hdf5
