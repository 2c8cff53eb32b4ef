// Films for tests of phase-change cells: thermal constants and modes as typed here.
#pragma once

#include <cmath>

#include "verdet/fields/phase_change/film_mode.hpp"
#include "verdet/fields/phase_change/film_stack.hpp"
#include "verdet/fields/phase_change/kinetics_table.hpp"
#include "verdet/materials/kinetics.hpp"

namespace verdet::testing_films {

inline constexpr double kWavelength = 1.55e-6;

inline const physics::CrystallisationKinetics<double>& wang() {
  static const auto parameters = read_kinetics(Node::text("Wang2021")).parameters;
  return parameters;
}

/// 10 nm of Ge2Sb2Te5 as wide as its core of silicon nitride, on oxide.
inline ThermalStack nitride_stack(double length = 5e-6, double width = 1.3e-6) {
  return {.film_length = length,
          .film_width = width,
          .film_thickness = 10e-9,
          .cap_thickness = 0,
          .core_height = 330e-9,
          .core_width = width,
          .oxide_thickness = 3e-6,
          .boundary_resistance = 5e-8,
          .film_capacity = 1.25e6,
          .amorphous_conductivity = 0.2,
          .crystalline_conductivity = 0.5,
          .cap = {},
          .core = {2.17e6, 2.7},
          .oxide = {1.56e6, 1.38}};
}

/// A film on silicon that conducts well: heated evenly in depth, if its light is even.
inline ThermalStack silicon_stack(double length, double width, double thickness) {
  ThermalStack stack = nitride_stack(length, width);
  stack.film_thickness = thickness;
  stack.amorphous_conductivity = stack.crystalline_conductivity = 10;
  stack.core_height = 220e-9;
  stack.core = {1.66e6, 148};
  stack.oxide_thickness = 2e-6;
  return stack;
}

/// 0.011 dB/um amorphous, 3.1 dB/um crystalline, smooth between; |E|^2 a cosine squared of
/// `argument` at the film's side, `half` from its middle.
inline FilmModes absorbing_modes(double half = 0.65e-6, double argument = 1.2) {
  std::vector<FilmMode> modes;
  for (const double x : FilmModes::fractions(5))
    modes.push_back({{1.62 + 0.13 * x, 3.2e-4 + 0.089 * x * x}, 2.1, 0.99});
  FilmProfile profile;
  for (int i = 0; i <= 20; ++i) {
    profile.distance.push_back(half * i / 20);
    profile.intensity.push_back(std::pow(std::cos(argument * i / 20), 2));
  }
  return {kWavelength, {{1.57, 0}, 2.0, 1}, modes, {0.075, 11.9}, profile};
}

/// Absorbs alike whatever its state, and evenly across.
inline FilmModes indifferent_modes(std::complex<double> index = {1.62, 2e-3}) {
  const std::vector<FilmMode> modes(3, {index, 2.1, 1.0});
  return {kWavelength, {{1.57, 0}, 2.0, 1}, modes, {1, 1}, {{0.0, 1e-6}, {1, 1}}};
}

}  // namespace verdet::testing_films
