// Scattering loss from rough side walls of a slab.
#pragma once

namespace verdet {

/// Symmetric slab (or a guide reduced to one by its effective index), both walls rough.
struct RoughSlab {
  double core_index = 3.476;
  double cladding_index = 1.444;
  double width = 500e-9;              ///< m, wall to wall
  double wavelength = 1.55e-6;        ///< vacuum, m
  double n_eff = 2.4;                 ///< of the TE mode, between the two indices
  double roughness = 2e-9;            ///< standard deviation of one wall, m
  double correlation_length = 50e-9;  ///< of the exponential autocorrelation, m
};

/// Power attenuation in 1/m by radiation from uncorrelated walls with autocorrelation
/// sigma^2 exp(-|u| / Lc): alpha = sigma^2 g(V) f(x, gamma) / (sqrt(2) k0 d^4 n1), d half the width
/// (Payne and Lacey 1994, equations 12 to 14, in the form of their closed integral). Rises with
/// sigma^2 and with the index step. Valid for TE in two dimensions and sigma much smaller than the
/// width; a wire of finite height loses somewhat less. Throws DomainError when n_eff does not lie
/// between the indices or a length is not positive.
double roughness_loss(const RoughSlab& slab);

}  // namespace verdet
