#include "verdet/fields/phase_change/automaton.hpp"

#include <bit>
#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/physics/crystallisation/kinetics.hpp"

namespace verdet {
namespace {

// Sums over a binary tree: a change costs its depth, and so does finding who holds a given share.
class SumTree {
 public:
  explicit SumTree(std::size_t leaves) : leaves_(std::bit_ceil(leaves)), sum_(2 * leaves_, 0.0) {}

  double total() const { return sum_[1]; }
  void place(std::size_t leaf, double value) { sum_[leaves_ + leaf] = value; }
  void sum_up() {
    for (std::size_t i = leaves_ - 1; i > 0; --i) sum_[i] = sum_[2 * i] + sum_[2 * i + 1];
  }
  void change(std::size_t leaf, double value) {
    place(leaf, value);
    for (std::size_t i = (leaves_ + leaf) / 2; i > 0; i /= 2)
      sum_[i] = sum_[2 * i] + sum_[2 * i + 1];
  }
  std::size_t find(double share) const {
    std::size_t i = 1;
    while (i < leaves_) {
      i *= 2;
      // Rounding must not lead into an empty branch.
      if (share >= sum_[i] && sum_[i + 1] > 0) share -= sum_[i++];
    }
    return i - leaves_;
  }

 private:
  std::size_t leaves_;
  std::vector<double> sum_;
};

constexpr int kNeighbours = 8;

}  // namespace

AutomatonRates automaton_rates(const physics::CrystallisationKinetics<double>& p, double kelvin,
                               double pitch) {
  const double attach = physics::attachment_velocity(p, kelvin) / pitch;
  const double gain = physics::driving_energy(p, kelvin);
  AutomatonRates rates{0, attach, attach * std::exp(-gain / (codata2018::kBoltzmann * kelvin))};
  if (kelvin >= p.melting_temperature) return rates;
  const double diameter = 2 * std::cbrt(3 * p.monomer_volume / (4 * std::numbers::pi));
  rates.nucleation = physics::nucleation_rate(p, kelvin) *
                     physics::critical_nucleus(p, kelvin).monomers * p.monomer_volume *
                     std::pow(pitch / diameter, 2);
  return rates;
}

GillespieAutomaton::GillespieAutomaton(SiteLattice lattice,
                                       const physics::CrystallisationKinetics<double>& kinetics,
                                       std::uint64_t seed)
    : SiteModel(std::move(lattice), seed), kinetics_(kinetics) {
  if (!this->lattice().sheet())
    throw InputError("the Gillespie automaton is defined on a sheet; make it one site deep");
}

GillespieAutomaton::Surroundings GillespieAutomaton::around(const SiteState& state,
                                                            std::size_t site) const {
  Surroundings s;
  lattice().neighbours(site, [&](std::size_t other, const std::array<int, 3>&) {
    const std::uint32_t grain = state.grain[other];
    s.glass += grain == 0 ? 1 : 0;
    s.crystal += grain != 0 ? 1 : 0;
    s.same += grain != 0 && grain == state.grain[site] ? 1 : 0;
  });
  return s;
}

double GillespieAutomaton::propensity(const SiteState& state, std::size_t site,
                                      std::span<const AutomatonRates> rates) const {
  const AutomatonRates& r = rates[lattice().cell(site)];
  const Surroundings s = around(state, site);
  if (state.grain[site] != 0) return (kNeighbours - s.same) * r.dissociation;
  return s.glass * r.nucleation + s.crystal * r.growth;
}

std::uint32_t GillespieAutomaton::chosen_neighbour(SiteState& state, std::size_t site,
                                                   int crystal) const {
  auto left = static_cast<int>(draw(state) * crystal);
  std::uint32_t grain = 0;
  lattice().neighbours(site, [&](std::size_t other, const std::array<int, 3>&) {
    if (state.grain[other] == 0) return;
    if (grain == 0 || left >= 0) grain = state.grain[other];
    --left;
  });
  return grain;
}

void GillespieAutomaton::fire(SiteState& state, std::size_t site,
                              std::span<const AutomatonRates> rates) const {
  const std::size_t cell = lattice().cell(site);
  if (state.grain[site] != 0) {
    state.grain[site] = 0;
    --state.solid[cell];
    return;
  }
  const Surroundings s = around(state, site);
  const double growth = s.crystal * rates[cell].growth;
  const double nucleation = s.glass * rates[cell].nucleation;
  const bool grows = draw(state) * (growth + nucleation) < growth;
  state.grain[site] = grows ? chosen_neighbour(state, site, s.crystal) : ++state.grains;
  ++state.solid[cell];
}

void GillespieAutomaton::advance(SiteState& state, std::span<const double> kelvin,
                                 double dt) const {
  std::vector<AutomatonRates> rates;
  rates.reserve(kelvin.size());
  for (const double t : kelvin) rates.push_back(automaton_rates(kinetics_, t, lattice().pitch()));
  SumTree tree(lattice().sites());
  for (std::size_t s = 0; s < lattice().sites(); ++s) tree.place(s, propensity(state, s, rates));
  tree.sum_up();
  double time = 0;
  while (tree.total() > 0) {
    time -= std::log(draw(state)) / tree.total();
    // The draw that ends the step is lost; an exponential waiting time has no memory.
    if (time > dt) return;
    const std::size_t site = tree.find(draw(state) * tree.total());
    fire(state, site, rates);
    tree.change(site, propensity(state, site, rates));
    lattice().neighbours(site, [&](std::size_t other, const std::array<int, 3>&) {
      tree.change(other, propensity(state, other, rates));
    });
  }
}

}  // namespace verdet
