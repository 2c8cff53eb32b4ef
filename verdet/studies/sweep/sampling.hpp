// Points of the unit cube: random, Latin hypercube, Sobol. Pure functions of the point's number.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace verdet {

/// Coordinates in the open interval (0, 1).
class UnitSampler {
 public:
  virtual ~UnitSampler() = default;
  virtual double at(std::uint64_t point, std::size_t dimension) const = 0;
};

/// Independent and uniform.
std::shared_ptr<const UnitSampler> random_sampler(std::uint64_t seed);

/// Latin hypercube (McKay1979): in each dimension one point in each of `points` equal intervals, at
/// random inside it. The order of the intervals is a keyed permutation (Feistel network with cycle
/// walking), so that no table is stored.
std::shared_ptr<const UnitSampler> latin_hypercube_sampler(std::uint64_t points,
                                                           std::uint64_t seed);

/// Sobol sequence with the direction numbers of Joe2008, in Gray-code order. `shifted` adds a
/// random digital shift per dimension (an exclusive or), which keeps the equidistribution and
/// removes the point at the origin; unshifted points are moved by half of the last bit. Up to
/// kMostSobolDimensions dimensions.
std::shared_ptr<const UnitSampler> sobol_sampler(std::size_t dimensions, std::uint64_t seed,
                                                 bool shifted);
extern const std::size_t kMostSobolDimensions;
inline constexpr std::uint64_t kMostSobolPoints = std::uint64_t{1} << 32;

}  // namespace verdet
