// What two-photon absorption, carriers and heat do to a ring: the statement under `nonlinear:`.
#pragma once

#include <optional>

#include "verdet/base/parameters.hpp"

namespace verdet {

/// How the field of the equations of motion follows its drive.
enum class RingField { Dynamic, Adiabatic };
constexpr auto choice_names(RingField) {
  return std::array<std::string_view, 2>{"dynamic", "adiabatic"};
}

/// Constants of the material that are absent here are taken from the records of the ring's core.
/// Volumes and confinements as defined in Johnson2006 and Borselli2005: overlap integrals of the
/// mode, so that for instance the two-photon loss is G beta c^2 U / (n^2 V).
template <class T>
struct RingNonlinearity {
  std::optional<T> index;
  std::optional<T> kerr;
  std::optional<T> kerr_volume;
  std::optional<T> two_photon_absorption;
  T two_photon_volume{0.0};
  T two_photon_confinement{1.0};
  T carrier_lifetime{1e-9};
  T carrier_volume{0.0};
  T carrier_confinement{1.0};
  std::optional<T> carrier_index;
  std::optional<T> carrier_absorption;
  T thermal_lifetime{100e-9};
  T heat_volume{0.0};
  T heat_confinement{1.0};
  T heated_loss{1.0};
  std::optional<T> thermo_optic;
  std::optional<T> density;
  std::optional<T> heat_capacity;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    visit_light(v, p...);
    visit_carriers(v, p...);
    visit_heat(v, p...);
  }

 private:
  template <class V, class... P>
  static void visit_light(V&& v, P&... p) {
    v(About{.name = "index",
            .symbol = "n",
            .kind = Kind::Number,
            .above = 0,
            .max = 10,
            .meaning = "index in the nonlinear rates; that of the core when absent"},
      p.index...);
    v(About{.name = "kerr", .symbol = "n_2", .unit = "m^2/W", .meaning = "n = n_0 + n_2 I"},
      p.kerr...);
    v(About{.name = "kerr_volume",
            .symbol = "V_K",
            .unit = "m^3",
            .above = 0,
            .meaning = "effective volume of the Kerr shift; absent: no Kerr effect"},
      p.kerr_volume...);
    v(About{.name = "two_photon_absorption",
            .symbol = "beta",
            .unit = "m/W",
            .min = 0,
            .meaning = "alpha = alpha_0 + beta I"},
      p.two_photon_absorption...);
    v(About{.name = "two_photon_volume",
            .symbol = "V_TPA",
            .unit = "m^3",
            .required = true,
            .above = 0,
            .meaning = "effective volume of two-photon absorption"},
      p.two_photon_volume...);
    v(About{.name = "two_photon_confinement",
            .symbol = "G_TPA",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "share of two-photon absorption inside the core"},
      p.two_photon_confinement...);
  }

  template <class V, class... P>
  static void visit_carriers(V&& v, P&... p) {
    v(About{.name = "carrier_lifetime",
            .symbol = "t_fc",
            .unit = "s",
            .above = 0,
            .meaning = "decay time of the free carriers"},
      p.carrier_lifetime...);
    v(About{.name = "carrier_volume",
            .symbol = "V_FCA",
            .unit = "m^3",
            .required = true,
            .above = 0,
            .meaning = "effective volume that the carriers fill"},
      p.carrier_volume...);
    v(About{.name = "carrier_confinement",
            .symbol = "G_FCA",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "share of the mode that meets the carriers"},
      p.carrier_confinement...);
    v(About{.name = "carrier_index",
            .symbol = "dn/dN",
            .unit = "m^3",
            .max = 0,
            .meaning = "index per carrier density; the core's power laws when absent"},
      p.carrier_index...);
    v(About{.name = "carrier_absorption",
            .symbol = "sigma",
            .unit = "m^2",
            .min = 0,
            .meaning = "absorption per carrier density; the core's power laws when absent"},
      p.carrier_absorption...);
  }

  template <class V, class... P>
  static void visit_heat(V&& v, P&... p) {
    v(About{.name = "thermal_lifetime",
            .symbol = "t_th",
            .unit = "s",
            .above = 0,
            .meaning = "time in which the ring cools"},
      p.thermal_lifetime...);
    v(About{.name = "heat_volume",
            .symbol = "V_th",
            .unit = "m^3",
            .required = true,
            .above = 0,
            .meaning = "volume that is heated"},
      p.heat_volume...);
    v(About{.name = "heat_confinement",
            .symbol = "G_th",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "share of the absorbed power that heats this volume"},
      p.heat_confinement...);
    v(About{.name = "heated_loss",
            .symbol = "eta_lin",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "share of the ring's linear loss that is absorbed, not scattered"},
      p.heated_loss...);
    v(About{.name = "thermo_optic", .symbol = "dn/dT", .unit = "K^-1", .meaning = "of the core"},
      p.thermo_optic...);
    v(About{.name = "density",
            .symbol = "rho",
            .unit = "kg/m^3",
            .above = 0,
            .meaning = "mass density of the core"},
      p.density...);
    v(About{.name = "heat_capacity",
            .symbol = "c_p",
            .unit = "J/(kg K)",
            .above = 0,
            .meaning = "specific heat of the core"},
      p.heat_capacity...);
  }
};

}  // namespace verdet
