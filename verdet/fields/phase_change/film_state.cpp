#include "verdet/fields/phase_change/film_state.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

// A cell counts as complete, and its front moves on, from here.
constexpr double kComplete = 0.99;
// The most that the moments are asked to stand for: 1 - X is 0.1 %.
constexpr double kFullest = 0.999;

}  // namespace

FilmState cooled(FilmState state) {
  std::fill(state.rise.begin(), state.rise.end(), 0.0);
  for (FilmState& film : state.films) film = cooled(std::move(film));
  return state;
}

physics::GrainMoments<double> grains_at(double fraction, const KineticsTable& kinetics) {
  if (!(fraction > 0)) return {};
  const CrystallisationRates rates = kinetics.at(kinetics.nose());
  return physics::moments_at_fraction(std::min(fraction, kFullest), rates.nucleation, rates.growth);
}

Advance advance_cell(double crystalline, const physics::GrainMoments<double>& grains,
                     const CrystallisationRates& rates, double front_per_length, double dt) {
  if (crystalline >= 1 || !(rates.growth > 0)) return {crystalline, grains};
  const physics::GrainMoments<double> next = grains.after(dt, rates.nucleation, rates.growth);
  const double grown = next.extended_volume() - grains.extended_volume();
  const double inside = 1 - (1 - crystalline) * std::exp(-grown);
  const double front = rates.growth * front_per_length * dt;
  return {std::min(1.0, inside + front), next};
}

double front_sides(const FilmLattice& lattice, std::span<const double> crystalline,
                   std::size_t cell) {
  const auto segments = static_cast<std::size_t>(lattice.segments);
  const auto sheet = segments * static_cast<std::size_t>(lattice.layers);
  const std::size_t along = cell % segments, down = cell % sheet / segments, out = cell / sheet;
  double sides = 0;
  const auto side = [&](bool exists, std::size_t other, double size) {
    if (exists && crystalline[other] >= kComplete) sides += 1 / size;
  };
  side(along > 0, cell - 1, lattice.segment_length);
  side(along + 1 < segments, cell + 1, lattice.segment_length);
  side(down > 0, cell - segments, lattice.layer_thickness);
  side(down + 1 < static_cast<std::size_t>(lattice.layers), cell + segments,
       lattice.layer_thickness);
  const double width = lattice.column_width[out];
  side(out > 0, cell - sheet, width);
  side(out + 1 < static_cast<std::size_t>(lattice.columns), cell + sheet, width);
  return sides;
}

physics::GrainMoments<double> shrunk(const physics::GrainMoments<double>& grains, double before,
                                     double after) {
  if (!(after > 0)) return {};
  const double s = std::cbrt(after / before);
  return {grains.number, s * grains.radius, s * s * grains.square, s * s * s * grains.cube};
}

}  // namespace verdet
