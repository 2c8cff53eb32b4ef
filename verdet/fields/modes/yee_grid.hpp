// The staggered grid of Yee on a cross-section, with stretched coordinates in absorbers and bends.
#pragma once

#include <complex>
#include <vector>

#include "verdet/fields/modes/cross_section.hpp"
#include "verdet/fields/modes/graded_axis.hpp"

namespace verdet {

/// One axis. `width[i]` belongs to cell i between lines i and i + 1; `dual[i]` to the cell around
/// line i, half a cell at the ends (where a PMC wall puts the tangential H to zero). Both are in
/// units of 1 / k0 and complex inside absorbing layers.
struct YeeAxis {
  std::vector<double> line;
  std::vector<double> centre;
  std::vector<std::complex<double>> width;
  std::vector<std::complex<double>> dual;
  std::vector<std::complex<double>> stretched_line;    ///< m
  std::vector<std::complex<double>> stretched_centre;  ///< m
  bool conductor_low = true;                           ///< PEC at the first line, else PMC
  bool conductor_high = true;

  int cells() const { return static_cast<int>(width.size()); }
};

/// Absorbing layers of an axis: stretched coordinate x + i strength t^3 for depth t in [0, 1].
struct AbsorberRange {
  double low = 0;   ///< the window ends here; the layer lies below
  double high = 0;  ///< ... and above this
  bool at_low = false;
  bool at_high = false;
  double strength = 0;  ///< m: imaginary part of the coordinate at the back of the layer
};

/// Ex (i+1/2, j), Ey (i, j+1/2), Ez (i, j), Hx (i, j+1/2), Hy (i+1/2, j), Hz (i+1/2, j+1/2).
/// In a bend of radius R, `curvature` is h = 1 + x / R: the medium seen is diag(h, h, 1/h) in both
/// permittivity and permeability (transformation of cylindrical coordinates, exact).
struct YeeGrid {
  YeeAxis x, y;
  std::vector<std::complex<double>> curvature_line;
  std::vector<std::complex<double>> curvature_centre;
  Box window;  ///< without absorbers; media outside are those at its edge
  double k0 = 0;

  int nx() const { return x.cells(); }
  int ny() const { return y.cells(); }
};

YeeAxis make_axis(const std::vector<double>& lines, const AbsorberRange& absorber, double k0,
                  bool conductor_low, bool conductor_high);

/// Curvature factors for a radius in m (infinite: straight).
void set_curvature(YeeGrid& grid, double radius);

}  // namespace verdet
