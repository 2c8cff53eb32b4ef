// A phase-change film on a free membrane that a focused laser heats: every grain of the film on a
// sheet of sites, heat in rings and rows.
#pragma once

#include <memory>

#include "verdet/fields/phase_change/kinetics_table.hpp"
#include "verdet/fields/phase_change/layered_cell.hpp"
#include "verdet/fields/phase_change/site_lattice.hpp"
#include "verdet/fields/phase_change/spot_light.hpp"

namespace verdet {

/// Temperature in the depth of the film that its sites follow.
enum class SiteDepth { mean, surface };

struct SpotSettings {
  double radius = 0;     ///< of the Gaussian spot: intensity exp(-2 r^2/w^2), m
  double ambient = 300;  ///< K
  SiteDepth depth{};
  bool latent_heat = true;
};

/// Radius at which the intensity of the spot is half its peak, m.
double half_radius(double spot_radius);

/// `side` by `side` sites about the middle of the spot; the sites of one ring share a heat cell.
SiteLattice spot_lattice(const SpotGrid& grid, double pitch, int side);

/// Light sees one fraction, the mean within the spot's half-maximum circle (bib: Wang2021), and is
/// shared out over the rings by the Gaussian. Crystalline fraction and read-out are those of this
/// circle; what lies outside the lattice of sites stays as it was.
class SpotFilm final : public CellModel {
 public:
  /// `sites` lives on spot_lattice(grid, ...).
  SpotFilm(SpotGrid grid, SpotLight light, KineticsTable kinetics,
           std::unique_ptr<const SiteModel> sites, SpotSettings settings, StepControl control);

  FilmState start(double crystalline) const override;
  using CellModel::apply;
  PulseOutcome apply(FilmState& state, std::span<const WritePulse> pulses, double period,
                     const Context& context) const override;
  double mean_crystalline(const FilmState& state) const override;
  double film_temperature(const FilmState& state) const override;
  CellReadout read(const FilmState& state, double) const override {
    return light_.at(mean_crystalline(state)).through;
  }
  /// `reflectance` (1) and `mark_diameter` (m), that of the circle as large as all crystal.
  std::vector<CellFigure> figures(const FilmState& state) const override;

  double reflectance(const FilmState& state) const {
    return light_.at(mean_crystalline(state)).reflectance;
  }
  double mark_diameter(const FilmState& state) const;
  /// Enthalpy above the cold glass: heat, less the latent heat that crystal has set free, J.
  double energy(const FilmState& state) const;

 private:
  struct Work;
  struct Change {
    double temperature = 0, crystalline = 0, absorbed = 0;
  };
  Change advance(FilmState& state, double power, double dt, Work& work) const;
  void lay_power(double crystalline, double power, Work& work) const;
  void release(FilmState& state, std::span<const std::uint32_t> before) const;
  double kelvin(const FilmState& state, int ring) const;

  SpotGrid grid_;
  SpotLight light_;
  KineticsTable kinetics_;
  std::unique_ptr<const SiteModel> sites_;
  SpotSettings settings_;
  StepControl control_;
  int half_rings_ = 0;         ///< rings within the half-maximum circle
  std::vector<double> share_;  ///< of the light, per ring
};

}  // namespace verdet
