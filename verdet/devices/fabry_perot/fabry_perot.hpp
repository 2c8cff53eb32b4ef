// Fabry-Perot cavity: a guide between two lossless mirrors.
// Theory with sketch and references: README.md beside this file.
#pragma once

#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "verdet/base/complex.hpp"
#include "verdet/devices/coefficients.hpp"
#include "verdet/devices/common_statements.hpp"

namespace verdet {

template <class T>
struct FabryPerotParameters {
  T length{100e-6};
  T effective_index{2.4};
  T group_index{4.2};
  T reference_wavelength{1550e-9};
  T loss{46.051701859880914};  // 2 dB/cm
  T left_reflectance{0.3};
  T right_reflectance{0.3};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    visit_guide(v, p...);
    visit_mirrors(v, p...);
  }

  /// Between two perfect mirrors no light enters, and the amplitudes at resonance are 0/0.
  void validate(Problems& problems) const {
    if (left_reflectance == 1 && right_reflectance == 1)
      problems.add("right_reflectance", "no light enters between two perfect mirrors; lower one");
  }

 private:
  template <class V, class... P>
  static void visit_guide(V&& v, P&... p) {
    v(About{.name = "length",
            .symbol = "L",
            .unit = "m",
            .required = true,
            .above = 0,
            .max = 1,
            .meaning = "length of the guide from mirror to mirror"},
      p.length...);
    v(required(verdet::effective_index("effective index at reference_wavelength")),
      p.effective_index...);
    v(required(verdet::group_index("group index, the same at every wavelength")), p.group_index...);
    v(verdet::reference_wavelength("vacuum wavelength at which effective_index is given"),
      p.reference_wavelength...);
  }

  template <class V, class... P>
  static void visit_mirrors(V&& v, P&... p) {
    v(attenuation("power attenuation along the guide"), p.loss...);
    v(required(power_share("left_reflectance", "R_1",
                           "power that the left mirror reflects; it transmits the rest",
                           "Ismail2016")),
      p.left_reflectance...);
    v(required(power_share("right_reflectance", "R_2",
                           "power that the right mirror reflects; it transmits the rest",
                           "Ismail2016")),
      p.right_reflectance...);
  }
};

struct FabryPerot {
  template <class T>
  using Parameters = FabryPerotParameters<T>;

  template <class T>
  struct Coefficients {
    T delay, bias;  ///< the phase of one pass is delay/lambda + bias: delay in m, bias in rad
    T pass;         ///< a^2 = exp(-alpha L), power transmission of one pass
    T r1, r2;       ///< field reflection of the mirrors, seen from inside
    T transmit;     ///< t1 t2 a
  };

  static DeviceInfo info();
  static std::vector<std::string> ports(const Parameters<double>&);
  static std::vector<int> pattern(const Parameters<double>&);
  static std::vector<double> resonances(const Coefficients<double>&, double from, double to);
  static double free_spectral_range(const Coefficients<double>&, double wavelength);
  static std::pair<std::vector<std::string>, std::vector<std::string>> sources(
      const Parameters<double>&, const Environment&);

  template <class T>
  static Coefficients<T> coefficients(const Parameters<T>& p) {
    Coefficients<T> c;
    // n_g = n_eff - lambda dn_eff/dlambda is constant for an index linear in wavelength, n_eff =
    // n_g + (n_eff0 - n_g) lambda/lambda0: its phase has a part ~ 1/lambda and a constant one.
    const T turn = 2 * std::numbers::pi * p.length;
    c.delay = turn * p.group_index;
    c.bias = turn * (p.effective_index - p.group_index) / p.reference_wavelength;
    c.pass = exp(-(p.loss * p.length));
    c.r1 = sqrt_from_zero(p.left_reflectance);
    c.r2 = sqrt_from_zero(p.right_reflectance);
    c.transmit =
        sqrt_from_zero((1.0 - p.left_reflectance) * (1.0 - p.right_reflectance)) * sqrt(c.pass);
    return c;
  }

  /// The reflection of the left port stands first: it dips at a resonance.
  enum Amplitude { kReflectLeft, kReflectRight, kTransmit, kCount };
  static constexpr std::size_t kAmplitudes = kCount;

  /// Sums of all passes (Ismail2016) with mirrors [-r, t; t, r], seen from outside and inside
  /// (Stokes' relations, BornWolf1999 section 7.6.1): S_11 = (r2 h^2 - r1)/(1 - r1 r2 h^2), S_21 =
  /// t1 t2 h/(1 - r1 r2 h^2), h = a exp(i phi). They are written in exp(2 i phi) - 1 = 2 i sin(phi)
  /// exp(i phi), so that nothing cancels at a resonance.
  template <class T>
  static void scatter(const Coefficients<T>& c, const T& wavelength, Complex<T>* out) {
    const SinCos<T> phi = sincos(c.delay / wavelength + c.bias);
    const Complex<T> turn{-2.0 * phi.sin * phi.sin, 2.0 * phi.sin * phi.cos};
    const T back1 = c.r1 * c.pass, back2 = c.r2 * c.pass, rho = c.r1 * back2;
    const Complex<T> inverse = T(1.0) / ((1.0 - rho) - rho * turn);
    out[kReflectLeft] = ((back2 - c.r1) + back2 * turn) * inverse;
    out[kReflectRight] = ((back1 - c.r2) + back1 * turn) * inverse;
    out[kTransmit] = (c.transmit * Complex<T>(phi.cos, phi.sin)) * inverse;
  }
};

}  // namespace verdet
