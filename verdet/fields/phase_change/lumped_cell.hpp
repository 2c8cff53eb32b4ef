// The lumped level as a cell model: microseconds per pulse, for networks.
#pragma once

#include "verdet/fields/phase_change/layered_cell.hpp"
#include "verdet/fields/phase_change/lumped_equations.hpp"

namespace verdet {

/// Non-negative amplitudes of the thermal chain that meet a step response, two time constants per
/// decade from 0.1 ns to 3 us: the chain a layered cell reduces to while its state is even.
ThermalChain<double> fit_chain(std::span<const double> times, std::span<const double> response);

class LumpedCellModel final : public CellModel {
 public:
  /// Takes optics, kinetics and heat from a layered cell.
  LumpedCellModel(const LayeredCell& layered, double latent_heat, MeltOptics melt);

  FilmState start(double crystalline) const override;
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  double mean_crystalline(const FilmState& state) const override { return state.crystalline[0]; }
  double film_temperature(const FilmState& state) const override;
  CellReadout read(const FilmState& state, double wavelength) const override;

  const LumpedCell<double>& cell() const noexcept { return cell_; }

 private:
  FilmModes modes_;
  KineticsTable kinetics_;
  double length_, volume_;
  LumpedCell<double> cell_;
};

}  // namespace verdet
