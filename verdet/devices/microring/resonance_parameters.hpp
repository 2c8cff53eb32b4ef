// A ring known by one measured resonance: the statement under `resonance:`.
#pragma once

#include <optional>

#include "verdet/base/parameters.hpp"

namespace verdet {

/// Photon lifetimes are those of the energy. Papers that write da/dt = -a/tau state lifetimes of
/// the amplitude: half of those are meant here.
template <class T>
struct RingResonance {
  T wavelength{1550e-9};
  T intrinsic_photon_lifetime{100e-12};
  T coupling_photon_lifetime{100e-12};
  std::optional<T> drop_photon_lifetime;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "wavelength",
            .symbol = "lambda_0",
            .unit = "m",
            .required = true,
            .min = 1e-7,
            .max = 1e-4,
            .meaning = "cold resonance wavelength"},
      p.wavelength...);
    v(About{.name = "intrinsic_photon_lifetime",
            .symbol = "1/g_i",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "energy lifetime by loss inside the ring"},
      p.intrinsic_photon_lifetime...);
    v(About{.name = "coupling_photon_lifetime",
            .symbol = "1/g_1",
            .unit = "s",
            .required = true,
            .above = 0,
            .meaning = "energy lifetime by coupling to the bus in-through"},
      p.coupling_photon_lifetime...);
    v(About{.name = "drop_photon_lifetime",
            .symbol = "1/g_2",
            .unit = "s",
            .above = 0,
            .meaning = "energy lifetime by coupling to the bus add-drop"},
      p.drop_photon_lifetime...);
  }
};

}  // namespace verdet
