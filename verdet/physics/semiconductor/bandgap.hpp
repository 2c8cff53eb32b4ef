// Gap of a semiconductor over temperature and doping, and the intrinsic density that follows.
#pragma once

#include "verdet/base/math.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet::physics {

/// gap - alpha T^2 / (T + beta), J (bib: Varshni1967).
struct Varshni {
  double gap = 0;    ///< at 0 K, J
  double alpha = 0;  ///< J/K
  double beta = 0;   ///< K

  template <class T>
  T operator()(const T& kelvin) const {
    return gap - alpha * kelvin * kelvin / (kelvin + beta);
  }
};

/// The gap of Paessler's model of phonon dispersion (bib: Passler2002, eq. 4): with
/// chi = 2T/theta and D the dispersion,
///   E = E0 - alpha theta { (1 - 3 D^2)/(exp(theta/T) - 1) + 3 D^2/2 (f^(1/6) - 1) },
///   f = 1 + pi^2 chi^2 / (3 (1 + D^2)) + (3 D^2 - 1)/4 chi^3 + 8/3 chi^4 + chi^6.
struct Passler {
  double gap = 0;    ///< at 0 K, J
  double alpha = 0;  ///< slope at high temperature, J/K
  double theta = 0;  ///< K
  double dispersion = 0;

  template <class T>
  T operator()(const T& kelvin) const {
    constexpr double kPi2 = 9.869604401089358;
    const double d2 = dispersion * dispersion;
    const T chi = 2.0 * kelvin / theta;
    const T chi2 = chi * chi;
    const T f = 1.0 + kPi2 / (3 * (1 + d2)) * chi2 + (3 * d2 - 1) / 4 * chi2 * chi +
                8.0 / 3 * chi2 * chi2 + chi2 * chi2 * chi2;
    return gap -
           alpha * theta *
               ((1 - 3 * d2) / (exp(theta / kelvin) - 1.0) + 1.5 * d2 * (pow(f, 1.0 / 6) - 1.0));
  }
};

/// scale [x + sqrt(x^2 + 1/2)], x = ln(N/N_ref), J (bib: Slotboom1976; Klaassen1992b).
struct Slotboom {
  double scale = 0;      ///< J
  double reference = 1;  ///< m^-3

  template <class T>
  T operator()(const T& density) const {
    const T x = log(density / reference);
    return scale * (x + sqrt(x * x + 0.5));
  }
};

/// scale ln(N/N_ref) above N_ref, J (bib: DelAlamo1985).
struct LogarithmicNarrowing {
  double scale = 0;      ///< J
  double reference = 1;  ///< m^-3

  template <class T>
  T operator()(const T& density) const {
    return value_of(density) > reference ? scale * log(density / reference) : T(0.0);
  }
};

/// prefactor T^exponent exp(-activation / T), m^-3.
struct IntrinsicPower {
  double prefactor = 0;  ///< m^-3 K^-exponent
  double exponent = 0;
  double activation = 0;  ///< K

  template <class T>
  T operator()(const T& kelvin) const {
    return prefactor * pow(kelvin, exponent) * exp(-activation / kelvin);
  }
};

/// prefactor T^exponent exp(-E_g(T) / 2kT), m^-3, with Paessler's gap.
struct IntrinsicByGap {
  double prefactor = 0, exponent = 0;
  Passler gap;

  template <class T>
  T operator()(const T& kelvin) const {
    return prefactor * pow(kelvin, exponent) *
           exp(-gap(kelvin) / (2.0 * codata2018::kBoltzmann * kelvin));
  }
};

}  // namespace verdet::physics
