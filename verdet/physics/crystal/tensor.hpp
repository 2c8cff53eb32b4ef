// Permittivity of crystals as a tensor: optic axis, electric field, magnetisation, orientation.
#pragma once

#include <array>
#include <complex>

namespace verdet::physics {

using Vector3 = std::array<double, 3>;
using Matrix3 = std::array<Vector3, 3>;
using Tensor3 = std::array<std::array<std::complex<double>, 3>, 3>;

/// Linear electro-optic coefficients of the point groups 3m (LiNbO3) and 4mm (BaTiO3, with r22 =
/// 0), m/V, in the crystal's frame: the optic axis is z, and for 3m a mirror plane is normal to x.
struct Pockels {
  double r13 = 0, r33 = 0, r22 = 0, r42 = 0;
};

/// eps = diag(ordinary, ordinary, extraordinary).
Tensor3 uniaxial(std::complex<double> ordinary, std::complex<double> extraordinary);

/// The permittivity under the field (V/m, crystal's frame): the inverse of eps^-1 + r E, exact in
/// the field (IEEE 176 index order 11, 22, 33, 23, 13, 12).
Tensor3 with_field(const Tensor3& permittivity, const Pockels& pockels, const Vector3& field);

/// eps_ij + i g e_ijk m_k for exp(-i omega t): `direction` is the magnetisation over its
/// saturation, and g > 0 turns the plane of light that runs along it by +pi g/(n lambda) per
/// length.
Tensor3 with_gyration(const Tensor3& permittivity, std::complex<double> gyration,
                      const Vector3& direction);

/// R eps R^T: the tensor in the frame of the wafer, whose axes are the rows of R in the crystal's.
Tensor3 rotated(const Tensor3& permittivity, const Matrix3& axes);

/// g = n lambda theta / pi of a Faraday rotation theta per length (rad/m).
inline double gyration_of_rotation(double rotation, double index, double wavelength) {
  return index * wavelength * rotation / 3.14159265358979323846;
}

}  // namespace verdet::physics
