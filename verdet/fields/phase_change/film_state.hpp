// State of a phase-change film, and what changes it: nucleation, growth, melting.
#pragma once

#include <span>
#include <vector>

#include "verdet/fields/heat/phase_heat.hpp"
#include "verdet/fields/phase_change/chance.hpp"
#include "verdet/fields/phase_change/kinetics_table.hpp"
#include "verdet/fields/phase_change/site_lattice.hpp"
#include "verdet/physics/crystallisation/avrami.hpp"

namespace verdet {

/// What survives between pulses. Cells are numbered along the guide, then
/// downwards, then outwards. A device of several films has theirs as `films`, and of its own the
/// chance alone.
struct FilmState {
  std::vector<double> rise;                           ///< of every thermal volume above ambient, K
  std::vector<double> crystalline;                    ///< of every film cell
  std::vector<physics::GrainMoments<double>> grains;  ///< of every film cell
  SiteState sites{};                                  ///< of a resolved film only
  Chance chance = {};                                 ///< of nucleation
  double heater_voltage = 0;                          ///< across its heater's capacitance, V
  std::vector<FilmState> films{};
};

/// The same films without heat.
FilmState cooled(FilmState state);

/// Grains of a cell that has crystallised to `fraction` at the nose of the kinetics.
physics::GrainMoments<double> grains_at(double fraction, const KineticsTable& kinetics);

/// The film cells as a growth front sees them.
struct FilmLattice {
  int segments = 1, layers = 1, columns = 1;
  double segment_length = 0;           ///< m
  double layer_thickness = 0;          ///< m
  std::vector<double> column_width{};  ///< of one side, m
};

/// Where one cell stands after `dt` at constant rates: nucleation and growth inside it by
/// Kolmogorov's moments, and the front that enters from neighbours which are crystalline already.
struct Advance {
  double crystalline;
  physics::GrainMoments<double> grains;
};
Advance advance_cell(double crystalline, const physics::GrainMoments<double>& grains,
                     const CrystallisationRates& rates, double front_per_length, double dt);

/// Sum of 1/size over the sides from which a complete neighbour grows into the cell, 1/m.
double front_sides(const FilmLattice& lattice, std::span<const double> crystalline,
                   std::size_t cell);

/// Grains of a cell whose crystal shrank from `before` to `after` by melting: fewer by none, their
/// radii smaller.
physics::GrainMoments<double> shrunk(const physics::GrainMoments<double>& grains, double before,
                                     double after);

}  // namespace verdet
