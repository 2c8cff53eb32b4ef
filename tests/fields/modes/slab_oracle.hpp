// Closed-form slab waveguides, written for the tests and sharing nothing with the solver.
#pragma once

#include <cmath>
#include <complex>
#include <functional>

namespace verdet::oracle {

inline double bisect(const std::function<double(double)>& f, double low, double high) {
  const bool rising = f(high) > 0;
  for (int k = 0; k < 200; ++k) {
    const double m = (low + high) / 2;
    ((f(m) > 0) == rising ? high : low) = m;
  }
  return (low + high) / 2;
}

/// Diagonal permittivity of a layer: along the field of TE, across the slab, along propagation.
struct Layer {
  double along, across, longitudinal;
  static Layer isotropic(double n) { return {n * n, n * n, n * n}; }
};

/// TE_m: kappa h = m pi + atan(g2 / kappa) + atan(g3 / kappa).
inline double slab_te(Layer core, Layer below, Layer above, double h, double wavelength,
                      int m = 0) {
  const double k0 = 2 * M_PI / wavelength;
  const auto mismatch = [&](double n) {
    const double k = k0 * std::sqrt(core.along - n * n);
    const double a = k0 * std::sqrt(n * n - below.along), b = k0 * std::sqrt(n * n - above.along);
    return k * h - m * M_PI - std::atan(a / k) - std::atan(b / k);
  };
  return bisect(mismatch, std::sqrt(std::max(below.along, above.along)) * (1 + 1e-13),
                std::sqrt(core.along) * (1 - 1e-13));
}

/// TM_m in uniaxial layers: H'' / e_z + (k0^2 - beta^2 / e_x) H = 0, H and H' / e_z continuous.
inline double slab_tm(Layer core, Layer below, Layer above, double h, double wavelength,
                      int m = 0) {
  const double k0 = 2 * M_PI / wavelength;
  const auto mismatch = [&](double n) {
    const double k = k0 * std::sqrt(core.longitudinal * (1 - n * n / core.across));
    const double a = k0 * std::sqrt(below.longitudinal * (n * n / below.across - 1));
    const double b = k0 * std::sqrt(above.longitudinal * (n * n / above.across - 1));
    return k * h - m * M_PI - std::atan(a * core.longitudinal / (k * below.longitudinal)) -
           std::atan(b * core.longitudinal / (k * above.longitudinal));
  };
  return bisect(mismatch, std::sqrt(std::max(below.across, above.across)) * (1 + 1e-13),
                std::sqrt(core.across) * (1 - 1e-13));
}

/// Supermodes (TE) of two equal slabs of width `w`, `gap` apart: the gap side sees g tanh(g gap /
/// 2) for the even and g coth(g gap / 2) for the odd mode.
inline double coupled_slabs_te(double core, double cladding, double w, double gap,
                               double wavelength, bool even) {
  const double k0 = 2 * M_PI / wavelength;
  const auto mismatch = [&](double n) {
    const double k = k0 * std::sqrt(core * core - n * n),
                 g = k0 * std::sqrt(n * n - cladding * cladding);
    const double t = std::tanh(g * gap / 2);
    return k * w - std::atan(g / k) - std::atan(g * (even ? t : 1 / t) / k);
  };
  return bisect(mismatch, cladding * (1 + 1e-12), core * (1 - 1e-12));
}

/// TE slab with a conducting sheet on the upper face: E'(t+) - E'(t-) = -i k0 Z0 sigma E; secant
/// iteration from the lossless index.
inline std::complex<double> slab_te_with_sheet(double core, double cladding, double h,
                                               double wavelength, std::complex<double> sigma) {
  using C = std::complex<double>;
  const double k0 = 2 * M_PI / wavelength, z0 = 376.730313668;
  const auto mismatch = [&](C n) {
    const C k = k0 * std::sqrt(core * core - n * n),
            p = k0 * std::sqrt(n * n - cladding * cladding);
    const C e = std::cos(k * h) + p / k * std::sin(k * h);
    const C slope = -k * std::sin(k * h) + p * std::cos(k * h);
    return slope - (-p + C(0, 1) * k0 * z0 * sigma) * e;
  };
  const Layer in = Layer::isotropic(core), out = Layer::isotropic(cladding);
  C a = slab_te(in, out, out, h, wavelength), b = a + C(1e-4, 1e-4);
  C fa = mismatch(a), fb = mismatch(b);
  for (int k = 0; k < 50 && std::abs(b - a) > 1e-15; ++k) {
    const C next = b - fb * (b - a) / (fb - fa);
    a = b;
    fa = fb;
    b = next;
    fb = mismatch(b);
  }
  return b;
}

}  // namespace verdet::oracle
