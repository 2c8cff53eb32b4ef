// Numerical settings of a phase-change cell: the grid of light and heat, the lattice of grains.
#pragma once

#include <array>
#include <optional>

#include "verdet/base/statement.hpp"

namespace verdet {

enum class SiteRule { fronts, automaton };
constexpr std::array<std::string_view, 2> choice_names(SiteRule) {
  return {"fronts", "automaton"};
}

/// Of light and heat.
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
            .meaning = "cells along the film; 24, resolved 100, shared by its islands"},
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

}  // namespace verdet
