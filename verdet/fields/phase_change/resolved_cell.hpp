// The resolved level: every grain of the film on a lattice, heat in three dimensions under it.
#pragma once

#include <memory>

#include "verdet/fields/phase_change/film_heat.hpp"
#include "verdet/fields/phase_change/film_heater.hpp"
#include "verdet/fields/phase_change/film_light.hpp"
#include "verdet/fields/phase_change/layered_cell.hpp"
#include "verdet/fields/phase_change/site_lattice.hpp"

namespace verdet {

/// Sites over the film of a stack, several in each of its film cells. A film thinner than 1.5
/// pitches, or a sheet, is one site deep; otherwise the pitch is fitted to its thickness. Throws
/// InputError when a layer is thinner than a site, or a film cell holds fewer than 8 of them.
SiteLattice film_lattice(const StackGrid& grid, double pitch, bool sheet);

/// The whole width of the film is followed; heat and light see the mean of both halves.
class ResolvedCell final : public CellModel {
 public:
  /// `sites` lives on film_lattice(stack, ...).
  ResolvedCell(StackGrid stack, FilmModes modes, KineticsTable kinetics,
               std::unique_ptr<const SiteModel> sites, double ambient, MeltOptics melt,
               StepControl control, std::optional<FilmHeater> heater = {});

  FilmState start(double crystalline) const override;
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  double mean_crystalline(const FilmState& state) const override {
    return light_.mean(state.crystalline);
  }
  double film_temperature(const FilmState& state) const override {
    return hottest(stack_, state, ambient_);
  }
  CellReadout read(const FilmState& state, double wavelength) const override {
    return light_.read(state.crystalline, stack_.film_kelvin(state.rise, ambient_), wavelength);
  }

  /// Enthalpy above the cold, wholly crystalline cell: heat and latent heat, J.
  double energy(const FilmState& state) const {
    return enthalpy(stack_, state, kinetics_.heat_of_fusion());
  }

  const SiteModel& sites() const noexcept { return *sites_; }

 private:
  struct Work;
  /// Advances light, heat and sites; returns the temperature change that heat alone has made, K,
  /// and the energy taken, J.
  struct Change {
    double temperature = 0, absorbed = 0;
  };
  Change advance(FilmState& state, const Supply& supply, double dt, Work& work) const;
  void melt(FilmState& state) const;
  void crystallise(FilmState& state, Work& work, double dt) const;
  double kelvin(const FilmState& state, std::size_t cell) const {
    return ambient_ + state.rise[stack_.volume(cell)];
  }

  StackGrid stack_;
  KineticsTable kinetics_;
  FilmLight light_;
  std::unique_ptr<const SiteModel> sites_;
  double ambient_;
  StepControl control_;
  std::optional<FilmHeater> heater_;
  std::vector<double> kelvin_per_site_;  ///< latent heat of one site over the cell's capacity
};

}  // namespace verdet
