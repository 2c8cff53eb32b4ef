// Cross-section of a waveguide: media painted on a plane, and conducting sheets.
#pragma once

#include <complex>
#include <string>
#include <vector>

#include "verdet/fields/modes/medium.hpp"

namespace verdet {

/// A point of the cross-section, m; x to the right, y upwards, propagation along +z.
struct Point {
  double x = 0;
  double y = 0;

  bool operator==(const Point&) const = default;
};

/// Axis-parallel rectangle, m.
struct Box {
  double x_min = 0;
  double x_max = 0;
  double y_min = 0;
  double y_max = 0;

  bool operator==(const Box&) const = default;
};

/// A simple polygon filled with one medium; either orientation, closed implicitly.
struct Region {
  std::string name;
  std::vector<Point> outline;
  Medium medium;

  bool operator==(const Region&) const = default;
};

/// An infinitely thin conducting sheet along a horizontal or vertical segment (graphene, 2-D
/// materials): n x (H2 - H1) = sigma E_t.
struct Sheet {
  std::string name;
  Point from;
  Point to;
  std::complex<double> conductivity;                   ///< S (per square)
  std::complex<double> d_conductivity_d_wavelength{};  ///< S/m

  bool operator==(const Sheet&) const = default;
};

/// Everything outside the regions is `background`; later regions cover earlier ones.
struct CrossSection {
  Medium background;
  std::vector<Region> regions;
  std::vector<Sheet> sheets;

  bool operator==(const CrossSection&) const = default;
};

/// Throws InputError listing every fault: too few corners, no area, non-finite or zero values,
/// slanted or empty sheets, duplicate names.
void validate(const CrossSection& section);

/// Index of the region that holds the point (the last that covers it), or -1 for the background.
int region_at(const CrossSection& section, Point p);

/// Medium by region index; -1 is the background.
const Medium& medium_of(const CrossSection& section, int region);

/// Smallest box around an outline.
Box bounds(const std::vector<Point>& outline);

/// The section reflected at x = 0 (`axis` 0) or y = 0 (`axis` 1).
CrossSection mirrored(const CrossSection& section, int axis);

/// True when reflection at x = `centre` (`axis` 0) or y = `centre` (`axis` 1) maps the section onto
/// itself, corner by corner, to 1e-9 of its size, in the same order of painting.
bool is_mirror_symmetric(const CrossSection& section, int axis, double centre);

}  // namespace verdet
