// The parameter statement of a waveguide cross-section, shared by every device that has one.
#pragma once

#include <numbers>
#include <optional>

#include "verdet/base/parameters.hpp"
#include "verdet/base/statement.hpp"

namespace verdet {

/// Strip by default; a rib with `slab`, a slot guide with `slot`. x runs across, y up, the core
/// stands on y = 0.
template <class T>
struct GuideShape {
  T width{500e-9};
  T height{220e-9};
  std::optional<T> slab;
  std::optional<T> slot;
  T sidewall_angle{std::numbers::pi / 2};
  Node core = Node::text("Si");
  Node cladding = Node::text("SiO2");
  Node substrate;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "width",
            .symbol = "w",
            .unit = "m",
            .min = 1e-9,
            .max = 1e-3,
            .meaning = "width of the core at its bottom"},
      p.width...);
    v(About{.name = "height",
            .symbol = "h",
            .unit = "m",
            .min = 1e-9,
            .max = 1e-3,
            .meaning = "height of the core, slab included"},
      p.height...);
    v(About{.name = "slab",
            .unit = "m",
            .above = 0,
            .max = 1e-3,
            .meaning = "thickness of the slab beside the core: a rib"},
      p.slab...);
    v(About{.name = "slot",
            .unit = "m",
            .above = 0,
            .max = 1e-3,
            .meaning = "width of a slot in the middle of the core, filled with cladding"},
      p.slot...);
    v(About{.name = "sidewall_angle",
            .unit = "rad",
            .kind = Kind::Angle,
            .above = 0,
            .max = std::numbers::pi / 2,
            .meaning = "angle of the side walls with the wafer"},
      p.sidewall_angle...);
    v(About{.name = "core",
            .meaning = "material or index of the core; a crystal says how it stands (x across, y "
                       "up, z along): {material: LiNbO3, optic_axis: x, electric_field: 1 V/um}"},
      p.core...);
    v(About{.name = "cladding", .meaning = "material or index above and beside the core"},
      p.cladding...);
    v(About{.name = "substrate",
            .meaning = "material or index below y = 0; the cladding's when absent"},
      p.substrate...);
  }

  /// Appends what only several parameters together can tell; `path` leads to this shape.
  void validate_at(const std::string& path, Problems& problems) const {
    if (slab && !(*slab < height)) problems.add(path + "slab", "must be thinner than height");
    if (slot && !(*slot < width)) problems.add(path + "slot", "must be narrower than width");
    if (slot && slab) problems.add(path + "slot", "a slot in a rib: state it as a cross_section");
  }
};

}  // namespace verdet
