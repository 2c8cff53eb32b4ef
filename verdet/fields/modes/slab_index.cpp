#include "verdet/fields/modes/slab_index.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <map>

#include "verdet/fields/modes/node_media.hpp"

namespace verdet {
namespace {

// A slice: cell widths (in 1/k0) and the permittivity seen by E along the slab plane and across it.
struct Slice {
  std::vector<double> width, along, across;
  std::vector<double> longitudinal;
};

// Largest eigenvalue of the symmetric tridiagonal matrix.
double largest(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& off) {
  if (diagonal.size() == 1) return diagonal[0];
  // Bisection on the Sturm sequence: only one eigenvalue is wanted.
  double low = diagonal.minCoeff(), high = diagonal.maxCoeff() + 2 * off.cwiseAbs().maxCoeff();
  for (int step = 0; step < 60 && high - low > 1e-11 * std::abs(high); ++step) {
    const double middle = (low + high) / 2;
    double d = 1;
    bool above = false;  // an eigenvalue above `middle`
    for (long k = 0; k < diagonal.size() && !above; ++k) {
      d = diagonal[k] - middle - (k ? off[k - 1] * off[k - 1] / d : 0);
      above = d >= 0;
    }
    (above ? low : high) = middle;
  }
  return high;
}

// TE: n^2 E = e E + E''. TM: (n^2 / e_across) H = (H' / e_z)' + H, made symmetric by
// sqrt(e_across). Cell-centred, zero slope at both ends.
double slab_index_squared(const Slice& s, bool te) {
  const long n = static_cast<long>(s.width.size());
  Eigen::VectorXd diagonal(n), off(std::max<long>(n - 1, 0));
  Eigen::VectorXd weight(n);
  for (long k = 0; k < n; ++k) {
    weight[k] = te ? 1 : s.across[k];
    diagonal[k] = te ? s.along[k] : s.across[k];
  }
  for (long k = 0; k + 1 < n; ++k) {
    const double gap =
        te ? (s.width[k] + s.width[k + 1]) / 2
           : (s.width[k] * s.longitudinal[k] + s.width[k + 1] * s.longitudinal[k + 1]) / 2;
    const double a = 1 / (gap * s.width[k]), b = 1 / (gap * s.width[k + 1]);
    diagonal[k] -= a * weight[k];
    diagonal[k + 1] -= b * weight[k + 1];
    off[k] = std::sqrt(a * b * weight[k] * weight[k + 1]);
  }
  return largest(diagonal, off);
}

double slab_index(const Slice& s) {
  double best = slab_index_squared(s, true);
  const bool dielectric =
      std::all_of(s.across.begin(), s.across.end(), [](double e) { return e > 0; });
  if (dielectric) best = std::max(best, slab_index_squared(s, false));
  return std::sqrt(std::max(best, 0.0));
}

// The media met along a column (axis 1) or a row (axis 0), as region numbers.
std::vector<int> slice_regions(const std::vector<int>& cells, const YeeGrid& g, int axis, int k) {
  std::vector<int> out;
  if (axis == 1)
    for (int j = 0; j < g.ny(); ++j) out.push_back(cells[k + static_cast<std::size_t>(g.nx()) * j]);
  else
    for (int i = 0; i < g.nx(); ++i) out.push_back(cells[i + static_cast<std::size_t>(g.nx()) * k]);
  return out;
}

double slice_index(const CrossSection& section, const YeeGrid& g, const std::vector<int>& regions,
                   int axis) {
  Slice s;
  const YeeAxis& a = axis == 1 ? g.y : g.x;
  for (std::size_t k = 0; k < regions.size(); ++k) {
    const Medium& m = medium_of(section, regions[k]);
    s.width.push_back(a.width[k].real());
    s.along.push_back(m.epsilon[axis == 1 ? 0 : 1].real());
    s.across.push_back(m.epsilon[axis].real());
    s.longitudinal.push_back(m.epsilon[2].real());
  }
  return slab_index(s);
}

double best_slice(const CrossSection& section, const YeeGrid& g, const std::vector<int>& cells,
                  int axis) {
  std::map<std::vector<int>, double> known;  // most slices repeat
  const int count = axis == 1 ? g.nx() : g.ny();
  double best = 0;
  for (int k = 0; k < count; ++k) {
    const std::vector<int> regions = slice_regions(cells, g, axis, k);
    if (known.contains(regions)) continue;
    const double n = known[regions] = slice_index(section, g, regions, axis);
    best = std::max(best, n);
  }
  return best;
}

}  // namespace

double column_index(const CrossSection& section, const YeeGrid& g, int i) {
  return slice_index(section, g, slice_regions(cell_regions(section, g), g, 1, i), 1);
}

double row_index(const CrossSection& section, const YeeGrid& g, int j) {
  return slice_index(section, g, slice_regions(cell_regions(section, g), g, 0, j), 0);
}

double index_bound(const CrossSection& section, const YeeGrid& g) {
  const std::vector<int> cells = cell_regions(section, g);
  return std::min(best_slice(section, g, cells, 1), best_slice(section, g, cells, 0));
}

double continuum_index(const CrossSection& section, const YeeGrid& g, const OpenSides& open) {
  double highest = 0;
  if (open.left) highest = std::max(highest, column_index(section, g, 0));
  if (open.right) highest = std::max(highest, column_index(section, g, g.nx() - 1));
  if (open.bottom) highest = std::max(highest, row_index(section, g, 0));
  if (open.top) highest = std::max(highest, row_index(section, g, g.ny() - 1));
  return highest;
}

}  // namespace verdet
