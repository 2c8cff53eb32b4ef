// Parameter statement of a phase-change cell on a straight guide: that of the synapse, and part of
// those of devices that put such a cell somewhere.
#pragma once

#include <array>
#include <optional>

#include "verdet/base/parameters.hpp"
#include "verdet/base/statement.hpp"
#include "verdet/devices/phase_change_heater.hpp"

namespace verdet {

enum class Platform { SiN, Si };
constexpr std::array<std::string_view, 2> choice_names(Platform) {
  return {"SiN", "Si"};
}

enum class CellLevel { layered, lumped, resolved };
constexpr std::array<std::string_view, 3> choice_names(CellLevel) {
  return {"layered", "lumped", "resolved"};
}

enum class SiteRule { fronts, automaton };
constexpr std::array<std::string_view, 2> choice_names(SiteRule) {
  return {"fronts", "automaton"};
}

/// Straight strip on buried oxide.
template <class T>
struct SynapseGuide {
  Platform platform{};
  T width{1.3e-6};
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
            .meaning = "length of the film along the guide"},
      p.length...);
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
};

/// How the state is read.
template <class T>
struct SynapseProbe {
  T power{100e-6};
  T bandwidth{1e9};
  T intensity_noise{1e-15};
  T detector_noise{1e-11};
  T responsivity{1.0};
  T drift_exponent{0.0};
  T drift_time{1.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "power",
            .unit = "W",
            .kind = Kind::Power,
            .above = 0,
            .meaning = "power of the reading light in front of the cell"},
      p.power...);
    v(About{.name = "bandwidth",
            .unit = "Hz",
            .kind = Kind::Frequency,
            .above = 0,
            .meaning = "bandwidth of the detector"},
      p.bandwidth...);
    v(About{.name = "intensity_noise",
            .symbol = "RIN",
            .unit = "Hz^-1",
            .min = 0,
            .meaning = "relative intensity noise of the source"},
      p.intensity_noise...);
    v(About{.name = "detector_noise",
            .symbol = "NEP",
            .unit = "W Hz^-0.5",
            .min = 0,
            .meaning = "noise-equivalent power of the detector"},
      p.detector_noise...);
    v(About{.name = "responsivity", .unit = "A/W", .above = 0, .meaning = "of the detector"},
      p.responsivity...);
    v(About{.name = "drift_exponent",
            .symbol = "nu",
            .kind = Kind::Number,
            .min = -1,
            .max = 1,
            .meaning = "of T(t) = T (t/t0)^-nu after writing; an empirical law for you to measure, "
                       "0 (no drift) when absent"},
      p.drift_exponent...);
    v(About{.name = "drift_time",
            .symbol = "t0",
            .unit = "s",
            .above = 0,
            .meaning = "time after writing from which that counts"},
      p.drift_time...);
  }
};

/// Numerical settings.
template <class T>
struct SynapseGridParameters {
  std::optional<int> segments, layers, columns;
  int fractions = 5;
  T accuracy{2e-3};
  T temperature_step{10.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "segments",
            .min = 1,
            .max = 400,
            .meaning = "cells along the film; 24, resolved 100"},
      p.segments...);
    v(About{.name = "layers",
            .min = 1,
            .max = 100,
            .meaning = "cells in depth of the film; 3, resolved 1"},
      p.layers...);
    v(About{.name = "columns",
            .min = 1,
            .max = 100,
            .meaning = "cells from the middle of the film to its side; 4, resolved 6"},
      p.columns...);
    v(About{.name = "fractions",
            .min = 2,
            .max = 33,
            .meaning = "crystalline fractions at which the mode is solved"},
      p.fractions...);
    v(About{.name = "accuracy",
            .kind = Kind::Number,
            .min = 1e-7,
            .max = 0.1,
            .meaning = "wanted error of each n_eff"},
      p.accuracy...);
    v(About{.name = "temperature_step",
            .unit = "K",
            .kind = Kind::TemperatureDifference,
            .min = 0.01,
            .max = 200,
            .meaning = "wanted change of temperature per time step"},
      p.temperature_step...);
  }
};

/// The lattice of `model: resolved`.
template <class T>
struct SynapseSites {
  T pitch{5e-9};
  SiteRule rule{};
  int seed = 1;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "pitch",
            .unit = "m",
            .min = 0.5e-9,
            .max = 1e-7,
            .meaning = "from site to site; fitted to the film's thickness"},
      p.pitch...);
    v(About{.name = "rule",
            .meaning = "nuclei and growing fronts, or the Gillespie cellular automaton"},
      p.rule...);
    v(About{.name = "seed", .min = 0, .max = 2147483647, .meaning = "of the random numbers"},
      p.seed...);
  }
};

template <class T>
struct PcmSynapseParameters {
  CellLevel model{};
  SynapseGuide<T> waveguide;
  SynapseFilm<T> cell;
  std::optional<SynapseHeater<T>> heater;
  SynapseProbe<T> probe;
  SynapseGridParameters<T> grid;
  SynapseSites<T> sites;
  T wavelength{1.55e-6};
  T ambient{300.0};
  T state{1.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "model", .meaning = "level of the physics"}, p.model...);
    v(About{.name = "waveguide", .meaning = "the guide below the film"}, p.waveguide...);
    v(About{.name = "cell", .meaning = "the film"}, p.cell...);
    v(About{.name = "heater", .meaning = "electrical heater of the cell; absent: none"},
      p.heater...);
    v(About{.name = "probe", .meaning = "the light that reads the state"}, p.probe...);
    v(About{.name = "grid", .meaning = "numerical settings"}, p.grid...);
    v(About{.name = "sites", .meaning = "lattice of the resolved model"}, p.sites...);
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
            .meaning = "temperature of the wafer"},
      p.ambient...);
    v(About{.name = "state",
            .symbol = "X",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "crystalline fraction for experiments without pulses"},
      p.state...);
  }
  void validate(Problems& problems) const;

  T guide_limit() const {
    return cell.guide_limit.value_or(T(waveguide.platform == Platform::Si ? 1687.0 : 1986.0));
  }
  int segments() const { return grid.segments.value_or(resolved() ? 100 : 24); }
  int layers() const { return grid.layers.value_or(resolved() ? 1 : 3); }
  int columns() const { return grid.columns.value_or(resolved() ? 6 : 4); }
  bool resolved() const { return model == CellLevel::resolved; }
};

}  // namespace verdet
