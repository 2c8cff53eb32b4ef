// Optical medium of one region at the solve wavelength.
#pragma once

#include <array>
#include <complex>

namespace verdet {

/// Relative permittivity along x, y and z (diagonal tensor) and its derivative with the vacuum
/// wavelength (1/m), both at the wavelength of the solve. Phasor exp(-i omega t): a positive
/// imaginary part absorbs.
struct Medium {
  std::array<std::complex<double>, 3> epsilon{1.0, 1.0, 1.0};
  std::array<std::complex<double>, 3> d_epsilon_d_wavelength{};

  bool operator==(const Medium&) const = default;
};

/// Medium with the same refractive index n + ik in all directions: epsilon = n^2, and
/// d epsilon / d lambda = 2 n dn/dlambda (`d_index_d_wavelength` in 1/m).
inline Medium isotropic_medium(std::complex<double> index,
                               std::complex<double> d_index_d_wavelength = 0.0) {
  const std::complex<double> e = index * index;
  const std::complex<double> d = 2.0 * index * d_index_d_wavelength;
  return {{e, e, e}, {d, d, d}};
}

}  // namespace verdet
