// A guided mode: indices, quality measures and fields.
#pragma once

#include <array>
#include <complex>
#include <string>
#include <vector>

namespace verdet {

/// Rectangular grid on which fields are reported: cell centres and cell sizes, m. Values are stored
/// x fastest: index = i + nx j.
struct FieldGrid {
  std::vector<double> x, y;
  std::vector<double> width, height;

  int nx() const { return static_cast<int>(x.size()); }
  int ny() const { return static_cast<int>(y.size()); }
  std::size_t index(int i, int j) const { return i + x.size() * static_cast<std::size_t>(j); }
  double area(int i, int j) const { return width[i] * height[j]; }
};

/// Share of a named region in the mode.
struct Confinement {
  std::string region;
  double factor = 0;
};

/// n_eff on one grid of the refinement: `level` is inversely proportional to the cell size.
struct GridResult {
  int level = 0;
  std::complex<double> n_eff;
};

/// One mode, phasor exp(-i omega t + i beta z), normalised to 1 W:
/// (1/2) Re sum (Ex Hy* - Ey Hx*) area = 1, with int (Ex^2 + Ey^2) real and positive.
struct Mode {
  std::complex<double> n_eff;          ///< beta / k0, extrapolated; Im > 0 is loss
  double n_group = 0;                  ///< c Re(d beta / d omega), material dispersion included
  double loss = 0;                     ///< power attenuation 2 k0 Im n_eff, 1/m
  double error_estimate = 0;           ///< of n_eff: extrapolation and window
  double convergence_order = 0;        ///< fitted to the last three grids; 2 where two sufficed
  std::vector<GridResult> refinement;  ///< coarse to fine: what was extrapolated
  bool converged = false;              ///< error_estimate is below the wanted accuracy
  bool guided = false;                 ///< Re n_eff above everything that reaches an open side
  double continuum_index = 0;          ///< ... which is this; 0 when no side is open
  double te_fraction = 0;              ///< int |Ex|^2 / int (|Ex|^2 + |Ey|^2)
  double effective_area = 0;  ///< (int |E|^2)^2 / int |E|^4, m^2 (Agrawal 2013, eq. 2.3.30)
  std::vector<Confinement> confinement;  ///< per named region, see `confinement_factor`
  FieldGrid grid;
  std::array<std::vector<std::complex<double>>, 3> electric;  ///< V/m for 1 W
  std::array<std::vector<std::complex<double>>, 3> magnetic;  ///< A/m for 1 W
};

}  // namespace verdet
