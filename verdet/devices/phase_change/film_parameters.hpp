// What a phase-change cell is made of: the guide, and the film on it.
#pragma once

#include <array>
#include <optional>

#include "verdet/base/parameters.hpp"
#include "verdet/base/statement.hpp"

namespace verdet {

enum class Platform { SiN, Si };
constexpr std::array<std::string_view, 2> choice_names(Platform) {
  return {"SiN", "Si"};
}

/// Straight strip on buried oxide.
template <class T>
struct SynapseGuide {
  Platform platform{};
  T width{1.3e-6};
  std::optional<T> end_width;
  T height{330e-9};
  T oxide{3e-6};
  T length{20e-6};
  Node core, cladding = Node::text("air"), substrate = Node::text("SiO2");

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "platform", .meaning = "core material: silicon nitride or silicon"},
      p.platform...);
    v(About{.name = "width",
            .symbol = "w",
            .unit = "m",
            .min = 50e-9,
            .max = 20e-6,
            .meaning = "width of the core"},
      p.width...);
    v(About{.name = "end_width",
            .unit = "m",
            .min = 50e-9,
            .max = 20e-6,
            .meaning = "width behind the last island of a linear taper that begins with `width`; "
                       "no taper when absent"},
      p.end_width...);
    v(About{.name = "height",
            .symbol = "h",
            .unit = "m",
            .min = 20e-9,
            .max = 5e-6,
            .meaning = "height of the core"},
      p.height...);
    v(About{.name = "oxide",
            .unit = "m",
            .min = 100e-9,
            .max = 20e-6,
            .meaning = "thickness of the oxide between core and wafer"},
      p.oxide...);
    v(About{.name = "length",
            .unit = "m",
            .above = 0,
            .max = 1e-2,
            .meaning = "length of the guide that carries the cell"},
      p.length...);
    v(About{.name = "core", .meaning = "material of the core; the platform's when absent"},
      p.core...);
    v(About{.name = "cladding", .meaning = "material beside and above the core"}, p.cladding...);
    v(About{.name = "substrate", .meaning = "material below the core"}, p.substrate...);
  }
};

/// The film on top of the core.
template <class T>
struct SynapseFilm {
  Node material = Node::text("Ge2Sb2Te5");
  Node kinetics;
  T thickness{10e-9};
  T length{5e-6};
  int islands = 1;
  T gap{1e-6};
  std::optional<T> width;
  Node cap;
  T cap_thickness{0.0};
  T boundary_resistance{5e-8};
  T melt_absorption{1.0};
  T film_limit{3000.0};
  std::optional<T> guide_limit;

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
    v(About{.name = "length",
            .symbol = "L",
            .unit = "m",
            .min = 1e-8,
            .max = 1e-3,
            .meaning = "length of the film along the guide, or of each of its islands"},
      p.length...);
    v(About{.name = "islands",
            .min = 1,
            .max = 100,
            .meaning = "number of films one behind the other; they exchange light, no heat"},
      p.islands...);
    v(About{.name = "gap",
            .unit = "m",
            .min = 0,
            .max = 1e-3,
            .meaning = "bare guide between two islands"},
      p.gap...);
    v(About{.name = "width",
            .unit = "m",
            .above = 0,
            .meaning = "width of the film; the core's when absent"},
      p.width...);
    v(About{.name = "cap", .meaning = "material of the layer over the film"}, p.cap...);
    v(About{.name = "cap_thickness",
            .unit = "m",
            .min = 0,
            .max = 5e-6,
            .meaning = "thickness of that layer; 0 for none"},
      p.cap_thickness...);
    v(About{.name = "boundary_resistance",
            .symbol = "R_th",
            .unit = "m^2 K/W",
            .min = 0,
            .max = 1e-5,
            .meaning = "thermal resistance of the film's interfaces; unverified, published values "
                       "spread from 2e-8 to 1e-7"},
      p.boundary_resistance...);
    v(About{.name = "melt_absorption",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "index of the melt between that of the glass (0) and of the crystal (1); "
                       "assumed"},
      p.melt_absorption...);
    v(About{.name = "film_limit",
            .unit = "K",
            .kind = Kind::Temperature,
            .above = 0,
            .meaning = "temperature at which the film is taken to be ablated; a stated limit, not "
                       "a measured one"},
      p.film_limit...);
    v(About{.name = "guide_limit",
            .unit = "K",
            .kind = Kind::Temperature,
            .above = 0,
            .meaning = "temperature at which core or oxide melts: 1687 K with a silicon core, else "
                       "1986 K, when absent"},
      p.guide_limit...);
  }
  /// From the first edge to the last, m.
  T extent() const { return islands * length + (islands - 1) * gap; }
};

}  // namespace verdet
