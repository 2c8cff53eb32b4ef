// Tauc and Lorentz: amorphous semiconductors and dielectrics with a gap.
#pragma once

#include <numbers>

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// Jellison and Modine (bib: Jellison1996, with the erratum):
///   Im eps = A E0 C (E - Eg)^2 / ([(E^2 - E0^2)^2 + C^2 E^2] E)   for E > Eg, else 0
/// and Re eps its Kramers-Kronig transform in closed form (their eq. 6), here with the logarithms
/// joined so that E = Eg is regular. Energies A, E0, C, Eg in one unit; needs C < 2 E0. Re eps
/// holds no background: add eps_inf.
template <class T>
struct TaucLorentz {
  T amplitude{}, energy{}, broadening{}, gap{};

  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    return {real_part(photon), imaginary_part(photon)};
  }

  template <class E>
  Answer<T, E> imaginary_part(const E& photon) const {
    using R = Answer<T, E>;
    if (!(value_of(photon) > value_of(gap))) return R(0.0);
    const R above = photon - gap;
    const R distance = photon * photon - energy * energy;
    const R width = broadening * photon;
    return amplitude * energy * broadening * above * above /
           ((distance * distance + width * width) * photon);
  }

  template <class E>
  Answer<T, E> real_part(const E& photon) const {
    using R = Answer<T, E>;
    using std::numbers::pi;
    const T e0 = energy * energy, c2 = broadening * broadening, g2 = gap * gap;
    const R x2 = R(1.0) * (photon * photon);
    const T alpha = sqrt(4.0 * e0 - c2);
    const T gamma2 = e0 - 0.5 * c2;
    const R zeta4 = (x2 - gamma2) * (x2 - gamma2) + 0.25 * alpha * alpha * c2;
    const R a_log = (g2 - e0) * x2 + (g2 * c2 - e0 * (e0 + 3.0 * g2));
    const R a_atan = (x2 - e0) * (e0 + g2) + g2 * c2;
    const T edge_log = log((e0 + g2 + alpha * gap) / (e0 + g2 - alpha * gap));
    const T edge_atan =
        pi - atan((2.0 * gap + alpha) / broadening) + atan((alpha - 2.0 * gap) / broadening);
    const T centre = pi + 2.0 * atan(2.0 * (gamma2 - g2) / (alpha * broadening));
    const T span = sqrt((e0 - g2) * (e0 - g2) + g2 * c2);
    const R sum = 0.5 * broadening / (alpha * energy) * a_log * edge_log -
                  a_atan * (edge_atan / energy) +
                  2.0 * energy * gap / alpha * (x2 - gamma2) * centre +
                  energy * broadening * logarithms(photon, log(span));
    return amplitude / pi * sum / zeta4;
  }

 private:
  // -(E - Eg)^2/E ln|E - Eg| + (E + Eg)^2/E ln(E + Eg) - 2 Eg ln(span)
  template <class E>
  Answer<T, E> logarithms(const E& photon, const T& log_span) const {
    using R = Answer<T, E>;
    const R above = photon - gap, sum = photon + gap;
    const R near = value_of(above) == 0 ? R(0.0) : above * above * log(abs(above));
    return (sum * sum * log(sum) - near) / photon - 2.0 * gap * log_span;
  }
};

}  // namespace verdet::physics
