// The Gillespie cellular automaton of the published Ge2Sb2Te5 study.
#pragma once

#include "verdet/fields/phase_change/site_lattice.hpp"
#include "verdet/physics/crystallisation/kinetics_parameters.hpp"

namespace verdet {

/// Rates of the events of one site, 1/s, per neighbour that counts.
struct AutomatonRates {
  double nucleation = 0;    ///< per glassy neighbour
  double growth = 0;        ///< per crystalline neighbour
  double dissociation = 0;  ///< per neighbour that is not of the same grain
};

/// At one temperature, for sites of `pitch` (m) (bib: Wang2021, eqs. 4 to 6; its eqs. 5 and 6 state
/// the cases r = 0 and r = 1 the wrong way round, its text and code the right one):
///   nucleation   I n_c v_m (D/d)^2, d = 2 (3 v_m/4 pi)^(1/3); 0 above T_m
///   growth       v_+ / D,  dissociation  v_+ exp(-dg/kT) / D,  v_g = v_+ (1 - exp(-dg/kT))
AutomatonRates automaton_rates(const physics::CrystallisationKinetics<double>& kinetics,
                               double kelvin, double pitch);

/// One event after another (bib: Gillespie1977): exact for rates that are constant within a step.
/// A sheet only. Its nuclei are more than I times the volume (by n_am n_c times a ratio of
/// volumes) and its fronts outrun v_g, since a site is filled from up to eight neighbours: Wang2021
/// chose the pitch to meet measurements, and so the automaton is not Kolmogorov's model.
class GillespieAutomaton final : public SiteModel {
 public:
  /// Throws InputError for a lattice more than one site deep.
  GillespieAutomaton(SiteLattice lattice, const physics::CrystallisationKinetics<double>& kinetics,
                     std::uint64_t seed);

  void advance(SiteState& state, std::span<const double> kelvin, double dt) const override;
  /// Dissociation melts: see advance.
  std::size_t melt(SiteState&, std::size_t, std::size_t) const override { return 0; }

 private:
  struct Surroundings {
    int glass = 0, crystal = 0, same = 0;
  };
  Surroundings around(const SiteState& state, std::size_t site) const;
  double propensity(const SiteState& state, std::size_t site,
                    std::span<const AutomatonRates> rates) const;
  void fire(SiteState& state, std::size_t site, std::span<const AutomatonRates> rates) const;
  std::uint32_t chosen_neighbour(SiteState& state, std::size_t site, int crystal) const;

  physics::CrystallisationKinetics<double> kinetics_;
};

}  // namespace verdet
