#include "verdet/fields/modes/node_media.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "verdet/fields/modes/sheet_nodes.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;
constexpr int kSamples = 16;
constexpr int kMixed = -2;

// Permittivity and d(k0 epsilon)/dk0 = epsilon - lambda d epsilon/d lambda of one component.
struct Pair {
  Complex epsilon, dispersion;
};

// Weighted sums for the two kinds of average.
struct Arithmetic {
  double weight = 0;
  Complex epsilon, dispersion;
  void add(double w, const Pair& p) {
    weight += w;
    epsilon += w * p.epsilon;
    dispersion += w * p.dispersion;
  }
  Pair mean() const { return {epsilon / weight, dispersion / weight}; }
};

// 1/e = <1/e_i>, so de = e^2 <de_i / e_i^2> with de = dispersion - epsilon.
struct Harmonic {
  double weight = 0;
  Complex inverse, change;
  void add(double w, const Pair& p) {
    weight += w;
    inverse += w / p.epsilon;
    change += w * (p.dispersion - p.epsilon) / (p.epsilon * p.epsilon);
  }
  Pair mean() const {
    const Complex e = weight / inverse;
    return {e, e + e * e * change / weight};
  }
};

// A control cell cut into columns and rows of uniform media.
struct Patch {
  std::vector<double> widths, heights;
  std::vector<int> region;  // widths fastest
};

class Painter {
 public:
  Painter(const CrossSection& section, const YeeGrid& grid, double wavelength)
      : section_(section),
        grid_(grid),
        wavelength_(wavelength),
        cell_(cell_regions(section, grid)) {
    for (const Region& region : section.regions)
      for (std::size_t k = 0; k < region.outline.size(); ++k)
        mark_slanted(region.outline[k], region.outline[(k + 1) % region.outline.size()]);
  }

  // Averages of `component` over [x0, x1] x [y0, y1], which lies in the cells (i0..i1, j0..j1).
  Pair average(int component, std::array<double, 4> box, std::array<int, 4> cells) const {
    const int only = single_region(cells);
    if (only != kMixed) return pair(component, only);
    const Patch patch = cut(box, cells);
    const std::size_t columns = patch.widths.size(), rows = patch.heights.size();
    const auto at = [&](std::size_t i, std::size_t j) {
      return pair(component, patch.region[i + columns * j]);
    };
    Arithmetic total;
    if (component == 0)
      for (std::size_t j = 0; j < rows; ++j) {
        Harmonic row;
        for (std::size_t i = 0; i < columns; ++i) row.add(patch.widths[i], at(i, j));
        total.add(patch.heights[j], row.mean());
      }
    else
      for (std::size_t i = 0; i < columns; ++i) {
        Harmonic harmonic;
        Arithmetic arithmetic;
        for (std::size_t j = 0; j < rows; ++j)
          component == 1 ? harmonic.add(patch.heights[j], at(i, j))
                         : arithmetic.add(patch.heights[j], at(i, j));
        total.add(patch.widths[i], component == 1 ? harmonic.mean() : arithmetic.mean());
      }
    return total.mean();
  }

 private:
  Pair pair(int component, int region) const {
    const Medium& m = medium_of(section_, region);
    return {m.epsilon[component],
            m.epsilon[component] - wavelength_ * m.d_epsilon_d_wavelength[component]};
  }

  // The region of all these cells, or kMixed when they differ.
  int single_region(std::array<int, 4> c) const {
    const int first = cell(c[0], c[2]);
    for (int j = c[2]; j <= c[3]; ++j)
      for (int i = c[0]; i <= c[1]; ++i)
        if (cell(i, j) != first) return kMixed;
    return first;
  }

  Patch cut(std::array<double, 4> box, std::array<int, 4> c) const {
    bool mixed = false;
    for (int j = c[2]; j <= c[3]; ++j)
      for (int i = c[0]; i <= c[1]; ++i) mixed = mixed || cell(i, j) == kMixed;
    return mixed ? sample(box) : exact(box, c);
  }

  Patch exact(std::array<double, 4> box, std::array<int, 4> c) const {
    Patch p;
    for (int i = c[0]; i <= c[1]; ++i)
      p.widths.push_back(std::min(box[1], grid_.x.line[i + 1]) - std::max(box[0], grid_.x.line[i]));
    for (int j = c[2]; j <= c[3]; ++j) {
      p.heights.push_back(std::min(box[3], grid_.y.line[j + 1]) -
                          std::max(box[2], grid_.y.line[j]));
      for (int i = c[0]; i <= c[1]; ++i) p.region.push_back(cell(i, j));
    }
    return p;
  }

  Patch sample(std::array<double, 4> box) const {
    Patch p;
    const double dx = (box[1] - box[0]) / kSamples, dy = (box[3] - box[2]) / kSamples;
    p.widths.assign(kSamples, dx);
    p.heights.assign(kSamples, dy);
    for (int j = 0; j < kSamples; ++j)
      for (int i = 0; i < kSamples; ++i)
        p.region.push_back(region_at(
            section_, {clamp_x(box[0] + (i + 0.5) * dx), clamp_y(box[2] + (j + 0.5) * dy)}));
    return p;
  }

