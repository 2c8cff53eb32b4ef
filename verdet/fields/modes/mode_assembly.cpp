#include "verdet/fields/modes/mode_assembly.hpp"

#include <cmath>

#include "verdet/fields/modes/observables.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;
constexpr double kVacuumImpedance = 376.730313668;

// Cells of an axis inside the window.
std::vector<int> inside(const YeeAxis& a, double low, double high) {
  std::vector<int> out;
  for (int k = 0; k < a.cells(); ++k)
    if (a.centre[k] > low && a.centre[k] < high) out.push_back(k);
  return out;
}

void describe(const YeeAxis& a, const std::vector<int>& cells, std::vector<double>& centre,
              std::vector<double>& size) {
  for (const int k : cells) {
    centre.push_back(a.centre[k]);
    size.push_back(a.line[k + 1] - a.line[k]);
  }
}

// Averages of the nodes around the centre of cell (i, j): inside one medium every component is
// continuous, so this is second order.
void collect(const YeeGrid& g, const YeeFields& f, int i, int j, Mode& m) {
  const auto along_y = [&](const NodeField& v) { return 0.5 * (v(i, j) + v(i, j + 1)); };
  const auto along_x = [&](const NodeField& v) { return 0.5 * (v(i, j) + v(i + 1, j)); };
  const Complex h = g.curvature_centre[i];
  m.electric[0].push_back(along_y(f.ex));
  m.electric[1].push_back(along_x(f.ey));
  m.electric[2].push_back(0.25 *
                          (f.ez(i, j) + f.ez(i + 1, j) + f.ez(i, j + 1) + f.ez(i + 1, j + 1)) / h);
  m.magnetic[0].push_back(along_x(f.hx) / kVacuumImpedance);
  m.magnetic[1].push_back(along_y(f.hy) / kVacuumImpedance);
  m.magnetic[2].push_back(f.hz(i, j) / h / kVacuumImpedance);
}

void scale(Mode& m, Complex factor) {
  for (auto* fields : {&m.electric, &m.magnetic})
    for (auto& component : *fields)
      for (Complex& v : component) v *= factor;
}

// int (Ex^2 + Ey^2) real and positive, the largest value pointing up.
Complex phase_of(const Mode& m) {
  Complex square, largest;
  for (int j = 0; j < m.grid.ny(); ++j)
    for (int i = 0; i < m.grid.nx(); ++i)
      for (int c = 0; c < 2; ++c) {
        const Complex e = m.electric[c][m.grid.index(i, j)];
        square += m.grid.area(i, j) * e * e;
        if (std::abs(e) > std::abs(largest) * (1 + 1e-6)) largest = e;
      }
  const Complex root = std::sqrt(square / std::abs(square));
  return (largest / root).real() < 0 ? -root : root;
}

}  // namespace

Mode assemble_mode(const GridLevel& level, const Vector<Complex>& shape, Complex index,
                   const SymmetryClass& planes) {
  const YeeGrid& g = level.grid();
  const YeeFields f = recover_fields(g, level.media(), level.unknowns(), shape, index);
  const std::vector<int> columns = inside(g.x, g.window.x_min, g.window.x_max);
  const std::vector<int> rows = inside(g.y, g.window.y_min, g.window.y_max);
  Mode m;
  describe(g.x, columns, m.grid.x, m.grid.width);
  describe(g.y, rows, m.grid.y, m.grid.height);
  for (const int j : rows)
    for (const int i : columns) collect(g, f, i, j, m);
  unfold(planes, m);
  const Complex phase = phase_of(m);
  const double power = mode_power(m);
  scale(m, 1.0 / (phase * std::sqrt(std::abs(power))));
  return m;
}

}  // namespace verdet
