#include "verdet/fields/modes/yee_grid.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

// x + i strength t^3: outgoing waves exp(i k x) decay, without reflection in the continuum
// (Chew and Weedon 1994); the cubic profile keeps the discrete reflection small.
Complex stretch(double x, double first, double last, const AbsorberRange& a) {
  if (a.at_low && x < a.low) {
    const double t = (a.low - x) / (a.low - first);
    return {x, -a.strength * t * t * t};
  }
  if (a.at_high && x > a.high) {
    const double t = (x - a.high) / (last - a.high);
    return {x, a.strength * t * t * t};
  }
  return x;
}

}  // namespace

YeeAxis make_axis(const std::vector<double>& lines, const AbsorberRange& absorber, double k0,
                  bool conductor_low, bool conductor_high) {
  YeeAxis axis;
  axis.line = lines;
  axis.conductor_low = conductor_low;
  axis.conductor_high = conductor_high;
  const std::size_t cells = lines.size() - 1;
  for (std::size_t i = 0; i < cells; ++i) axis.centre.push_back((lines[i] + lines[i + 1]) / 2);
  for (const double x : axis.line)
    axis.stretched_line.push_back(stretch(x, lines.front(), lines.back(), absorber));
  for (const double x : axis.centre)
    axis.stretched_centre.push_back(stretch(x, lines.front(), lines.back(), absorber));
  for (std::size_t i = 0; i < cells; ++i)
    axis.width.push_back(k0 * (axis.stretched_line[i + 1] - axis.stretched_line[i]));
  for (std::size_t i = 0; i <= cells; ++i) {
    const Complex low = i == 0 ? axis.stretched_line[0] : axis.stretched_centre[i - 1];
    const Complex high = i == cells ? axis.stretched_line[cells] : axis.stretched_centre[i];
    axis.dual.push_back(k0 * (high - low));
  }
  return axis;
}

void set_curvature(YeeGrid& grid, double radius) {
  grid.curvature_line.clear();
  grid.curvature_centre.clear();
  for (const Complex& x : grid.x.stretched_line) grid.curvature_line.push_back(1.0 + x / radius);
  for (const Complex& x : grid.x.stretched_centre)
    grid.curvature_centre.push_back(1.0 + x / radius);
}

}  // namespace verdet
