// From a section and a window to a graded grid: where lines must lie and how fine cells must be.
#pragma once

#include "verdet/fields/modes/grid_level.hpp"
#include "verdet/fields/modes/mode_options.hpp"

namespace verdet {

/// Walls with `automatic` resolved, and mirror planes already cut out of the window.
struct DomainRequest {
  Box window;
  Walls walls;
  double wavelength = 0;    ///< m
  double bend_radius = 0;   ///< m
  double coarseness = 1;    ///< multiplies every cell size at level 1
  double lowest_index = 0;  ///< of the wanted modes; 0 when unknown
};

/// Graded plan: cells of lambda / (22 n) at the edges of regions, n the highest index inside,
/// growing by a quarter of the distance up to lambda / (10.5 q), q^2 = n^2 - lowest_index^2 the
/// transverse wave number squared (at least (0.3 n)^2); absorbers of 0.75 lambda outside the
/// window.
Domain plan_domain(const CrossSection& section, const DomainRequest& request);

/// Coordinates of edges and sheets along an axis (0: x, 1: y), ascending, without repeats. Outlines
/// of many corners give only their bounding box.
std::vector<double> break_points(const CrossSection& section, int axis);

/// Largest Re sqrt(epsilon) of the background and of every region that meets the box.
double highest_index(const CrossSection& section, const Box& box);

}  // namespace verdet
