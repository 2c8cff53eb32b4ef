// Parameter statement of a phase-change cell on a straight guide: that of the synapse, and part of
// those of devices that put such a cell somewhere.
#pragma once

#include <algorithm>
#include <array>
#include <optional>

#include "verdet/devices/phase_change/film_parameters.hpp"
#include "verdet/devices/phase_change/heater.hpp"
#include "verdet/devices/phase_change/numerics_parameters.hpp"

namespace verdet {

enum class CellLevel { layered, lumped, resolved };
constexpr std::array<std::string_view, 3> choice_names(CellLevel) {
  return {"layered", "lumped", "resolved"};
}

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
  int segments() const {
    return grid.segments.value_or(std::max(4, (resolved() ? 100 : 24) / cell.islands));
  }
  int layers() const { return grid.layers.value_or(resolved() ? 1 : 3); }
  int columns() const { return grid.columns.value_or(resolved() ? 6 : 4); }
  bool resolved() const { return model == CellLevel::resolved; }
};

}  // namespace verdet
