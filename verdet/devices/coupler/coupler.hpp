// Directional coupler: two equal parallel guides that exchange power through their evanescent
// tails. Theory with sketch and references: README.md beside this file.
#pragma once

#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "verdet/base/complex.hpp"
#include "verdet/devices/coefficients.hpp"
#include "verdet/devices/coupler/parameters.hpp"
#include "verdet/fields/guide/band.hpp"

namespace verdet {

struct Coupler {
  template <class T>
  using Parameters = CouplerParameters<T>;

  static constexpr int kOrder = 3;  ///< of the polynomials over the bandwidth

  /// What the mode solver says; a behavioural coupler states it itself and has zeros here.
  template <class T>
  struct Prepared {
    T index[kOrder + 1];     ///< mean n_eff of the supermodes, powers of lambda - lambda0
    T coupling[kOrder + 1];  ///< kappa likewise, 1/m
    T bend_length;           ///< length that the bends at both ends add to the coupling, m
    T absorption;            ///< power absorption of the supermodes, 1/m
    T shortest, longest;     ///< wavelengths for which this holds, m
  };

  template <class T>
  struct Coefficients {
    T turn;  ///< 2 pi L: n_eff times this over the wavelength is the phase
    T coupled_length, wavelength0;
    T index[kOrder + 1], coupling[kOrder + 1];
    T amplitude;  ///< exp(-alpha L / 2)
    T shortest, longest;
  };

  static DeviceInfo info();
  static Prepared<double> prepare(const Parameters<double>&, const Environment&);
  static std::vector<std::string> ports(const Parameters<double>&);
  static std::vector<int> pattern(const Parameters<double>&);
  static std::pair<std::vector<std::string>, std::vector<std::string>> sources(
      const Parameters<double>&, const Environment&);
  static void check_wavelength(const Coefficients<double>& c, double wavelength) {
    check_band(wavelength, c.shortest, c.longest);
  }

  template <class T>
  static Coefficients<T> coefficients(const Parameters<T>& p, const Prepared<T>& prepared) {
    Coefficients<T> c;
    c.turn = 2 * std::numbers::pi * p.length;
    c.coupled_length = p.length + prepared.bend_length;
    c.wavelength0 = p.reference_wavelength;
    for (int k = 0; k <= kOrder; ++k) {
      c.index[k] = prepared.index[k];
      c.coupling[k] = prepared.coupling[k];
    }
    if (p.coupling) {
      c.coupling[0] += *p.coupling;
      c.coupling[1] += p.coupling_slope;
      c.index[0] += *p.effective_index;
      // n_g = n_eff - lambda dn_eff/dlambda, constant for an index linear in wavelength.
      c.index[1] += (*p.effective_index - *p.group_index) / p.reference_wavelength;
    }
    c.amplitude = exp(-0.5 * (p.loss + prepared.absorption) * p.length);
    c.shortest = prepared.shortest;
    c.longest = prepared.longest;
    return c;
  }

  enum Amplitude { kBar, kCross, kCount };
  static constexpr std::size_t kAmplitudes = kCount;

  /// Yariv1973 for synchronous guides and exp(-i omega t): bar = h cos(theta), cross = i h
  /// sin(theta) with theta = kappa(lambda) (L + L_bend) and h = exp(-alpha L/2 + i 2 pi n_eff
  /// L/lambda).
  template <class T>
  static void scatter(const Coefficients<T>& c, const T& wavelength, Complex<T>* out) {
    const T offset = wavelength - c.wavelength0;
    const Complex<T> h =
        c.amplitude * Complex<T>::unit(c.turn * polynomial(c.index, offset) / wavelength);
    const SinCos<T> theta = sincos(polynomial(c.coupling, offset) * c.coupled_length);
    out[kBar] = theta.cos * h;
    out[kCross] = theta.sin * Complex<T>(-h.im, h.re);
  }
};

}  // namespace verdet
