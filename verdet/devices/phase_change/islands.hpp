// A film divided into islands, one behind the other on a guide that may taper.
#pragma once

#include "verdet/devices/phase_change/bare_guide.hpp"
#include "verdet/devices/phase_change/build.hpp"
#include "verdet/devices/phase_change/embedded_cell.hpp"

namespace verdet {

/// Bare guide between the islands: no loss, no reflection.
class IslandRow final : public CellCircuit {
 public:
  /// One of the `gaps` behind each island but the last, each `length` (m) long.
  IslandRow(std::vector<BareGuide> gaps, double length) : gaps_(std::move(gaps)), length_(length) {}

  double share(FilmReadouts films, int film, int port, double wavelength) const override;
  CellReadout read(FilmReadouts films, double wavelength) const override;
  /// What is in front of an island depends on those before it.
  bool feedback() const override { return true; }

 private:
  std::vector<BareGuide> gaps_;
  double length_;
};

class IslandChain final : public CellModel {
 public:
  IslandChain(std::vector<std::shared_ptr<const CellModel>> islands,
              std::unique_ptr<const IslandRow> row, double wavelength);

  FilmState start(double crystalline) const override { return chain_.start(crystalline); }
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override {
    return chain_.apply(state, pulses, period, context);
  }
  /// Mean over the islands.
  double mean_crystalline(const FilmState& state) const override {
    return chain_.mean_crystalline(state);
  }
  double film_temperature(const FilmState& state) const override {
    return chain_.film_temperature(state);
  }
  CellReadout read(const FilmState& state, double wavelength) const override {
    return chain_.read(state, wavelength);
  }
  /// The crystalline fraction of each island.
  std::vector<CellFigure> figures(const FilmState& state) const override;

 private:
  std::vector<std::shared_ptr<const CellModel>> islands_;
  EmbeddedCell chain_;
};

/// Width of the guide at the middle of one island, m.
double width_at(const PcmSynapseParameters<double>& parameters, int island);

void check_islands(const PcmSynapseParameters<double>& parameters, Problems& problems);

}  // namespace verdet
