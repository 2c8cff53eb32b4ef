// A film whose kinetics nobody knows: it can be read in any state, and stays in it.
#pragma once

#include <cmath>
#include <numbers>

#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/film_mode.hpp"

namespace verdet {

/// Uniform, `length` (m) long, at `ambient` (K); the same light as in FilmLight.
class StillCell final : public CellModel {
 public:
  StillCell(FilmModes modes, double length, double ambient)
      : modes_(std::move(modes)), length_(length), ambient_(ambient) {}

  FilmState start(double crystalline) const override {
    FilmState state;
    state.crystalline = {crystalline};
    return state;
  }
  using CellModel::apply;
  PulseOutcome apply(FilmState&, std::span<const WritePulse>, double,
                     const Context&) const override {
    return {};
  }
  double mean_crystalline(const FilmState& state) const override { return state.crystalline[0]; }
  double film_temperature(const FilmState&) const override { return ambient_; }
  CellReadout read(const FilmState& state, double wavelength) const override {
    const std::complex<double> turns =
        modes_.index(state.crystalline[0], wavelength) * (length_ / wavelength);
    const double facet = modes_.at(state.crystalline[0]).facet;
    return {facet * facet * std::exp(-4 * std::numbers::pi * turns.imag()),
            2 * std::numbers::pi * turns.real()};
  }

 private:
  FilmModes modes_;
  double length_, ambient_;
};

}  // namespace verdet
