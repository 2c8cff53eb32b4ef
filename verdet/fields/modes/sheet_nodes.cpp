#include "verdet/fields/modes/sheet_nodes.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

using Complex = std::complex<double>;

constexpr double kVacuumImpedance = 376.730313668;  // ohm, CODATA 2018

// Index of the grid line at `position`; -1 when the sheet lies outside the window.
int line_at(const YeeAxis& axis, double position) {
  int best = 0;
  for (int k = 1; k <= axis.cells(); ++k)
    if (std::abs(axis.line[k] - position) < std::abs(axis.line[best] - position)) best = k;
  const double cell = axis.line[1] - axis.line[0];
  return std::abs(axis.line[best] - position) <= 1e-3 * cell + 1e-9 * std::abs(position) ? best
                                                                                         : -1;
}

double covered(double low, double high, double from, double to) {
  return std::max(0.0, std::min(high, to) - std::max(low, from)) / (high - low);
}

}  // namespace

void add_sheet(const Sheet& sheet, const YeeGrid& g, double wavelength, NodeMedia& m) {
  const bool horizontal = sheet.from.y == sheet.to.y;
  const YeeAxis& across = horizontal ? g.y : g.x;
  const YeeAxis& along = horizontal ? g.x : g.y;
  const int k = line_at(across, horizontal ? sheet.from.y : sheet.from.x);
  if (k < 0) return;
  const auto [from, to] =
      horizontal ? std::minmax(sheet.from.x, sheet.to.x) : std::minmax(sheet.from.y, sheet.to.y);
  const double share = k == 0 || k == across.cells() ? 0.5 : 1.0;
  const Complex unit = Complex(0, share * kVacuumImpedance) / across.dual[k];
  const Complex epsilon = unit * sheet.conductivity;
  // k0 epsilon does not depend on k0 except through sigma.
  const Complex dispersion = -unit * wavelength * sheet.d_conductivity_d_wavelength;
  const auto add = [&](NodeField& e, NodeField& d, int s, double part) {
    const int i = horizontal ? s : k, j = horizontal ? k : s;
    e(i, j) += part * epsilon;
    d(i, j) += part * dispersion;
  };
  NodeField& e = horizontal ? m.epsilon_x : m.epsilon_y;
  NodeField& d = horizontal ? m.dispersion_x : m.dispersion_y;
  const int n = along.cells();
  for (int s = 0; s < n; ++s) add(e, d, s, covered(along.line[s], along.line[s + 1], from, to));
  for (int s = 0; s <= n; ++s) {
    const double low = s == 0 ? along.line[0] : along.centre[s - 1];
    const double high = s == n ? along.line[n] : along.centre[s];
    add(m.epsilon_z, m.dispersion_z, s, covered(low, high, from, to));
  }
}

}  // namespace verdet
