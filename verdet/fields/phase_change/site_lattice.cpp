#include "verdet/fields/phase_change/site_lattice.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace verdet {

SiteLattice::SiteLattice(std::array<int, 3> size, double pitch, double site_volume, bool periodic,
                         std::size_t cells, const CellOf& cell_of)
    : size_(size),
      pitch_(pitch),
      site_volume_(site_volume),
      periodic_(periodic),
      first_(cells + 1, 0) {
  for (int z = 0; z < size_[2]; ++z)
    for (int y = 0; y < size_[1]; ++y)
      for (int x = 0; x < size_[0]; ++x)
        cell_.push_back(static_cast<std::uint32_t>(cell_of({x, y, z})));
  for (const std::uint32_t c : cell_) ++first_[c + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  member_.resize(cell_.size());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t s = 0; s < cell_.size(); ++s)
    member_[next[cell_[s]]++] = static_cast<std::uint32_t>(s);
}

double SiteLattice::fraction(const SiteState& state) const {
  const double solid = std::accumulate(state.solid.begin(), state.solid.end(), 0.0);
  return solid / static_cast<double>(sites());
}

SiteState SiteLattice::glass() const {
  SiteState state;
  state.grain.assign(sites(), 0);
  state.solid.assign(cells(), 0);
  return state;
}

SiteState SiteModel::crystallised(double fraction, double kelvin, double time) const {
  SiteState state = lattice_.glass();
  if (!(fraction > 0)) return state;
  const std::vector<double> even(lattice_.cells(), kelvin);
  double dt = std::min(time / 50, longest_step(even));
  const double near = std::max(1e-3, 1.0 / static_cast<double>(lattice_.sites()));
  while (lattice_.fraction(state) < fraction - near) {
    const SiteState before = state;
    advance(state, even, dt);
    // Of the few sites of a small lattice a single event may be one too many: then it stays.
    constexpr double kShortest = 1e-9;
    if (lattice_.fraction(state) > fraction + near && dt > kShortest * time) {
      state = before;
      dt *= 0.25;
    }
  }
  if (fraction == 1) fill(state);
  return state;
}

// The last sites join a grain beside them: an automaton that also dissolves never gets to the end.
void SiteModel::fill(SiteState& state) const {
  for (std::size_t site = 0; site < lattice_.sites(); ++site) {
    if (state.grain[site] != 0) continue;
    lattice_.neighbours(site, [&](std::size_t other, const std::array<int, 3>&) {
      if (state.grain[site] == 0) state.grain[site] = state.grain[other];
    });
    if (state.grain[site] == 0) state.grain[site] = ++state.grains;
    ++state.solid[lattice_.cell(site)];
  }
}

}  // namespace verdet
