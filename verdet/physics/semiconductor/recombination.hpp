// How excess carriers recombine in silicon.
#pragma once

#include "verdet/base/math.hpp"

namespace verdet::physics {

/// maximum / (1 + N/N_ref) t^exponent, s: lifetime by defects, which doping brings.
struct DopingLifetime {
  double maximum = 0;    ///< s
  double reference = 1;  ///< m^-3
  double exponent = 0;   ///< of T / 300 K

  template <class T>
  T operator()(const T& density, const T& kelvin) const {
    return maximum / (1.0 + density / reference) * pow(kelvin / 300.0, exponent);
  }
};

/// Equilibrium densities of a doped semiconductor, m^-3, all impurities ionised.
template <class T>
struct Equilibrium {
  T electrons{}, holes{};
};
template <class T>
Equilibrium<T> equilibrium(const T& donors, const T& acceptors, double intrinsic) {
  const T net = donors - acceptors;
  const T root = sqrt(net * net + 4 * intrinsic * intrinsic);
  // The larger root first: no cancellation in the smaller one.
  const T major = 0.5 * (root + (value_of(net) < 0 ? -net : net));
  const T minor = intrinsic * intrinsic / major;
  return value_of(net) < 0 ? Equilibrium<T>{minor, major} : Equilibrium<T>{major, minor};
}

/// Auger recombination, m^-3/s: (C_n n + C_p p)(n p - n_i^2) (bib: Dziewior1977).
struct Auger {
  double electrons = 0, holes = 0;  ///< m^6/s
  double intrinsic = 0;             ///< m^-3

  template <class T>
  T operator()(const T& n, const T& p, const Equilibrium<T>&) const {
    return (electrons * n + holes * p) * (n * p - intrinsic * intrinsic);
  }
};

/// Auger recombination enhanced by Coulomb attraction, m^-3/s (bib: Richter2012, eq. 18 without the
/// radiative term), densities in m^-3:
///   (n p - n0 p0) (2.5e-31 g_eeh n0 + 8.5e-32 g_ehh p0 + 3.0e-29 dn^0.92), in cm^6/s,
///   g_eeh = 1 + 13 {1 - tanh[(n0/3.3e17)^0.66]}, g_ehh = 1 + 7.5 {1 - tanh[(p0/7e17)^0.63]}.
struct RichterAuger {
  double intrinsic = 0;             ///< m^-3
  double electrons = 0, holes = 0;  ///< cm^6/s
  double excess = 0, excess_exponent = 1;

  template <class T>
  T operator()(const T& n, const T& p, const Equilibrium<T>& at_rest) const {
    const T n0 = at_rest.electrons * 1e-6, p0 = at_rest.holes * 1e-6;
    const T dn = (n - at_rest.electrons) * 1e-6;
    const T rate = electrons * (1.0 + 13.0 * missing(n0, 3.3e17, 0.66)) * n0 +
                   holes * (1.0 + 7.5 * missing(p0, 7e17, 0.63)) * p0 +
                   excess * power_from_zero(dn, excess_exponent, 1.0);
    return (n * p * 1e-12 - n0 * p0) * rate * 1e6;
  }

 private:
  // 1 - tanh[(x/reference)^exponent]
  template <class T>
  static T missing(const T& x, double reference, double exponent) {
    return 2.0 / (exp(2.0 * pow(x / reference, exponent)) + 1.0);
  }
};

}  // namespace verdet::physics
