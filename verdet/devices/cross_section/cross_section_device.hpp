// Any cross-section: rectangles, polygons and conducting sheets, painted one over the other.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/devices/guide.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {

template <class T>
struct RectangleParameters {
  std::vector<T> x, y;
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "x", .unit = "m", .required = true, .meaning = "[left, right]"}, p.x...);
    v(About{.name = "y", .unit = "m", .required = true, .meaning = "[bottom, top]"}, p.y...);
  }
};

template <class T>
struct RegionParameters {
  std::string name;
  Node index;
  std::optional<RectangleParameters<T>> rectangle;
  std::vector<std::vector<T>> polygon;
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "name", .meaning = "name in the results; region_N when absent"}, p.name...);
    v(About{.name = "index",
            .required = true,
            .meaning =
                "material, complex index, or {x: , y: , z: } of a uniaxial or biaxial medium"},
      p.index...);
    v(About{.name = "rectangle", .meaning = "{x: [left, right], y: [bottom, top]}"},
      p.rectangle...);
    v(About{.name = "polygon", .unit = "m", .meaning = "corners [[x, y], ...]"}, p.polygon...);
  }
};

template <class T>
struct SheetParameters {
  std::string name;
  Node material;
  T conductivity_real{0.0}, conductivity_imag{0.0};
  std::vector<T> from, to;
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "name", .meaning = "name of the sheet"}, p.name...);
    v(About{.name = "material",
            .meaning =
                "a material with a sheet conductivity, in place of the two numbers: {material: "
                "graphene, fermi_level: 0.4 eV, scattering_time: 100 fs}"},
      p.material...);
    v(About{.name = "conductivity_real",
            .symbol = "Re sigma",
            .unit = "S",
            .meaning = "sheet conductivity; positive absorbs"},
      p.conductivity_real...);
    v(About{.name = "conductivity_imag",
            .symbol = "Im sigma",
            .unit = "S",
            .meaning = "its imaginary part, for exp(-i omega t)"},
      p.conductivity_imag...);
    v(About{.name = "from", .unit = "m", .required = true, .meaning = "one end [x, y]"}, p.from...);
    v(About{.name = "to", .unit = "m", .required = true, .meaning = "other end [x, y]"}, p.to...);
  }
};

template <class T>
struct CrossSectionParameters {
  Node background = Node::text("1");
  std::vector<RegionParameters<T>> regions;
  std::vector<SheetParameters<T>> sheets;
  std::optional<T> bend_radius;
  T temperature{300.0};

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "background", .meaning = "material or index everywhere else"}, p.background...);
    v(About{.name = "regions", .required = true, .meaning = "painted in order: later ones win"},
      p.regions...);
    v(About{.name = "sheets", .meaning = "infinitely thin conducting sheets"}, p.sheets...);
    v(About{.name = "bend_radius",
            .symbol = "R",
            .unit = "m",
            .min = 1e-7,
            .meaning = "radius of the bend; straight when absent"},
      p.bend_radius...);
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

class CrossSectionDevice final : public Device, public Guide {
 public:
  CrossSectionDevice(const CrossSectionParameters<double>& parameters,
                     const Environment& environment);
  static DeviceInfo info();

  CrossSection cross_section(double wavelength) const override;
  double bend_radius() const override {
    return parameters_.bend_radius ? *parameters_.bend_radius : Guide::bend_radius();
  }

 private:
  CrossSectionParameters<double> parameters_;
  std::vector<Material> background_;             // one, or one per axis
  std::vector<std::vector<Material>> regions_;   // likewise
  std::vector<std::optional<Material>> sheets_;  // where a material is named
};

}  // namespace verdet
