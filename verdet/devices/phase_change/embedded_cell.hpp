// Phase-change films inside a linear optical circuit: the light in front of each, and what is read
// behind the circuit, follow from what each film passes.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "verdet/fields/phase_change/cell_model.hpp"

namespace verdet {

/// What each film of a circuit passes.
using FilmReadouts = std::span<const CellReadout>;

/// What stands round the films.
class CellCircuit {
 public:
  virtual ~CellCircuit() = default;
  /// Power in front of one film per power at the port that takes the pulse. The shares of all
  /// films have the same sum for every such port.
  virtual double share(FilmReadouts films, int film, int port, double wavelength) const = 0;
  /// What the reading light shows.
  virtual CellReadout read(FilmReadouts films, double wavelength) const = 0;
  /// Whether light comes back to a film, so that `share` depends on its state.
  virtual bool feedback() const { return false; }
};

/// What weak light shows of this field per field at the input.
inline CellReadout readout_of(std::complex<double> field) {
  return {std::norm(field), std::arg(field)};
}

/// One film or several. Follows its circuit in quasi-equilibrium: the light settles far
/// faster (photon lifetime, ps) than film and heat change. With feedback the power in front of the
/// films is renewed 100 times per pulse.
class EmbeddedCell final : public CellModel {
 public:
  /// The last `fixed.size()` of the films start in these states, whatever the others do. The cells
  /// outlive this.
  EmbeddedCell(std::vector<const CellModel*> cells, std::unique_ptr<const CellCircuit> circuit,
               double wavelength, std::vector<double> fixed = {});
  /// One film, and a further one like it for each of the `fixed` states.
  EmbeddedCell(const CellModel& straight, std::unique_ptr<const CellCircuit> circuit,
               double wavelength, std::vector<double> fixed = {})
      : EmbeddedCell(std::vector<const CellModel*>(1 + fixed.size(), &straight), std::move(circuit),
                     wavelength, fixed) {}

  FilmState start(double crystalline) const override;
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  /// Mean over the films that are not fixed.
  double mean_crystalline(const FilmState& state) const override;
  double film_temperature(const FilmState& state) const override;
  CellReadout read(const FilmState& state, double wavelength) const override {
    return circuit_->read(films(state, wavelength), wavelength);
  }

  std::vector<CellReadout> films(const FilmState& state, double wavelength) const;
  /// Crystalline fraction of one film.
  double crystalline(const FilmState& state, std::size_t which) const {
    return cells_[which]->mean_crystalline(film(state, which));
  }
  std::size_t count() const noexcept { return cells_.size(); }

 private:
  const FilmState& film(const FilmState& state, std::size_t which) const {
    return count() == 1 ? state : state.films[which];
  }
  PulseOutcome advance(FilmState& state, std::span<const WritePulse> pulses, double from,
                       double until, const Context& context) const;

  std::vector<const CellModel*> cells_;
  std::unique_ptr<const CellCircuit> circuit_;
  double wavelength_;
  std::vector<double> fixed_;
};

}  // namespace verdet
