#include "verdet/fields/phase_change/growth_fronts.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {

GrowthFronts::GrowthFronts(SiteLattice lattice, KineticsTable kinetics, std::uint64_t seed)
    : SiteModel(std::move(lattice), seed), kinetics_(std::move(kinetics)) {}

double GrowthFronts::longest_step(std::span<const double> kelvin) const {
  double fastest = 0;
  for (const double t : kelvin) fastest = std::max(fastest, kinetics_.at(t).growth);
  return fastest > 0 ? 0.5 * lattice().pitch() / fastest : SiteModel::longest_step(kelvin);
}

void GrowthFronts::prepare(SiteState& state) const {
  if (!state.reach.empty()) return;
  state.reach.resize(lattice().sites());
  state.on_front.assign(lattice().sites(), 0);
}

void GrowthFronts::advance(SiteState& state, std::span<const double> kelvin, double dt) const {
  prepare(state);
  std::vector<double> growth(kelvin.size()), expected(kelvin.size());
  for (std::size_t c = 0; c < kelvin.size(); ++c) {
    const CrystallisationRates rates = kinetics_.at(kelvin[c]);
    growth[c] = rates.growth * dt / lattice().pitch();
    const auto count = static_cast<double>(lattice().members(c).size());
    expected[c] = rates.nucleation * dt * lattice().site_volume() * count;
  }
  for (const std::uint32_t site : state.front)
    state.reach[site].radius += growth[lattice().cell(site)];
  for (std::size_t c = 0; c < kelvin.size(); ++c)
    if (expected[c] > 0) nucleate(state, c, expected[c], growth[c]);
  // The list grows behind the index: what was captured may capture.
  for (std::size_t i = 0; i < state.front.size(); ++i) capture(state, state.front[i]);
  retire(state);
}

// Points of a Poisson process: exponential gaps until the expected number is used up.
void GrowthFronts::nucleate(SiteState& state, std::size_t cell, double expected,
                            double growth) const {
  const std::span<const std::uint32_t> members = lattice().members(cell);
  for (double used = -std::log(draw(state)); used < expected; used -= std::log(draw(state))) {
    const auto pick = static_cast<std::size_t>(draw(state) * static_cast<double>(members.size()));
    const std::size_t site = members[std::min(pick, members.size() - 1)];
    GrainReach reach;
    // Anywhere in the site, at any time of the step.
    for (std::size_t a = 0; a < (lattice().sheet() ? 2u : 3u); ++a)
      reach.back[a] = static_cast<float>(draw(state) - 0.5);
    reach.radius = growth * draw(state);
    if (state.grain[site] == 0) settle(state, site, ++state.grains, reach);
  }
}

void GrowthFronts::settle(SiteState& state, std::size_t site, std::uint32_t grain,
                          const GrainReach& reach) const {
  state.grain[site] = grain;
  state.reach[site] = reach;
  ++state.solid[lattice().cell(site)];
  if (!state.on_front[site]) state.front.push_back(static_cast<std::uint32_t>(site));
  state.on_front[site] = 1;
}

void GrowthFronts::capture(SiteState& state, std::size_t site) const {
  const GrainReach from = state.reach[site];
  const std::uint32_t grain = state.grain[site];
  if (grain == 0) return;  // molten since it was listed
  if (from.radius < from.wake) return;
  double nearest = INFINITY;  // square of the distance to the glass that is not reached yet
  lattice().neighbours(site, [&](std::size_t other, const std::array<int, 3>& step) {
    if (state.grain[other] != 0) return;
    GrainReach next{from.back, 0, from.radius};
    double square = 0;
    for (std::size_t a = 0; a < 3; ++a) {
      next.back[a] += static_cast<float>(step[a]);
      square += static_cast<double>(next.back[a]) * next.back[a];
    }
    if (from.radius * from.radius >= square)
      settle(state, other, grain, next);
    else
      nearest = std::min(nearest, square);
  });
  state.reach[site].wake = static_cast<float>(std::sqrt(nearest)) * (1 - 1e-6f);
}

int GrowthFronts::glass_neighbours(const SiteState& state, std::size_t site) const {
  int count = 0;
  lattice().neighbours(site, [&](std::size_t other, const std::array<int, 3>&) {
    count += state.grain[other] == 0 ? 1 : 0;
  });
  return count;
}

void GrowthFronts::retire(SiteState& state) const {
  std::erase_if(state.front, [&](std::uint32_t site) {
    const bool stays = state.grain[site] != 0 && glass_neighbours(state, site) > 0;
    state.on_front[site] = stays ? 1 : 0;
    return !stays;
  });
}

std::size_t GrowthFronts::melt(SiteState& state, std::size_t cell, std::size_t count) const {
  prepare(state);
  struct Candidate {
    int glass;
    double lot;
    std::uint32_t site;
  };
  std::vector<Candidate> candidates;
  for (const std::uint32_t site : lattice().members(cell))
    if (state.grain[site] != 0)
      candidates.push_back({glass_neighbours(state, site), draw(state), site});
  count = std::min(count, candidates.size());
  std::nth_element(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
                   candidates.end(), [](const Candidate& a, const Candidate& b) {
                     return a.glass != b.glass ? a.glass > b.glass : a.lot < b.lot;
                   });
  for (std::size_t i = 0; i < count; ++i) state.grain[candidates[i].site] = 0;
  for (std::size_t i = 0; i < count; ++i) open(state, candidates[i].site);
  state.solid[cell] -= static_cast<std::uint32_t>(count);
  return count;
}

// Crystal around a molten site becomes a front: its surface, half a pitch from its middle.
void GrowthFronts::open(SiteState& state, std::size_t site) const {
  lattice().neighbours(site, [&](std::size_t other, const std::array<int, 3>&) {
    if (state.grain[other] == 0) return;
    state.reach[other].wake = 0;
    if (state.on_front[other]) return;
    state.reach[other] = {{}, 0, 0.5};
    state.on_front[other] = 1;
    state.front.push_back(static_cast<std::uint32_t>(other));
  });
}

}  // namespace verdet
