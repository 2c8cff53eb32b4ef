// Permittivity at the nodes of the electric field: sub-pixel averages, sheets and curvature.
#pragma once

#include <complex>
#include <vector>

#include "verdet/fields/modes/yee_grid.hpp"

namespace verdet {

/// A value per node, x running fastest.
struct NodeField {
  int nx = 0;
  int ny = 0;
  std::vector<std::complex<double>> value;

  NodeField() = default;
  NodeField(int columns, int rows)
      : nx(columns), ny(rows), value(static_cast<std::size_t>(columns) * rows) {}
  std::complex<double>& operator()(int i, int j) {
    return value[i + static_cast<std::size_t>(nx) * j];
  }
  const std::complex<double>& operator()(int i, int j) const {
    return value[i + static_cast<std::size_t>(nx) * j];
  }
};

/// Relative permittivity seen by Ex (nx x ny+1), Ey (nx+1 x ny) and Ez (nx+1 x ny+1), and
/// d(k0 epsilon)/dk0 at the same nodes for the group index.
struct NodeMedia {
  NodeField epsilon_x, epsilon_y, epsilon_z;
  NodeField dispersion_x, dispersion_y, dispersion_z;
  bool lossless = true;  ///< every value is real
};

/// Paints the section on the grid. Across an interface normal to a component the average is
/// harmonic, along it arithmetic (Farjadpour et al. 2006), exact for edges on grid lines; cells cut
/// by slanted edges are sampled 16 x 16. A sheet adds i sigma Z0 / (k0 h) to the tangential nodes
/// of its line, h the height of their cell, which is the jump condition n x (H2 - H1) = sigma E
/// itself.
NodeMedia paint(const CrossSection& section, const YeeGrid& grid, double wavelength);

/// Region index (-1 background) of the medium in each cell's centre, x fastest.
std::vector<int> cell_regions(const CrossSection& section, const YeeGrid& grid);

}  // namespace verdet
