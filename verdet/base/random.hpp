// Random numbers without state: a pure function of a key and a counter, so that a point of a sweep
// gets the same numbers however the sweep is cut, ordered or resumed.
#pragma once

#include <array>
#include <cstdint>

namespace verdet {

/// Philox4x32 with ten rounds (Salmon2011, section 4): four 32-bit words from a 128-bit counter and
/// a 64-bit key.
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                              std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t kM0 = 0xD2511F53, kM1 = 0xCD9E8D57;
  constexpr std::uint32_t kW0 = 0x9E3779B9, kW1 = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = kM0 * counter[0], p1 = kM1 * counter[2];
    counter = {
        static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(p1),
        static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(p0)};
    key = {key[0] + kW0, key[1] + kW1};
  }
  return counter;
}

/// Uniform in the open interval (0, 1), 53 bits, from (seed, index, stream).
constexpr double uniform(std::uint64_t seed, std::uint64_t index, std::uint64_t stream) {
  const auto word = [](std::uint64_t x, int shift) {
    return static_cast<std::uint32_t>(x >> shift);
  };
  const auto bits = philox({word(index, 0), word(index, 32), word(stream, 0), word(stream, 32)},
                           {word(seed, 0), word(seed, 32)});
  const std::uint64_t all = (std::uint64_t{bits[1]} << 32) | bits[0];
  return (static_cast<double>(all >> 12) + 0.5) * 0x1p-52;
}

}  // namespace verdet
