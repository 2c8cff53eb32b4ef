// The digamma function in the right half plane, over double and duals.
#pragma once

#include "verdet/physics/elementary.hpp"

namespace verdet::physics {

/// log z, principal branch.
template <class T>
Complex<T> log_principal(const Complex<T>& z) {
  return {0.5 * log(norm(z)), atan2(z.im, z.re)};
}

/// psi(z) = d ln Gamma / dz for Re z > 0: the recurrence psi(z) = psi(z + 1) - 1/z up to |z| > 7,
/// then Stirling's series (DLMF 5.5.2 and 5.11.2). Relative error below 1e-13.
template <class T>
Complex<T> digamma(Complex<T> z) {
  // The sum of 1/z over the steps as one fraction: a complex division costs as much as a few
  // products.
  Complex<T> numerator(T(0.0)), denominator(T(1.0));
  while (value_of(norm(z)) < 49) {
    numerator = numerator * z + denominator;
    denominator = denominator * z;
    z += Complex<T>(T(1.0));
  }
  // Bernoulli numbers: sum of B_2k / (2k z^2k).
  constexpr double kSeries[] = {1.0 / 12,  -1.0 / 120,     1.0 / 252, -1.0 / 240,
                                1.0 / 132, -691.0 / 32760, 1.0 / 12};
  const Complex<T> inverse = T(1.0) / z;
  const Complex<T> square = inverse * inverse;
  Complex<T> sum(T(0.0));
  for (int k = 6; k >= 0; --k) sum = square * (Complex<T>(T(kSeries[k])) + sum);
  return log_principal(z) - numerator / denominator - T(0.5) * inverse - sum;
}

}  // namespace verdet::physics
