#include "verdet/experiments/reflectance/mueller.hpp"

#include <cmath>
#include <numbers>

namespace verdet {

using std::numbers::pi;

// M = A (J (x) J*) A^-1 with the Stokes vector A (Ep Ep*, Ep Es*, Es Ep*, Es Es*); conjugated into
// exp(+i omega t).
Eigen::Matrix4d mueller_of(const Eigen::Matrix2cd& given) {
  const Eigen::Matrix2cd j = given.conjugate();
  const std::complex<double> i(0, 1);
  Eigen::Matrix4cd a, product;
  a << 1, 0, 0, 1, 1, 0, 0, -1, 0, 1, 1, 0, 0, i, -i, 0;
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 4; ++c) product(r, c) = j(r / 2, c / 2) * std::conj(j(r % 2, c % 2));
  return (a * product * (0.5 * a.adjoint())).real();
}

Eigen::Matrix4d mueller_of(double p, double s, std::complex<double> cross) {
  const double mean = 0.5 * (p + s), half = 0.5 * (p - s);
  const double c = cross.real(), d = -cross.imag();  // conjugated
  Eigen::Matrix4d m;
  m << mean, half, 0, 0, half, mean, 0, 0, 0, 0, c, d, 0, 0, -d, c;
  return m;
}

PsiDelta psi_delta(double p, double s, std::complex<double> cross) {
  double delta = std::arg(std::conj(cross));
  // Rounding must not turn pi or 0 round the circle.
  if (delta < -1e-9) delta += 2 * pi;
  return {std::atan2(std::sqrt(p), std::sqrt(s)), std::abs(delta)};
}

}  // namespace verdet
