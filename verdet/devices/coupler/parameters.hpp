// The parameter statement of the directional coupler.
#pragma once

#include <optional>

#include "verdet/base/parameters.hpp"
#include "verdet/fields/guide/guide_shape.hpp"

namespace verdet {

template <class T>
struct CouplerParameters {
  T length{10e-6};
  std::optional<T> coupling;
  T coupling_slope{0.0};
  std::optional<T> effective_index;
  std::optional<T> group_index;
  std::optional<GuideShape<T>> waveguide;
  std::optional<T> gap;
  std::optional<T> bend_radius;
  T reference_wavelength{1550e-9};
  T bandwidth{100e-9};
  T loss{46.051701859880914};  // 2 dB/cm
  T temperature{300.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    visit_behaviour(v, p...);
    visit_geometry(v, p...);
    visit_conditions(v, p...);
  }

  /// The coupler is given by behaviour (coupling, indices) or by geometry (waveguide, gap).
  void validate(Problems& problems) const {
    const auto need = [&](const char* name, bool given, bool wanted, const char* why) {
      if (given != wanted) problems.add(name, why);
    };
    if (waveguide) waveguide->validate_at("waveguide.", problems);
    const bool solved = waveguide.has_value();
    const char* why = solved ? "is solved from the waveguide; remove one"
                             : "is missing: give it, or a waveguide and a gap";
    need("coupling", coupling.has_value(), !solved, why);
    need("effective_index", effective_index.has_value(), !solved, why);
    need("group_index", group_index.has_value(), !solved, why);
    if (solved && !gap) problems.add("gap", "is missing: the distance of the two waveguides");
    if (solved && coupling_slope != 0) problems.add("coupling_slope", why);
    if (!solved && gap) problems.add("gap", "needs a waveguide to be solved for");
    if (!solved && bend_radius) problems.add("bend_radius", "needs a waveguide and a gap");
  }

 private:
  template <class V, class... P>
  static void visit_behaviour(V&& v, P&... p) {
    v(About{.name = "length",
            .symbol = "L",
            .unit = "m",
            .min = 0,
            .max = 1,
            .meaning = "length over which the two guides run side by side"},
      p.length...);
    v(About{.name = "coupling",
            .symbol = "kappa",
            .unit = "m^-1",
            .min = 0,
            .meaning = "field coupling per length at reference_wavelength; power crosses over as "
                       "sin^2(kappa L)",
            .source = "Yariv1973"},
      p.coupling...);
    v(About{.name = "coupling_slope",
            .symbol = "kappa'",
            .unit = "m^-2",
            .meaning = "change of the coupling per wavelength"},
      p.coupling_slope...);
    v(About{.name = "effective_index",
            .symbol = "n_eff",
            .kind = Kind::Number,
            .above = 0,
            .max = 10,
            .meaning = "effective index of one guide at reference_wavelength"},
      p.effective_index...);
    v(About{.name = "group_index",
            .symbol = "n_g",
            .kind = Kind::Number,
            .above = 0,
            .max = 100,
            .meaning = "group index of one guide at reference_wavelength"},
      p.group_index...);
  }

  template <class V, class... P>
  static void visit_geometry(V&& v, P&... p) {
    v(About{.name = "waveguide", .meaning = "cross-section of each guide, solved in pairs"},
      p.waveguide...);
    v(About{.name = "gap",
            .symbol = "g",
            .unit = "m",
            .above = 0,
            .max = 1e-5,
            .meaning = "distance of the guides, edge to edge"},
      p.gap...);
    v(About{.name = "bend_radius",
            .symbol = "R",
            .unit = "m",
            .min = 1e-7,
            .max = 1e-1,
            .meaning = "radius with which both guides bend away at each end; they couple there "
                       "too. Absent: the coupling ends with the length"},
      p.bend_radius...);
  }

  template <class V, class... P>
  static void visit_conditions(V&& v, P&... p) {
    v(About{.name = "reference_wavelength",
            .symbol = "lambda_0",
            .unit = "m",
            .min = 1e-7,
            .max = 1e-4,
            .meaning = "vacuum wavelength at which coupling and indices are given"},
      p.reference_wavelength...);
    v(About{.name = "bandwidth",
            .unit = "m",
            .above = 0,
            .max = 1e-4,
            .meaning = "wavelengths around reference_wavelength for which a waveguide is solved"},
      p.bandwidth...);
    v(About{.name = "loss",
            .symbol = "alpha",
            .unit = "m^-1",
            .kind = Kind::Attenuation,
            .min = 0,
            .meaning = "power attenuation along the guides, beside absorption in their materials"},
      p.loss...);
    v(About{.name = "temperature",
            .symbol = "T",
            .unit = "K",
            .kind = Kind::Temperature,
            .min = 0,
            .max = 2000,
            .meaning = "temperature of the materials of a waveguide"},
      p.temperature...);
  }
};

}  // namespace verdet
