// Microring resonator: all-pass or add-drop, with optional back-scattering; linear response here,
// equations of motion in ring_motion.hpp.
// Theory with sketch and references: README.md beside this file.
#pragma once

#include <array>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "verdet/base/complex.hpp"
#include "verdet/devices/coefficients.hpp"
#include "verdet/devices/microring/mode_rates.hpp"
#include "verdet/devices/microring/round_trip.hpp"

namespace verdet {

struct Microring {
  template <class T>
  using Parameters = MicroringParameters<T>;

  /// What materials and mode solver say about the ring; the parts a behavioural ring states itself
  /// are zero.
  template <class T>
  struct Prepared {
    T index[RoundTrip<T>::kOrder + 1];  ///< as in RoundTrip
    T absorption;                       ///< power absorption of the mode, 1/m
    T angle1, turn1;      ///< coupling angle of the bus in-through and its slope over lambda, 1/m
    T angle2, turn2;      ///< the same of the bus add-drop
    T shortest, longest;  ///< wavelengths for which this holds, m
    T order;  ///< wavelengths round the ring at the resonance nearest to reference_wavelength
    RingMaterial<T> material;
  };

  template <class T>
  struct Coefficients {
    RoundTrip<T> path;
    T half_turn;       ///< pi L: n_eff times this over the wavelength is half a turn's phase
    T root_amplitude;  ///< sqrt(a) = exp(-alpha L / 4), field transmission of half a round trip
    T t1, k1, turn1;   ///< field through and cross coupling of the bus in-through, d angle/d lambda
    T t2, k2, turn2;   ///< the same of the bus add-drop
    T rho, pass;       ///< field reflection and transmission of each of the two reflectors
    T shortest, longest;  ///< m
    CoupledMode<T> mode;  ///< of the resonance nearest to reference_wavelength
  };

  static DeviceInfo info();
  static Prepared<double> prepare(const Parameters<double>&, const Environment&);
  static std::vector<std::string> ports(const Parameters<double>&);
  static std::vector<int> pattern(const Parameters<double>&);
  static std::vector<double> resonances(const Coefficients<double>&, double from, double to);
  static double free_spectral_range(const Coefficients<double>&, double wavelength);
  static std::vector<LaserInput> lasers(const Parameters<double>&, const Coefficients<double>&);

  static void check_wavelength(const Coefficients<double>&, double wavelength);
  static std::pair<std::vector<std::string>, std::vector<std::string>> sources(
      const Parameters<double>&, const Environment&);

  template <class T>
  static Coefficients<T> coefficients(const Parameters<T>& p, const Prepared<T>& prepared) {
    Coefficients<T> c;
    c.path = path_of(p, prepared);
    c.half_turn = std::numbers::pi * c.path.length;
    const T wavelength = c.path.resonance(prepared.order, c.path.wavelength0);
    const T round_trip = c.path.length * c.path.group_index(wavelength) / codata2018::kSpeedOfLight;
    if (p.resonance) {
      set_lifetimes(*p.resonance, round_trip, c);
    } else {
      c.root_amplitude = exp(-0.25 * (p.loss + prepared.absorption) * c.path.length);
      set_bus(p.through_coupling, prepared.angle1, c.t1, c.k1);
      set_bus(p.drop_coupling, prepared.angle2, c.t2, c.k2);
    }
    c.turn1 = prepared.turn1;
    c.turn2 = prepared.turn2;
    c.rho = 0.5 * sqrt_from_zero(p.backscattering);  // the two reflections add at resonance
    c.pass = sqrt(1.0 - c.rho * c.rho);
    c.shortest = prepared.shortest;
    c.longest = prepared.longest;
    c.mode = coupled_mode(p, prepared.material, linear_mode(c, wavelength, round_trip));
    return c;
  }
  /// The part that the equations of motion read.
  static const auto& motion(const auto& c) { return c.mode; }

  /// Amplitudes in the order of `pattern`; those beyond `amplitude_count` are not set.
  enum Amplitude { kThrough, kDrop, kThrough2, kReflect, kReflectDrop, kReflect2, kCount };
  static constexpr std::size_t kAmplitudes = kCount;
  /// How many of them differ from zero: the first three without back-scattering.
  static std::size_t amplitude_count(const Parameters<double>& p) {
    return p.backscattering > 0 ? kCount : kReflect;
  }

