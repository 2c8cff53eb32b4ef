// The parameter statement of a thin film stack.
#pragma once

#include <optional>

#include "verdet/base/parameters.hpp"

namespace verdet {

template <class T>
struct FilmSheetParameters {
  Node material;
  T real{0.0}, imag{0.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "material",
            .meaning =
                "a material with a sheet conductivity, in place of real and imag: {material: "
                "graphene, fermi_level: 0.4 eV, scattering_time: 100 fs}"},
      p.material...);
    v(About{.name = "real",
            .symbol = "Re sigma",
            .unit = "S",
            .min = 0,
            .meaning = "sheet conductivity; positive absorbs"},
      p.real...);
    v(About{.name = "imag",
            .symbol = "Im sigma",
            .unit = "S",
            .meaning = "its imaginary part, for exp(-i omega t)"},
      p.imag...);
  }
};

template <class T>
struct VoigtParameters {
  T real{0.0}, imag{0.0};
  std::vector<T> direction;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "real",
            .symbol = "Re Q",
            .kind = Kind::Number,
            .required = true,
            .meaning = "Voigt parameter: eps_ij = eps (delta_ij - i Q e_ijk m_k), exp(-i omega t)"},
      p.real...);
    v(About{.name = "imag",
            .symbol = "Im Q",
            .kind = Kind::Number,
            .meaning = "its imaginary part"},
      p.imag...);
    v(About{.name = "direction",
            .symbol = "m",
            .kind = Kind::Number,
            .meaning = "magnetisation [x, y, z]: x in the plane of incidence, z into the stack; "
                       "polar [0, 0, 1] when absent"},
      p.direction...);
  }
};

template <class T>
struct FilmLayerParameters {
  std::string name;
  Node material;
  T thickness{0.0};
  std::optional<T> crystalline_fraction;
  T roughness{0.0};
  bool incoherent = false;
  std::optional<FilmSheetParameters<T>> sheet;
  std::optional<VoigtParameters<T>> voigt;
  T azimuth{0.0}, tilt{0.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "name", .meaning = "name in the results; layer_N when absent"}, p.name...);
    v(About{.name = "material",
            .required = true,
            .meaning = "material, complex index, {x: , y: , z: } along the principal axes, or a "
                       "crystal or magnet in them: {material: LiNbO3, optic_axis: x, "
                       "electric_field: 1 V/um}, {material: Co, magnetisation: [0, 0, 1]}"},
      p.material...);
    v(About{.name = "thickness",
            .symbol = "d",
            .unit = "m",
            .required = true,
            .min = 0,
            .meaning = "thickness of the layer"},
      p.thickness...);
    v(About{.name = "crystalline_fraction",
            .symbol = "X",
            .kind = Kind::Number,
            .min = 0,
            .max = 1,
            .meaning = "crystalline share of a phase-change material"},
      p.crystalline_fraction...);
    v(About{.name = "roughness",
            .unit = "m",
            .min = 0,
            .meaning = "thickness of a rough top: half this layer, half what lies above, on top of "
                       "the layer (Bruggeman)",
            .source = "Aspnes1979"},
      p.roughness...);
    v(About{.name = "incoherent",
            .meaning = "too thick for interference: powers are added, not amplitudes"},
      p.incoherent...);
    v(About{.name = "sheet", .meaning = "conducting sheet on top of the layer (graphene)"},
      p.sheet...);
    v(About{.name = "voigt", .meaning = "magneto-optic coupling"}, p.voigt...);
    v(About{.name = "azimuth",
            .unit = "rad",
            .kind = Kind::Angle,
            .meaning = "turn of the principal axes about the normal, after the tilt"},
      p.azimuth...);
    v(About{.name = "tilt",
            .unit = "rad",
            .kind = Kind::Angle,
            .meaning = "turn of the principal axes about y"},
      p.tilt...);
  }
};

template <class T>
struct ThinFilmParameters {
  Node ambient = Node::text("1");
  std::vector<FilmLayerParameters<T>> layers;
  Node substrate;
  std::optional<FilmSheetParameters<T>> substrate_sheet;
  T substrate_roughness{0.0};
  T temperature{300.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "ambient", .meaning = "lossless medium the light comes from"}, p.ambient...);
    v(About{.name = "layers", .meaning = "from the ambient to the substrate"}, p.layers...);
    v(About{.name = "substrate", .required = true, .meaning = "half space below the layers"},
      p.substrate...);
    v(About{.name = "substrate_sheet", .meaning = "conducting sheet on the substrate"},
      p.substrate_sheet...);
    v(About{.name = "substrate_roughness",
            .unit = "m",
            .min = 0,
            .meaning = "thickness of a rough top of the substrate",
            .source = "Aspnes1979"},
      p.substrate_roughness...);
    v(About{.name = "temperature",
            .symbol = "T",
            .unit = "K",
            .kind = Kind::Temperature,
            .min = 0,
            .meaning = "temperature of all materials"},
      p.temperature...);
  }
  void validate(Problems& problems) const;
};

}  // namespace verdet
