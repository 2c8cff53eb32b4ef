// Parameter statement of a phase-change film under a focused laser.
#pragma once

#include "verdet/devices/phase_change/cell_parameters.hpp"
#include "verdet/fields/phase_change/spot_film.hpp"

namespace verdet {

constexpr std::array<std::string_view, 2> choice_names(SpotAbsorption) {
  return {"interference", "beer_lambert"};
}
constexpr std::array<std::string_view, 2> choice_names(SiteDepth) {
  return {"mean", "surface"};
}
enum class SpotConductivity { by_phase, amorphous };
constexpr std::array<std::string_view, 2> choice_names(SpotConductivity) {
  return {"by_phase", "amorphous"};
}

template <class T>
struct SpotMaterial {
  Node material = Node::text("Ge2Sb2Te5");
  Node kinetics;
  T thickness{30e-9};
  SpotConductivity conductivity{};
  bool latent_heat = true;
  T film_limit{3000.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "material", .meaning = "phase-change material"}, p.material...);
    v(About{.name = "kinetics",
            .meaning = "set of crystallisation kinetics, or a map; the material's own when absent"},
      p.kinetics...);
    v(About{.name = "thickness",
            .symbol = "d",
            .unit = "m",
            .min = 1e-9,
            .max = 1e-6,
            .meaning = "thickness of the film"},
      p.thickness...);
    v(About{.name = "conductivity",
            .meaning = "whether the film conducts heat by its phase or everywhere as glass"},
      p.conductivity...);
    v(About{.name = "latent_heat",
            .meaning = "whether crystallisation frees the heat of fusion and melting takes it"},
      p.latent_heat...);
    v(About{.name = "film_limit",
            .unit = "K",
            .kind = Kind::Temperature,
            .above = 0,
            .meaning = "temperature at which the film is taken to be ablated; a stated limit, not "
                       "a measured one"},
      p.film_limit...);
  }
};

template <class T>
struct SpotMembrane {
  Node material = Node::text("Si3N4");
  T thickness{50e-9};
  T radius{10e-6};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "material", .meaning = "material of the membrane below the film"},
      p.material...);
    v(About{.name = "thickness",
            .unit = "m",
            .min = 1e-9,
            .max = 1e-5,
            .meaning = "thickness of the membrane"},
      p.thickness...);
    v(About{.name = "radius",
            .symbol = "R",
            .unit = "m",
            .above = 0,
            .max = 1e-3,
            .meaning = "distance from the spot at which its frame holds ambient temperature"},
      p.radius...);
  }
};

/// The lattice of sites of the automaton.
template <class T>
struct SpotSites {
  T pitch{4.926e-9};
  int side = 400;
  int seed = 1;
  SiteDepth temperature{};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "pitch",
            .symbol = "D",
            .unit = "m",
            .min = 0.5e-9,
            .max = 1e-7,
            .meaning = "from site to site; the default is six diameters of a monomer",
            .source = "Wang2021"},
      p.pitch...);
    v(About{.name = "side",
            .min = 8,
            .max = 4000,
            .meaning = "sites along each side of the square about the spot"},
      p.side...);
    v(About{.name = "seed", .min = 0, .max = 2147483647, .meaning = "of the random numbers"},
      p.seed...);
    v(About{.name = "temperature",
            .meaning = "temperature that the sites follow: mean over the film's depth, or that of "
                       "its surface"},
      p.temperature...);
  }
};

template <class T>
struct SpotGridParameters {
  int rings = 24, layers = 6, membrane_layers = 4;
  T temperature_step{10.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "rings",
            .min = 4,
            .max = 400,
            .meaning = "rings of heat within the half-maximum circle of the spot"},
      p.rings...);
    v(About{.name = "layers", .min = 1, .max = 100, .meaning = "cells in depth of the film"},
      p.layers...);
    v(About{.name = "membrane_layers",
            .min = 1,
            .max = 100,
            .meaning = "cells in depth of the membrane"},
      p.membrane_layers...);
    v(About{.name = "temperature_step",
            .unit = "K",
            .kind = Kind::TemperatureDifference,
            .min = 0.01,
            .max = 200,
            .meaning = "wanted change of temperature per time step"},
      p.temperature_step...);
  }
};

template <class T>
struct LaserSpotParameters {
  SpotMaterial<T> film;
  SpotMembrane<T> membrane;
  SynapseProbe<T> probe;
  SpotSites<T> sites;
  SpotGridParameters<T> grid;
  T spot_radius{0.6e-6};
  SpotAbsorption absorption{};
  T wavelength{660e-9};
  T ambient{300.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "film", .meaning = "the phase-change film"}, p.film...);
    v(About{.name = "membrane", .meaning = "what carries it"}, p.membrane...);
    v(About{.name = "probe", .meaning = "the light that reads the state"}, p.probe...);
    v(About{.name = "sites", .meaning = "lattice on which the film crystallises"}, p.sites...);
    v(About{.name = "grid", .meaning = "numerical settings"}, p.grid...);
    v(About{.name = "spot_radius",
            .symbol = "w_0",
            .unit = "m",
            .above = 0,
            .max = 1e-4,
            .meaning = "radius at which the intensity is 1/e^2 of its peak"},
      p.spot_radius...);
    v(About{.name = "absorption",
            .meaning =
                "depth profile of the absorbed light: interference in the stack, or Beer and "
                "Lambert's law below the stack's reflection"},
      p.absorption...);
    v(About{.name = "wavelength",
            .symbol = "lambda",
            .unit = "m",
            .above = 0,
            .meaning = "vacuum wavelength of pulses and probe"},
      p.wavelength...);
    v(About{.name = "ambient",
            .unit = "K",
            .kind = Kind::Temperature,
            .above = 0,
            .meaning = "temperature of the membrane's frame"},
      p.ambient...);
  }
  void validate(Problems& problems) const;
};

}  // namespace verdet
