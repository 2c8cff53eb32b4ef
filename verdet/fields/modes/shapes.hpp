// Common cross-sections: strip, rib, slot, multilayer stack, coupled strips.
#pragma once

#include <string>
#include <vector>

#include "verdet/fields/modes/cross_section.hpp"

namespace verdet {

/// Rectangle from (x_min, y_min) to (x_max, y_max), m.
Region rectangle(std::string name, const Box& box, const Medium& medium);

/// Symmetric trapezoid standing on y = `bottom`: `base_width` wide at the bottom, side walls
/// inclined by `sidewall_angle` (rad from the horizontal; pi/2 is vertical, smaller is wider at the
/// bottom). Throws InputError when the walls meet below the top.
Region trapezoid(std::string name, double centre, double base_width, double bottom, double height,
                 double sidewall_angle, const Medium& medium);

/// Strip (wire, channel) waveguide: core named "core" centred on x = 0, bottom at y = 0; all in m.
struct StripShape {
  double width = 500e-9;  ///< at the bottom
  double height = 220e-9;
  double sidewall_angle = 1.5707963267948966;  ///< rad from the horizontal
  Medium core;
  Medium cladding;
  Medium substrate;  ///< fills y < 0
};
CrossSection strip(const StripShape& shape);

/// Rib waveguide: slab ("slab") of `slab_thickness` under a ridge ("core") of full height `height`;
/// substrate below y = 0. The slab extends sideways beyond any window.
struct RibShape {
  double width = 500e-9;
  double height = 220e-9;  ///< slab included
  double slab_thickness = 90e-9;
  double sidewall_angle = 1.5707963267948966;
  Medium core;
  Medium cladding;
  Medium substrate;
};
CrossSection rib(const RibShape& shape);

/// Slot waveguide: two rails ("left", "right") of `rail_width` with `gap` between them ("slot").
struct SlotShape {
  double rail_width = 200e-9;
  double gap = 100e-9;
  double height = 220e-9;
  Medium rail;
  Medium slot;
  Medium cladding;
  Medium substrate;
};
CrossSection slot(const SlotShape& shape);

/// Two parallel strips ("left", "right"), `gap` apart edge to edge, placed symmetrically about x =
/// 0.
CrossSection coupled_strips(const StripShape& left, double right_width, double gap);

/// One layer of a stack.
struct Layer {
  std::string name;
  double thickness = 0;  ///< m
  Medium medium;
};

/// Layers stacked upwards from y = 0, uniform along x, between two half spaces. Solve it with PEC
/// (TE: E along x) or PMC (TM: H along x) walls left and right.
CrossSection layer_stack(const std::vector<Layer>& layers, const Medium& below,
                         const Medium& above);

}  // namespace verdet
