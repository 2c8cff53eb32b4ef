// Drift mobility of carriers in a doped semiconductor at low field.
#pragma once

#include "verdet/base/math.hpp"

namespace verdet::physics {

/// Mobilities in cm^2/(V s), densities in cm^-3, as the sources print them; t = T / 300 K.

/// (bib: Caughey1967) mu = min + (max t^nu - min) / (1 + t^xi (N/N_ref)^alpha)
struct CaugheyThomas {
  double min = 0, max = 0, reference = 1, exponent = 1, lattice = 0, impurity = 0;

  template <class T>
  T operator()(const T& density, const T& kelvin) const {
    const T t = kelvin / 300.0;
    return min + (max * pow(t, lattice) - min) /
                     (1.0 + pow(t, impurity) * pow(density / reference, exponent));
  }
};

/// (bib: Arora1982) mu = min t^-0.57 + max t^g / (1 + (N / (N_ref t^2.4))^(0.88 t^-0.146))
struct Arora {
  double min = 0, max = 0, lattice = 0, reference = 1;

  template <class T>
  T operator()(const T& density, const T& kelvin) const {
    const T t = kelvin / 300.0;
    const T share = density / (reference * pow(t, 2.4));
    const T exponent = 0.88 * pow(t, -0.146);
    return min * pow(t, -0.57) + max * pow(t, lattice) / (1.0 + exp(exponent * log(share)));
  }
};

/// (bib: Masetti1983, eq. 1; the lattice part with its temperature law)
/// mu = min1 exp(-P/N) + (max t^-g - min2)/(1 + (N/C_r)^a) - drop/(1 + (C_s/N)^b)
struct Masetti {
  double min1 = 0, min2 = 0, max = 0, drop = 0, onset = 0;
  double reference = 1, cluster = 1, exponent = 1, cluster_exponent = 1, lattice = 0;

  template <class T>
  T operator()(const T& density, const T& kelvin) const {
    const T lattice_part = max * pow(kelvin / 300.0, -lattice);
    return min1 * exp(-onset / density) +
           (lattice_part - min2) / (1.0 + pow(density / reference, exponent)) -
           drop / (1.0 + pow(cluster / density, cluster_exponent));
  }
};

/// What a carrier meets: the impurities of both kinds and the carriers of the other kind, cm^-3.
template <class T>
struct Scatterers {
  T donors{}, acceptors{}, electrons{}, holes{};
};

/// (bib: Klaassen1992) lattice, donor, acceptor and carrier scattering in one law, for majority and
/// minority carriers alike.
struct Klaassen {
  bool electron = true;
  double max = 0, min = 0, reference = 1, exponent = 1, lattice = 0;

  template <class T>
  T operator()(const Scatterers<T>& n, const T& kelvin) const {
    const T t = kelvin / 300.0;
    const T lattice_part = max * pow(t, -lattice);
    const T impurity = max * max / (max - min) * pow(t, 3.0 * exponent - 1.5);
    const T carrier = max * min / (max - min) * pow(t, -0.5);
    const T donors = clustered(n.donors, 0.21, 4e20),
            acceptors = clustered(n.acceptors, 0.5, 7.2e20);
    const T other = electron ? n.holes : n.electrons;
    const T carriers = n.electrons + n.holes;
    const T scatterers = donors + acceptors + other;
    const T p = screening(scatterers, carriers, t);
    const T attracting = electron ? donors : acceptors, repelling = electron ? acceptors : donors;
    const T effective = attracting + repelling * minority_ratio(p, t) + other / carrier_ratio(p);
    const T defects = impurity * (scatterers / effective) * pow(reference / scatterers, exponent) +
                      carrier * (carriers / effective);
    return 1.0 / (1.0 / lattice_part + 1.0 / defects);
  }

 private:
  double mass() const { return electron ? 1.0 : 1.258; }

  // Impurities closer than they can be ionised apart scatter as clusters, eq. 18 of part I.
  template <class T>
  static T clustered(const T& density, double c, double reference) {
    const T ratio = density / reference;
    const T square = ratio * ratio;
    return density * (1.0 + square / (c * square + 1.0));
  }

  // P: Conwell-Weisskopf and Brooks-Herring screening weighed, eqs. 13, 15 and 20.
  template <class T>
  T screening(const T& scatterers, const T& carriers, const T& t) const {
    const T conwell = 3.97e13 * pow(t * t * t / scatterers, 2.0 / 3.0);
    const T brooks_inverse = carriers / (1.36e20 * mass() * t * t);
    return 1.0 / (2.459 / conwell + 3.828 * brooks_inverse);
  }

  // G(P), eq. 10.
  template <class T>
  T minority_ratio(const T& p, const T& t) const {
    const T heat = t / mass();
    return 1.0 - 0.89233 / pow(0.41372 + p * pow(heat, 0.28227), 0.19778) +
           0.005978 / pow(p / pow(heat, 0.72169), 1.80618);
  }

  // F(P), eq. 11; r5 is -0.8552, which the paper misprints.
  template <class T>
  T carrier_ratio(const T& p) const {
    const double ratio = electron ? 1.0 / 1.258 : 1.258;
    const T power = pow(p, 0.6478);
    return (0.7643 * power + 2.2999 + 6.5502 * ratio) / (power + 2.3670 - 0.8552 * ratio);
  }
};

}  // namespace verdet::physics
