// From amplitudes or coherences to what polarimeters report.
#pragma once

#include <Eigen/Core>
#include <complex>

namespace verdet {

/// The Mueller matrix of a Jones matrix in exp(-i omega t), rows and columns p, s, with Stokes
/// parameters of exp(+i omega t) as ellipsometers use them: an isotropic sample gives
/// (R_p + R_s)/2 times [1 -N 0 0; -N 1 0 0; 0 0 C S; 0 0 -S C], N = cos 2 psi, C + iS = sin 2 psi
/// exp(i delta).
Eigen::Matrix4d mueller_of(const Eigen::Matrix2cd& jones);

/// The same of an isotropic sample that depolarises.
Eigen::Matrix4d mueller_of(double p, double s, std::complex<double> cross);

/// tan(psi) exp(i delta) = rho: psi in [0, pi/2], delta in [0, 2 pi).
struct PsiDelta {
  double psi = 0, delta = 0;
};
PsiDelta psi_delta(double p, double s, std::complex<double> cross);

}  // namespace verdet
