#include "verdet/physics/crystal/tensor.hpp"

namespace verdet::physics {
namespace {

std::complex<double> cofactor(const Tensor3& m, std::size_t i, std::size_t j) {
  const std::size_t a = (i + 1) % 3, b = (i + 2) % 3, c = (j + 1) % 3, d = (j + 2) % 3;
  return m[a][c] * m[b][d] - m[a][d] * m[b][c];
}

Tensor3 inverse(const Tensor3& m) {
  std::complex<double> determinant = 0;
  for (std::size_t j = 0; j < 3; ++j) determinant += m[0][j] * cofactor(m, 0, j);
  Tensor3 out;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) out[i][j] = cofactor(m, j, i) / determinant;
  return out;
}

}  // namespace

Tensor3 uniaxial(std::complex<double> ordinary, std::complex<double> extraordinary) {
  Tensor3 eps{};
  eps[0][0] = eps[1][1] = ordinary;
  eps[2][2] = extraordinary;
  return eps;
}

Tensor3 with_field(const Tensor3& permittivity, const Pockels& r, const Vector3& field) {
  const auto& [ex, ey, ez] = field;
  Tensor3 eta = inverse(permittivity);
  eta[0][0] += r.r13 * ez - r.r22 * ey;
  eta[1][1] += r.r13 * ez + r.r22 * ey;
  eta[2][2] += r.r33 * ez;
  const auto couple = [&](std::size_t i, std::size_t j, double change) {
    eta[i][j] += change;
    eta[j][i] += change;
  };
  couple(1, 2, r.r42 * ey);
  couple(0, 2, r.r42 * ex);
  couple(0, 1, -r.r22 * ex);
  return inverse(eta);
}

Tensor3 with_gyration(const Tensor3& permittivity, std::complex<double> gyration,
                      const Vector3& direction) {
  Tensor3 eps = permittivity;
  const std::complex<double> ig = std::complex<double>(0, 1) * gyration;
  for (std::size_t k = 0; k < 3; ++k) {
    const std::size_t i = (k + 1) % 3, j = (k + 2) % 3;
    eps[i][j] += ig * direction[k];
    eps[j][i] -= ig * direction[k];
  }
  return eps;
}

Tensor3 rotated(const Tensor3& permittivity, const Matrix3& axes) {
  Tensor3 out{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
          out[i][j] += axes[i][a] * permittivity[a][b] * axes[j][b];
  return out;
}

}  // namespace verdet::physics
