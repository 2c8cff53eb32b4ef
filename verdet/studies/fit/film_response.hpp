// Reflection and transmission of a film with exact derivatives, for fits.
#pragma once

#include <complex>
#include <vector>

namespace verdet {

/// What one point of a film fit knows before its derivatives: permittivities and thicknesses of the
/// layers, and which of them move.
struct FilmPoint {
  double wavelength = 0;  ///< m
  double angle = 0;       ///< rad
  double ambient = 1;
  std::vector<std::complex<double>> permittivity;  ///< per layer, the substrate last
  std::vector<double> thickness;                   ///< m, per layer
  std::vector<double> roughness;                   ///< m, per layer and for the substrate
};

/// Which permittivities, thicknesses and roughnesses move: the index of their derivative, or -1.
struct FilmSlots {
  std::vector<int> permittivity, thickness, roughness;
  int count = 0;
};

/// Amplitudes and their derivatives by the slots. All are holomorphic in the slots, so that one
/// complex derivative serves for the real and the imaginary part of a permittivity.
struct FilmAmplitudes {
  std::complex<double> r[2], t[2], admittance[2];  ///< s, p; admittance of the bare substrate
  std::vector<std::complex<double>> dr[2], dt[2], dadmittance[2];
};

/// At most kMostSlots slots; throws Error for more. Derivatives only when `slots.count` > 0.
inline constexpr int kMostSlots = 24;
void film_amplitudes(const FilmPoint& point, const FilmSlots& slots, bool transmission,
                     FilmAmplitudes& out);

}  // namespace verdet
