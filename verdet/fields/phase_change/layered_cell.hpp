// The layered level: absorption by the local mode, heat in segments and layers, nucleation and
// growth, melting and quench.
#pragma once

#include "verdet/fields/phase_change/film_heat.hpp"
#include "verdet/fields/phase_change/film_heater.hpp"
#include "verdet/fields/phase_change/film_light.hpp"

namespace verdet {

/// Control of the time steps.
struct StepControl {
  double temperature = 8;     ///< wanted change of the hottest film cell per step, K
  double crystalline = 0.05;  ///< wanted growth of any film cell's fraction per step
};

class LayeredCell final : public CellModel {
 public:
  LayeredCell(StackGrid stack, FilmModes modes, KineticsTable kinetics, double ambient,
              MeltOptics melt, StepControl control, std::optional<FilmHeater> heater = {});

  FilmState start(double crystalline) const override;
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  CellReadout read(const FilmState& state, double wavelength) const override {
    return light_.read(state.crystalline, stack_.film_kelvin(state.rise, ambient_), wavelength);
  }

  double mean_crystalline(const FilmState& state) const override {
    return light_.mean(state.crystalline);
  }
  double film_temperature(const FilmState& state) const override {
    return hottest(stack_, state, ambient_);
  }

  /// Enthalpy above the cold, wholly crystalline cell: heat and latent heat, J.
  double energy(const FilmState& state) const {
    return enthalpy(stack_, state, kinetics_.heat_of_fusion());
  }

  /// Mean rise of the film, weighted as the mode sees it, while a cell that stays as it is takes
  /// 1 W evenly along it: K at each of `times` (s, ascending).
  std::vector<double> step_response(std::span<const double> times, double crystalline) const;

  double ambient() const noexcept { return ambient_; }
  const KineticsTable& kinetics() const noexcept { return kinetics_; }
  const FilmModes& modes() const noexcept { return light_.modes(); }
  const StackGrid& stack() const noexcept { return stack_; }

 private:
  struct Work;
  struct Change {
    double temperature = 0, crystalline = 0;
    double absorbed = 0;
  };
  double absorb(const FilmState& state, const Supply& supply, Work& work) const;
  Change transform(FilmState& state, Work& work, double dt) const;
  Phase transform_cell(FilmState& state, std::size_t cell, double volume, const Work& work,
                       double dt) const;
  Change advance(FilmState& state, const Supply& supply, double dt, Work& work) const;

  StackGrid stack_;
  KineticsTable kinetics_;
  FilmLight light_;
  FilmLattice lattice_;
  physics::GrainMoments<double> full_grains_;
  double ambient_;
  StepControl control_;
  std::optional<FilmHeater> heater_;
};

}  // namespace verdet
