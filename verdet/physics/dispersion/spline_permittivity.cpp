#include "verdet/physics/dispersion/spline_permittivity.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"

namespace verdet::physics {
namespace {

// Value of B_{j,order} at x within the knot interval `at`, by Cox and de Boor.
double spline(const std::vector<double>& t, std::size_t j, std::size_t order, std::size_t at,
              double x) {
  if (order == 0) return j == at ? 1 : 0;
  const double left = t[j + order] - t[j], right = t[j + order + 1] - t[j + 1];
  double value = 0;
  if (left > 0) value += (x - t[j]) / left * spline(t, j, order - 1, at, x);
  if (right > 0) value += (t[j + order + 1] - x) / right * spline(t, j + 1, order - 1, at, x);
  return value;
}

}  // namespace

SplinePermittivity::SplinePermittivity(std::vector<double> knots) {
  if (knots.size() < 2 || knots.front() < 0 ||
      std::adjacent_find(knots.begin(), knots.end(), std::greater_equal<>()) != knots.end())
    throw Error("a spline needs at least two knots, ascending from 0 or above");
  knots_.assign(3, knots.front());
  knots_.insert(knots_.end(), knots.begin(), knots.end());
  knots_.insert(knots_.end(), 3, knots.back());
  pieces_.resize(size());
  for (std::size_t j = 0; j < size(); ++j)
    for (std::size_t at = j; at < j + 4; ++at) {
      const double a = knots_[at], b = knots_[at + 1];
      if (!(b > a)) continue;
      // Four values fix the cubic; Newton's differences on a, a + h/3, ...
      const double h = (b - a) / 3;
      double d[4];
      for (int i = 0; i < 4; ++i) d[i] = spline(knots_, j, 3, at, a + i * h);
      for (int k = 1; k < 4; ++k)
        for (int i = 3; i >= k; --i) d[i] = (d[i] - d[i - 1]) / (k * h);
      pieces_[j].push_back(
          {a, b, {d[0], d[1] - h * d[2] + 2 * h * h * d[3], d[2] - 3 * h * d[3], d[3]}});
    }
}

// (1/pi) P int_a^b p(x) [1/(x - E) + 1/(x + E)] dx; p(x)/(x - s) = quotient + p(s)/(x - s).
double SplinePermittivity::transform(const Piece& piece, double photon) {
  const double width = piece.to - piece.from;
  double sum = 0;
  for (const double pole : {photon - piece.from, -photon - piece.from}) {
    const double q2 = piece.c[3], q1 = piece.c[2] + pole * q2, q0 = piece.c[1] + pole * q1;
    const double rest = piece.c[0] + pole * q0;
    sum += width * (q0 + width * (q1 / 2 + width * q2 / 3));
    const double near = std::abs(pole), far = std::abs(width - pole);
    // At a knot the logarithms of neighbouring pieces cancel: B_j is continuous.
    const double least = 1e-14 * photon;
    sum += rest * std::log(std::max(far, least) / std::max(near, least));
  }
  return sum / std::numbers::pi;
}

void SplinePermittivity::basis(double photon, std::span<double> real,
                               std::span<double> imaginary) const {
  for (std::size_t j = 0; j < size(); ++j) {
    real[j] = imaginary[j] = 0;
    for (const Piece& piece : pieces_[j]) {
      real[j] += transform(piece, photon);
      const double x = photon - piece.from;
      const bool last = piece.to == knots_.back();
      if (x >= 0 && (photon < piece.to || (last && photon == piece.to)))
        imaginary[j] = piece.c[0] + x * (piece.c[1] + x * (piece.c[2] + x * piece.c[3]));
    }
  }
}

}  // namespace verdet::physics