  double clamp_x(double x) const { return std::clamp(x, grid_.window.x_min, grid_.window.x_max); }
  double clamp_y(double y) const { return std::clamp(y, grid_.window.y_min, grid_.window.y_max); }

  int cell(int i, int j) const { return cell_[i + static_cast<std::size_t>(grid_.nx()) * j]; }

  // Marks the cells that a slanted edge passes, row by row.
  void mark_slanted(Point a, Point b) {
    if (a.x == b.x || a.y == b.y) return;
    if (a.y > b.y) std::swap(a, b);
    for (int j = 0; j < grid_.ny(); ++j) {
      const double low = std::max(a.y, grid_.y.line[j]), high = std::min(b.y, grid_.y.line[j + 1]);
      if (low >= high) continue;
      const double slope = (b.x - a.x) / (b.y - a.y);
      const auto [from, to] = std::minmax({a.x + slope * (low - a.y), a.x + slope * (high - a.y)});
      for (int i = 0; i < grid_.nx(); ++i)
        if (grid_.x.line[i] < to && grid_.x.line[i + 1] > from)
          cell_[i + static_cast<std::size_t>(grid_.nx()) * j] = kMixed;
    }
  }

  const CrossSection& section_;
  const YeeGrid& grid_;
  double wavelength_;
  std::vector<int> cell_;
};

// Extent of the control cell of a node on line k of an axis (dual) or of cell k (primal).
struct Extent {
  double low, high;
  int first, last;
};

Extent primal(const YeeAxis& a, int k) {
  return {a.line[k], a.line[k + 1], k, k};
}

Extent dual(const YeeAxis& a, int k) {
  const int n = a.cells();
  return {k == 0 ? a.line[0] : a.centre[k - 1], k == n ? a.line[n] : a.centre[k],
          std::max(k - 1, 0), std::min(k, n - 1)};
}

void fill(const Painter& painter, const YeeGrid& g, int component, NodeField& epsilon,
          NodeField& dispersion) {
  const auto along_x = component == 0 ? primal : dual;
  const auto along_y = component == 1 ? primal : dual;
  for (int j = 0; j < epsilon.ny; ++j)
    for (int i = 0; i < epsilon.nx; ++i) {
      const Extent x = along_x(g.x, i), y = along_y(g.y, j);
      const Pair p = painter.average(component, {x.low, x.high, y.low, y.high},
                                     {x.first, x.last, y.first, y.last});
      epsilon(i, j) = p.epsilon;
      dispersion(i, j) = p.dispersion;
    }
}

// Multiplies by h (transverse) or 1 / h (longitudinal), h the curvature factor of the column.
void apply_curvature(const YeeGrid& g, NodeMedia& m) {
  const auto scale = [](NodeField& f, const std::vector<Complex>& h, bool divide) {
    for (int j = 0; j < f.ny; ++j)
      for (int i = 0; i < f.nx; ++i) f(i, j) *= divide ? 1.0 / h[i] : h[i];
  };
  for (NodeField* f : {&m.epsilon_x, &m.dispersion_x}) scale(*f, g.curvature_centre, false);
  for (NodeField* f : {&m.epsilon_y, &m.dispersion_y}) scale(*f, g.curvature_line, false);
  for (NodeField* f : {&m.epsilon_z, &m.dispersion_z}) scale(*f, g.curvature_line, true);
}

}  // namespace

std::vector<int> cell_regions(const CrossSection& section, const YeeGrid& g) {
  std::vector<int> cells;
  cells.reserve(static_cast<std::size_t>(g.nx()) * g.ny());
  for (int j = 0; j < g.ny(); ++j)
    for (int i = 0; i < g.nx(); ++i)
      cells.push_back(
          region_at(section, {std::clamp(g.x.centre[i], g.window.x_min, g.window.x_max),
                              std::clamp(g.y.centre[j], g.window.y_min, g.window.y_max)}));
  return cells;
}

NodeMedia paint(const CrossSection& section, const YeeGrid& g, double wavelength) {
  const int nx = g.nx(), ny = g.ny();
  NodeMedia m{NodeField(nx, ny + 1),
              NodeField(nx + 1, ny),
              NodeField(nx + 1, ny + 1),
              NodeField(nx, ny + 1),
              NodeField(nx + 1, ny),
              NodeField(nx + 1, ny + 1),
              true};
  const Painter painter(section, g, wavelength);
  fill(painter, g, 0, m.epsilon_x, m.dispersion_x);
  fill(painter, g, 1, m.epsilon_y, m.dispersion_y);
  fill(painter, g, 2, m.epsilon_z, m.dispersion_z);
  for (const Sheet& sheet : section.sheets) add_sheet(sheet, g, wavelength, m);
  apply_curvature(g, m);
  for (const NodeField* f : {&m.epsilon_x, &m.epsilon_y, &m.epsilon_z})
    for (const Complex& e : f->value) m.lossless = m.lossless && e.imag() == 0;
  return m;
}

}  // namespace verdet
