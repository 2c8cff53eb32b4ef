// Crystallisation on a lattice by nuclei and the fronts that leave them.
#pragma once

#include "verdet/fields/phase_change/kinetics_table.hpp"
#include "verdet/fields/phase_change/site_lattice.hpp"

namespace verdet {

/// Nuclei fall at random (Poisson, rate per volume), those on crystal are void; each grain grows as
/// a sphere until it meets others. A site joins when the sphere reaches its middle; it keeps the
/// sphere's centre and lets the radius grow by the velocity of its own heat cell, so that fronts
/// run at the kinetics' velocity in every direction (decentred growth, bib: Gandin1994). What meets
/// in even temperature is Kolmogorov's model exactly, up to the lattice's pitch.
///
/// Melting is limited by heat, not by kinetics: sites next to glass go first, then any.
class GrowthFronts final : public SiteModel {
 public:
  GrowthFronts(SiteLattice lattice, KineticsTable kinetics, std::uint64_t seed);

  void advance(SiteState& state, std::span<const double> kelvin, double dt) const override;
  std::size_t melt(SiteState& state, std::size_t cell, std::size_t count) const override;
  double longest_step(std::span<const double> kelvin) const override;

 private:
  void prepare(SiteState& state) const;
  void nucleate(SiteState& state, std::size_t cell, double expected, double growth) const;
  void capture(SiteState& state, std::size_t site) const;
  void settle(SiteState& state, std::size_t site, std::uint32_t grain,
              const GrainReach& reach) const;
  void retire(SiteState& state) const;
  void open(SiteState& state, std::size_t site) const;
  int glass_neighbours(const SiteState& state, std::size_t site) const;

  KineticsTable kinetics_;
};

}  // namespace verdet
