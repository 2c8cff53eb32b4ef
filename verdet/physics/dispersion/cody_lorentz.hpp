// Cody and Lorentz with Urbach's tail: amorphous semiconductors down to their weak absorption.
#pragma once

#include <algorithm>
#include <array>
#include <numbers>

#include "verdet/physics/dispersion/permittivity.hpp"

namespace verdet::physics {

/// Nodes and weights of Gauss and Legendre's rule on [-1, 1].
inline constexpr int kLegendrePoints = 24;
struct LegendreRule {
  std::array<double, kLegendrePoints> node, weight;
};
const LegendreRule& legendre_rule();

/// bib: Ferlauto2002, eqs. 2 to 8:
///   Im eps = G(E) L(E)                               for E > Et
///   Im eps = (Et / E) G(Et) L(Et) exp((E - Et)/Eu)   for 0 < E <= Et
///   G = (E - Eg)^2 / ((E - Eg)^2 + Ep^2),  L = A E0 C E / ((E^2 - E0^2)^2 + C^2 E^2)
/// Et = gap + tail: where the exponential tail of slope Eu (`urbach`) ends. Re eps is its
/// Kramers-Kronig transform by quadrature, good to 1e-6 of the peak; add eps_inf. Cost: some
/// hundred evaluations of Im eps.
template <class T>
struct CodyLorentz {
  T amplitude{}, energy{}, broadening{}, gap{}, cody{}, tail{}, urbach{};

  template <class E>
  Complex<Answer<T, E>> operator()(const E& photon) const {
    using R = Answer<T, E>;
    return {real_part(photon), R(1.0) * imaginary_part(photon)};
  }

  template <class E>
  Answer<T, E> imaginary_part(const E& photon) const {
    const T edge = gap + tail;
    if (value_of(photon) > value_of(edge)) return absorption(photon);
    return edge / photon * absorption(edge) * exp((photon - edge) / urbach);
  }

  /// (2/pi) P int_0^inf x Im eps(x) / (x^2 - E^2) dx. Both integrands are made regular at x = E by
  /// subtracting the value there, whose own principal value is known: over [0, b] it is
  /// ln((b - E)/(b + E)) / (2 E).
  template <class E>
  Answer<T, E> real_part(const E& photon) const {
    using R = Answer<T, E>;
    const R at = R(1.0) * (photon * imaginary_part(photon));
    const double edge = value_of(gap) + value_of(tail), slope = value_of(urbach);
    const double x = value_of(photon), centre = value_of(energy), width = value_of(broadening);
    const double top = 4 * std::max({centre + width, x, edge});
    const R square = R(1.0) * (photon * photon);
    const auto subtracted = [&](const R& e, const R& weighted) {
      return (weighted - at) / (e * e - square);
    };
    R sum(0.0);
    const R knee = R(1.0) * (gap + tail);
    const auto tail_part = [&](const R& e) { return subtracted(e, e * imaginary_below(e)); };
    const auto main_part = [&](const R& e) { return subtracted(e, e * absorption(e)); };
    // Panels end where the integrand bends: the knee, the photon energy, the line.
    add_panels(R(0.0), knee, {edge - 12 * slope, edge - 4 * slope, x, edge - slope}, tail_part,
               sum);
    add_panels(knee, R(top),
               {x, centre - width, centre, centre + width, centre - 3 * width, centre + 3 * width,
                edge + value_of(cody), edge + 0.2 * (centre - edge)},
               main_part, sum);
    sum += at * log((top - photon) / (top + photon)) / (2.0 * photon);
    // Beyond: x = top / u.
    const auto far_part = [&](const R& u) {
      const R e = top / u;
      return e * absorption(e) / (e * e - square) * (top / (u * u));
    };
    add_panels(R(1e-9), R(1.0), {0.3}, far_part, sum);
    return 2 / std::numbers::pi * sum;
  }

 private:
  template <class E>
  Answer<T, E> absorption(const E& e) const {
    const auto above = e - gap;
    const auto cut = above * above / (above * above + cody * cody);
    const auto distance = e * e - energy * energy;
    const auto damped = broadening * e;
    return cut * (amplitude * energy * broadening * e) / (distance * distance + damped * damped);
  }
  template <class R>
  R imaginary_below(const R& e) const {
    const T edge = gap + tail;
    return edge / e * absorption(edge) * exp((e - edge) / urbach);
  }

  // Adds the integral of f over [from, to], cut at those of `cuts` that lie inside.
  template <class R, std::size_t N, class F>
  static void add_panels(const R& from, const R& to, const double (&given)[N], const F& f, R& sum) {
    std::array<double, N> cuts;
    std::copy_n(given, N, cuts.begin());
    std::sort(cuts.begin(), cuts.end());
    const double low = value_of(from), high = value_of(to), least = 1e-9 * (high - low);
    R a = from;
    for (const double cut : cuts) {
      if (cut <= value_of(a) + least || cut >= high - least) continue;
      add_panel(a, R(cut), f, sum);
      a = R(cut);
    }
    add_panel(a, to, f, sum);
  }
  template <class R, class F>
  static void add_panel(const R& a, const R& b, const F& f, R& sum) {
    const R half = 0.5 * (b - a), middle = 0.5 * (a + b);
    const LegendreRule& rule = legendre_rule();
    R panel(0.0);
    for (int i = 0; i < kLegendrePoints; ++i)
      panel += rule.weight[i] * f(middle + half * rule.node[i]);
    sum += half * panel;
  }
};

}  // namespace verdet::physics
