// The constants of classical nucleation and growth.
#pragma once

#include <numbers>

#include "verdet/base/parameters.hpp"
#include "verdet/base/statement.hpp"

namespace verdet::physics {

/// One material's constants; SI throughout. The laws that use them: kinetics.hpp.
template <class T>
struct CrystallisationKinetics {
  T melting_temperature{0.0};
  T heat_of_fusion{0.0};
  T monomer_volume{0.0};
  T interface_energy{0.0};
  T wetting_angle{std::numbers::pi};
  T jump_distance{0.0};
  T atomic_radius{0.0};
  T hydrodynamic_radius{0.0};
  T infinite_viscosity{0.0};
  T glass_transition{0.0};
  T fragility{0.0};
  T arrhenius_below{0.0};
  T glass_activation_energy{0.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "melting_temperature",
            .symbol = "T_m",
            .unit = "K",
            .kind = Kind::Temperature,
            .required = true,
            .above = 0,
            .max = 5000,
            .meaning = "melting point"},
      p.melting_temperature...);
    v(About{.name = "heat_of_fusion",
            .symbol = "dH_f",
            .unit = "J/m^3",
            .required = true,
            .above = 0,
            .meaning = "latent heat of melting per volume"},
      p.heat_of_fusion...);
    v(About{.name = "monomer_volume",
            .symbol = "v_m",
            .unit = "m^3",
            .required = true,
            .above = 0,
            .meaning = "volume of the unit that attaches to a nucleus"},
      p.monomer_volume...);
    v(About{.name = "interface_energy",
            .symbol = "sigma",
            .unit = "J/m^2",
            .required = true,
            .above = 0,
            .meaning = "energy of the interface between crystal and melt"},
      p.interface_energy...);
    v(About{.name = "wetting_angle",
            .symbol = "theta",
            .unit = "rad",
            .kind = Kind::Angle,
            .above = 0,
            .max = std::numbers::pi,
            .meaning = "contact angle of heterogeneous nuclei; 180 deg is homogeneous nucleation"},
      p.wetting_angle...);
    v(About{.name = "jump_distance",
            .symbol = "lambda_j",
            .unit = "m",
            .required = true,
            .above = 0,
            .meaning = "distance of one diffusive jump"},
      p.jump_distance...);
    v(About{.name = "atomic_radius",
            .symbol = "r",
            .unit = "m",
            .required = true,
            .above = 0,
            .meaning = "mean atomic radius"},
      p.atomic_radius...);
    v(About{.name = "hydrodynamic_radius",
            .symbol = "R_h",
            .unit = "m",
            .required = true,
            .above = 0,
            .meaning = "radius in the Stokes-Einstein relation of growth"},
      p.hydrodynamic_radius...);
    v(About{.name = "infinite_viscosity",
            .symbol = "eta_inf",
            .unit = "Pa s",
            .required = true,
            .above = 0,
            .meaning = "viscosity in the limit of high temperature"},
      p.infinite_viscosity...);
    v(About{.name = "glass_transition",
            .symbol = "T_g",
            .unit = "K",
            .kind = Kind::Temperature,
            .required = true,
            .above = 0,
            .meaning = "where the equilibrium viscosity is 1e12 Pa s"},
      p.glass_transition...);
    v(About{.name = "fragility",
            .symbol = "m",
            .kind = Kind::Number,
            .required = true,
            .above = 0,
            .meaning = "d log10 eta / d (T_g/T) at T_g"},
      p.fragility...);
    v(About{.name = "arrhenius_below",
            .symbol = "T_glass",
            .unit = "K",
            .kind = Kind::Temperature,
            .required = true,
            .above = 0,
            .meaning = "below it the melt has fallen out of equilibrium: Arrhenius viscosity"},
      p.arrhenius_below...);
    v(About{.name = "glass_activation_energy",
            .symbol = "E_a",
            .unit = "J",
            .required = true,
            .above = 0,
            .meaning = "activation energy of the viscosity below T_glass"},
      p.glass_activation_energy...);
  }

  void validate(Problems& problems) const {
    if (!(glass_transition < melting_temperature))
      problems.add("glass_transition", "must lie below melting_temperature");
    if (!(arrhenius_below < melting_temperature))
      problems.add("arrhenius_below", "must lie below melting_temperature");
  }
};

}  // namespace verdet::physics
