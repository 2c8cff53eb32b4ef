// Plane waves in stacks of any anisotropic and gyrotropic layers: Berreman's 4x4 method in the form
// of film.hpp, the admittance now a 2x2 matrix that maps (Ex, Ey) to (Hx, Hy).
#pragma once

#include <Eigen/Core>
#include <complex>
#include <vector>

namespace verdet {

/// A homogeneous layer; x lies in the plane of incidence, z along the normal into the stack.
struct TensorLayer {
  Eigen::Matrix3cd permittivity = Eigen::Matrix3cd::Identity();
  double thickness = 0;            ///< m
  std::complex<double> sheet = 0;  ///< sheet conductivity times Z0, on its top
};

struct TensorStack {
  double ambient = 1;  ///< real index
  std::vector<TensorLayer> layers;
  TensorLayer substrate;
};

/// Outgoing amplitudes over incident ones, exp(-i omega t), axes as film_reflection: rows p, s are
/// the outgoing polarisation, columns p, s the incident one.
struct TensorResponse {
  Eigen::Matrix2cd reflection;
  double reflectance[2] = {0, 0};  ///< for p, s incident
  double transmittance[2] = {0, 0};
  std::vector<double> absorptance[2];  ///< per layer, without its sheet
  std::vector<double> sheets[2];       ///< on each layer and on the substrate
};

/// Solves one plane wave. `wavenumber` k0 in 1/m, `tangential` n_ambient sin(angle). Waves are
/// sorted into forward and backward ones by their decay, or by their power flux where they do not
/// decay (bib: Berreman1972, eqs. 7 to 14). Throws Error where the modes of a layer cannot be told
/// apart (grazing waves of a lossless layer).
TensorResponse berreman(const TensorStack& stack, double wavenumber, double tangential);

}  // namespace verdet
