#include "verdet/studies/sweep/sampling.hpp"

#include <array>
#include <bit>
#include <boost/random/sobol.hpp>
#include <vector>

#include "verdet/base/random.hpp"

namespace verdet {
namespace {

class Random final : public UnitSampler {
 public:
  explicit Random(std::uint64_t seed) : seed_(seed) {}
  double at(std::uint64_t point, std::size_t dimension) const override {
    return uniform(seed_, point, dimension);
  }

 private:
  std::uint64_t seed_;
};

// A permutation of [0, size) that depends on `key`: four rounds of a Feistel network on the
// smallest even number of bits, walked until the value falls inside (Black2002, section 4).
std::uint64_t permuted(std::uint64_t value, std::uint64_t size, std::uint64_t key) {
  const int half = (std::bit_width(size - 1) + 1) / 2;
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  do {
    std::uint64_t left = value >> half, right = value & mask;
    for (std::uint32_t round = 0; round < 4; ++round) {
      const auto words =
          philox({static_cast<std::uint32_t>(right), round, 0x4c4853, 0},
                 {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)});
      const std::uint64_t mixed = left ^ (words[0] & mask);
      left = right;
      right = mixed;
    }
    value = (left << half) | right;
  } while (value >= size);
  return value;
}

class LatinHypercube final : public UnitSampler {
 public:
  LatinHypercube(std::uint64_t points, std::uint64_t seed) : points_(points), seed_(seed) {}
  double at(std::uint64_t point, std::size_t dimension) const override {
    const std::uint64_t key = seed_ * 0x9E3779B97F4A7C15 + dimension;
    const std::uint64_t interval = points_ > 1 ? permuted(point, points_, key) : 0;
    return (static_cast<double>(interval) + uniform(seed_, point, dimension)) /
           static_cast<double>(points_);
  }

 private:
  std::uint64_t points_, seed_;
};

class Sobol final : public UnitSampler {
 public:
  Sobol(std::size_t dimensions, std::uint64_t seed, bool shifted) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      directions_.push_back(directions(d));
      shifts_.push_back(shifted ? philox({static_cast<std::uint32_t>(d), 0, 0x536f62, 0},
                                         {static_cast<std::uint32_t>(seed),
                                          static_cast<std::uint32_t>(seed >> 32)})[0]
                                : 0);
    }
  }
  double at(std::uint64_t point, std::size_t dimension) const override {
    std::uint64_t gray = point ^ (point >> 1);
    std::uint32_t x = shifts_[dimension];
    for (int bit = 0; gray; ++bit, gray >>= 1)
      if (gray & 1) x ^= directions_[dimension][static_cast<std::size_t>(bit)];
    return (static_cast<double>(x) + 0.5) * 0x1p-32;
  }

 private:
  using Table = boost::random::default_sobol_table;

  // Joe2008, equation (2): the recurrence of the direction numbers m_k = v_k 2^k.
  static std::array<std::uint32_t, 32> directions(std::size_t dimension) {
    std::array<std::uint32_t, 32> v{};
    if (dimension == 0) {
      for (std::size_t k = 0; k < 32; ++k) v[k] = std::uint32_t{1} << (31 - k);
      return v;
    }
    const std::uint32_t polynomial = Table::polynomial(dimension - 1);
    const std::size_t degree = static_cast<std::size_t>(std::bit_width(polynomial)) - 1;
    for (std::size_t k = 0; k < degree; ++k)
      v[k] = static_cast<std::uint32_t>(Table::minit(dimension - 1, k)) << (31 - k);
    for (std::size_t k = degree; k < 32; ++k) {
      v[k] = v[k - degree] ^ (v[k - degree] >> degree);
      for (std::size_t j = 1; j < degree; ++j)
        if ((polynomial >> (degree - j)) & 1) v[k] ^= v[k - j];
    }
    return v;
  }

  std::vector<std::array<std::uint32_t, 32>> directions_;
  std::vector<std::uint32_t> shifts_;
};

}  // namespace

const std::size_t kMostSobolDimensions = boost::random::default_sobol_table::max_dimension;

std::shared_ptr<const UnitSampler> random_sampler(std::uint64_t seed) {
  return std::make_shared<Random>(seed);
}

std::shared_ptr<const UnitSampler> latin_hypercube_sampler(std::uint64_t points,
                                                           std::uint64_t seed) {
  return std::make_shared<LatinHypercube>(points, seed);
}

std::shared_ptr<const UnitSampler> sobol_sampler(std::size_t dimensions, std::uint64_t seed,
                                                 bool shifted) {
  return std::make_shared<Sobol>(dimensions, seed, shifted);
}

}  // namespace verdet
