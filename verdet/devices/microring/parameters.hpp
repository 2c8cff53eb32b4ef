// The parameter statement of the microring.
#pragma once

#include <optional>

#include "verdet/base/parameters.hpp"
#include "verdet/devices/common_statements.hpp"
#include "verdet/devices/microring/nonlinear_parameters.hpp"
#include "verdet/devices/microring/resonance_parameters.hpp"
#include "verdet/fields/guide/guide_shape.hpp"

namespace verdet {

template <class T>
struct MicroringParameters {
  T radius{10e-6};
  T straight_length{0.0};
  std::optional<T> effective_index;
  std::optional<T> group_index;
  std::optional<GuideShape<T>> waveguide;
  std::optional<RingResonance<T>> resonance;
  std::optional<RingNonlinearity<T>> nonlinear;
  RingField field = RingField::Dynamic;
  T reference_wavelength{1550e-9};
  T bandwidth{100e-9};
  T loss{46.051701859880914};  // 2 dB/cm
  std::optional<T> through_coupling;
  std::optional<T> drop_coupling;
  std::optional<T> gap;
  std::optional<T> drop_gap;
  T backscattering{0.0};
  T temperature{300.0};
  T reference_temperature{300.0};
  T electrons{0.0};
  T holes{0.0};
  Node core = Node::text("Si");
  T core_sensitivity{1.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    visit_geometry(v, p...);
    visit_guide(v, p...);
    visit_coupling(v, p...);
    visit_conditions(v, p...);
  }

  /// The ring is given by behaviour (indices, couplings), by one resonance (lifetimes) or by
  /// geometry (waveguide, gaps).
  void validate(Problems& problems) const;

 private:
  template <class V, class... P>
  static void visit_geometry(V&& v, P&... p) {
    v(bend_radius("radius", "bend radius of the ring"), p.radius...);
    v(About{.name = "straight_length",
            .symbol = "L_s",
            .unit = "m",
            .min = 0,
            .max = 1,
            .meaning =
                "straight section beside each bus (racetrack); the length is 2 pi R + 2 L_s"},
      p.straight_length...);
    v(About{.name = "waveguide", .meaning = "cross-section, solved for its mode"}, p.waveguide...);
    v(About{.name = "resonance", .meaning = "one resonance that is known by its lifetimes"},
      p.resonance...);
    v(About{.name = "nonlinear",
            .meaning = "two-photon absorption, carriers and heat; absent: a linear ring",
            .source = "Johnson2006"},
      p.nonlinear...);
    v(About{.name = "field", .meaning = "in time: solved for, or slaved to carriers and heat"},
      p.field...);
  }

  template <class V, class... P>
  static void visit_guide(V&& v, P&... p) {
    v(verdet::effective_index("effective index at reference_wavelength", "Bogaerts2012"),
      p.effective_index...);
    v(verdet::group_index("group index at reference_wavelength", "Bogaerts2012"), p.group_index...);
    v(verdet::reference_wavelength("vacuum wavelength at which the indices are given"),
      p.reference_wavelength...);
    v(About{.name = "bandwidth",
            .unit = "m",
            .above = 0,
            .max = 1e-6,
            .meaning = "wavelengths around it for which a waveguide is solved"},
      p.bandwidth...);
    v(attenuation("power attenuation along the ring, beside absorption in its materials"),
      p.loss...);
  }

  template <class V, class... P>
  static void visit_coupling(V&& v, P&... p) {
    v(verdet::through_coupling(), p.through_coupling...);
    v(verdet::drop_coupling(), p.drop_coupling...);
    v(About{.name = "gap",
            .symbol = "g_1",
            .unit = "m",
            .above = 0,
            .max = 1e-5,
            .meaning = "distance from the bus in-through, solved for its coupling"},
      p.gap...);
    v(About{.name = "drop_gap",
            .symbol = "g_2",
            .unit = "m",
            .above = 0,
            .max = 1e-5,
            .meaning = "distance from the bus add-drop"},
      p.drop_gap...);
    v(About{.name = "backscattering",
            .symbol = "R_b",
            .kind = Kind::PowerRatio,
            .min = 0,
            .max = 0.99,
            .meaning = "power reflected per round trip by sidewall roughness; splits resonances"},
      p.backscattering...);
  }

  template <class V, class... P>
  static void visit_conditions(V&& v, P&... p) {
    v(About{.name = "temperature",
            .symbol = "T",
            .unit = "K",
            .kind = Kind::Temperature,
            .min = 0,
            .max = 2000,
            .meaning = "temperature of the ring"},
      p.temperature...);
    v(About{.name = "reference_temperature",
            .symbol = "T_0",
            .unit = "K",
            .kind = Kind::Temperature,
            .min = 0,
            .max = 2000,
            .meaning = "temperature at which effective_index is given"},
      p.reference_temperature...);
    v(About{.name = "electrons",
            .symbol = "N",
            .unit = "m^-3",
            .min = 0,
            .meaning = "free electrons in the core"},
      p.electrons...);
    v(About{.name = "holes",
            .symbol = "P",
            .unit = "m^-3",
            .min = 0,
            .meaning = "free holes in the core"},
      p.holes...);
    v(About{.name = "core",
            .meaning = "core material, whose index follows temperature and carriers"},
      p.core...);
    v(About{.name = "core_sensitivity",
            .symbol = "dn_eff/dn_core",
            .kind = Kind::Number,
            .min = 0,
            .max = 2,
            .meaning = "change of n_eff per change of the core's index"},
      p.core_sensitivity...);
  }
};

}  // namespace verdet