  /// Two counter-propagating waves; without back-scattering Bogaerts2012 eqs. 1 and 6 for
  /// exp(-i omega t). Couplers [t, i k; i k, t]; half a round trip is h = sqrt(a) exp(i phi/2); two
  /// lossless reflectors (i rho, sqrt(1 - rho^2)) stand half-way between the couplers, so the
  /// mirror plane through both couplers splits every amplitude into an even and an odd one (s =
  /// +-1) with the common denominator A - s B. Derivation: README.md.
  template <class T>
  static void scatter(const Coefficients<T>& c, const T& wavelength, Complex<T>* out) {
    const T offset = wavelength - c.path.wavelength0;
    const T n = c.path.index_at(offset);
    const auto [t1, k1] = turned(c.t1, c.k1, c.turn1, offset);
    const auto [t2, k2] = turned(c.t2, c.k2, c.turn2, offset);
    const Complex<T> h = c.root_amplitude * Complex<T>::unit(c.half_turn * n / wavelength);
    const T t12 = t1 * t2, k11 = k1 * k1, k22 = k2 * k2, k12 = -(k1 * k2);
    if (is_zero(c.rho)) {
      // |h|^2 = r is the same at every wavelength, so 1/A = conj(A)/|A|^2 needs few products;
      // Airy's form of |A|^2 does not cancel at a resonance.
      const T r = c.root_amplitude * c.root_amplitude, q = t12 * r, s = h.im * h.im;
      const T inverse = 1.0 / ((1.0 - q) * (1.0 - q) + 4.0 * t12 * s);
      const Complex<T> turn{inverse * (r * (1.0 - q) - 2.0 * s), inverse * (2.0 * h.re * h.im)};
      out[kThrough] = t1 - (k11 * t2) * turn;
      out[kThrough2] = t2 - (k22 * t1) * turn;
      out[kDrop] = (k12 * inverse) * Complex<T>((1.0 - q) * h.re, (1.0 + q) * h.im);
      return;
    }
    const Complex<T> h2 = h * h;
    const Complex<T> a = T(1.0) - t12 * h2;
    const Complex<T> ih{-h.im, h.re};
    const Complex<T> b = (c.rho * (t1 + t2)) * ih;
    const Complex<T> inverse = T(1.0) / (a * a - b * b);
    const Complex<T> even = a * inverse, odd = b * inverse;
    const Complex<T> d = c.rho * ih;
    out[kThrough] = t1 - k11 * (d * odd + t2 * (h2 * even));
    out[kThrough2] = t2 - k22 * (d * odd + t1 * (h2 * even));
    out[kDrop] = (k12 * c.pass) * (h * even);
    out[kReflect] = -(k11 * (d * even + t2 * (h2 * odd)));
    out[kReflect2] = -(k22 * (d * even + t1 * (h2 * odd)));
    out[kReflectDrop] = (k12 * c.pass) * (h * odd);
  }

 private:
  template <class T>
  static RoundTrip<T> path_of(const Parameters<T>& p, const Prepared<T>& prepared) {
    RoundTrip<T> path;
    path.length = 2 * std::numbers::pi * p.radius + 2.0 * p.straight_length;
    path.wavelength0 = p.resonance ? p.resonance->wavelength : p.reference_wavelength;
    for (int k = 0; k <= path.kOrder; ++k) path.index[k] = prepared.index[k];
    if (!p.effective_index) return path;
    // A measured resonance moves n_eff to the nearest value that resonates there.
    const T n = p.resonance ? prepared.order * path.wavelength0 / path.length : *p.effective_index;
    path.index[0] += n;
    // n_g = n_eff - lambda dn_eff/dlambda, constant for an index linear in wavelength.
    path.index[1] += (n - *p.group_index) / path.wavelength0;
    return path;
  }

  // Per round trip the energy decays by exp(-g T) in the ring and by t^2 at each coupler.
  template <class T>
  static void set_lifetimes(const RingResonance<T>& p, const T& round_trip, Coefficients<T>& c) {
    c.root_amplitude = exp(-0.25 * round_trip / p.intrinsic_photon_lifetime);
    c.t1 = exp(-0.5 * round_trip / p.coupling_photon_lifetime);
    c.k1 = sqrt(1.0 - c.t1 * c.t1);
    c.t2 = p.drop_photon_lifetime ? exp(-0.5 * round_trip / *p.drop_photon_lifetime) : T(1.0);
    c.k2 = sqrt_from_zero(1.0 - c.t2 * c.t2);
  }
  template <class T>
  static LinearMode<T> linear_mode(const Coefficients<T>& c, const T& wavelength,
                                   const T& round_trip) {
    const double circle = 2 * std::numbers::pi * codata2018::kSpeedOfLight;
    return {circle / wavelength, round_trip, -4.0 * log(c.root_amplitude) / round_trip,
            -2.0 * log(abs(c.t1)) / round_trip, -2.0 * log(abs(c.t2)) / round_trip};
  }

  // A coupler either states its power coupling or has its angle solved.
  template <class T>
  static void set_bus(const std::optional<T>& power, const T& angle, T& t, T& k) {
    t = power ? sqrt(1.0 - *power) : cos(angle);
    k = power ? sqrt_from_zero(*power) : sin(angle);
  }

  template <class T>
  struct Coupler {
    T t, k;
  };

  // cos and sin of a coupling angle moved by a small d = turn * offset: the addition theorem with
  // both series to d^7, so that t^2 + k^2 = 1 holds to 1e-10 for |d| < 0.2, without a second sincos
  // per wavelength.
  template <class T>
  static Coupler<T> turned(const T& t, const T& k, const T& turn, const T& offset) {
    if (is_zero(turn)) return {t, k};
    const T d = turn * offset;
    const T d2 = d * d;
    const T cosine = 1.0 - d2 * (0.5 - d2 * (1.0 / 24 - d2 * (1.0 / 720)));
    const T sine = d * (1.0 - d2 * (1.0 / 6 - d2 * (1.0 / 120 - d2 * (1.0 / 5040))));
    return {t * cosine - k * sine, k * cosine + t * sine};
  }
};

}  // namespace verdet
