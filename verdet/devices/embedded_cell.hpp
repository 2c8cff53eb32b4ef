// A phase-change cell inside a linear optical circuit: the light in front of it, and what is read
// behind the circuit, follow from the cell's own field transmission.
#pragma once

#include <complex>
#include <memory>

#include "verdet/fields/phase_change/cell_model.hpp"

namespace verdet {

/// What stands round the cell. Both depend on the field transmission `cell` of the straight cell.
class CellCircuit {
 public:
  virtual ~CellCircuit() = default;
  /// Power in front of the cell per power at the device's input.
  virtual double share(std::complex<double> cell, double wavelength) const = 0;
  /// Field at the read port per field at the device's input.
  virtual std::complex<double> read(std::complex<double> cell, double wavelength) const = 0;
  /// Whether light comes back to the cell, so that `share` depends on its state.
  virtual bool feedback() const { return false; }
};

/// Follows its circuit in quasi-equilibrium: the light settles far faster (photon lifetime, ps)
/// than film and heat change. With feedback the power in front of the cell is renewed 100 times per
/// pulse.
class EmbeddedCell final : public CellModel {
 public:
  EmbeddedCell(const CellModel& straight, std::unique_ptr<const CellCircuit> circuit,
               double wavelength);

  FilmState start(double crystalline) const override { return straight_.start(crystalline); }
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  double mean_crystalline(const FilmState& state) const override {
    return straight_.mean_crystalline(state);
  }
  double film_temperature(const FilmState& state) const override {
    return straight_.film_temperature(state);
  }
  CellReadout read(const FilmState& state, double wavelength) const override;

 private:
  const CellModel& straight_;
  std::unique_ptr<const CellCircuit> circuit_;
  double wavelength_;
};

/// Adds what happened in [time, ...) to `sum`.
void append(PulseOutcome& sum, const PulseOutcome& part, double time);

}  // namespace verdet
