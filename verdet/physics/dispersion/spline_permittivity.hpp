// A permittivity whose imaginary part is a cubic B-spline: any shape, and still causal.
#pragma once

#include <span>
#include <vector>

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// Im eps = sum_j c_j B_j(E) with cubic B-splines on `knots`; Re eps - eps_inf = sum_j c_j
/// phi_j(E), phi_j the Kramers-Kronig transform of B_j, exact: on each interval B_j is a
/// polynomial, whose principal value is a polynomial and a logarithm (bib: Johs2008). Passive when
/// all c_j >= 0. The first and last knots are repeated inside, so that c_0 and c_last are the
/// values at the ends; absorption outside the knots is not described and belongs into eps_inf or a
/// pole.
class SplinePermittivity {
 public:
  /// At least two strictly ascending non-negative energies; throws Error otherwise.
  explicit SplinePermittivity(std::vector<double> knots);

  std::size_t size() const noexcept { return knots_.size() - 4; }

  /// phi_j and B_j at a photon energy > 0, for all j: `real` and `imaginary` of size().
  void basis(double photon, std::span<double> real, std::span<double> imaginary) const;

  /// Energy near which coefficient j acts (Greville's abscissa).
  double centre(std::size_t j) const { return (knots_[j + 1] + knots_[j + 2] + knots_[j + 3]) / 3; }

 private:
  struct Piece {
    double from, to;
    double c[4];  ///< in powers of (E - from)
  };
  static double transform(const Piece& piece, double photon);

  std::vector<double> knots_;
  std::vector<std::vector<Piece>> pieces_;  ///< of each B_j
};

}  // namespace verdet::physics
