#include "verdet/fields/modes/shapes.hpp"

#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

// Half spaces and slabs reach far beyond any window (m).
constexpr double kFar = 1e-2;

void add_substrate(CrossSection& section, const Medium& substrate) {
  if (!(substrate == section.background))
    section.regions.push_back(rectangle("substrate", {-kFar, kFar, -kFar, 0}, substrate));
}

}  // namespace

Region rectangle(std::string name, const Box& box, const Medium& medium) {
  return {std::move(name),
          {{box.x_min, box.y_min},
           {box.x_max, box.y_min},
           {box.x_max, box.y_max},
           {box.x_min, box.y_max}},
          medium};
}

Region trapezoid(std::string name, double centre, double base_width, double bottom, double height,
                 double sidewall_angle, const Medium& medium) {
  const double inset =
      std::abs(sidewall_angle - M_PI / 2) < 1e-12 ? 0 : height / std::tan(sidewall_angle);
  if (!(base_width > 0) || !(height > 0) || !(base_width > 2 * inset))
    throw InputError("trapezoid '" + name +
                     "': width and height must be positive and the side walls must not meet");
  const double half = base_width / 2, top = bottom + height;
  return {std::move(name),
          {{centre - half, bottom},
           {centre + half, bottom},
           {centre + half - inset, top},
           {centre - half + inset, top}},
          medium};
}

CrossSection strip(const StripShape& s) {
  CrossSection section{s.cladding, {}, {}};
  add_substrate(section, s.substrate);
  section.regions.push_back(trapezoid("core", 0, s.width, 0, s.height, s.sidewall_angle, s.core));
  return section;
}

CrossSection rib(const RibShape& s) {
  if (!(s.slab_thickness >= 0) || !(s.slab_thickness < s.height))
    throw InputError("rib: the slab must be thinner than the core");
  CrossSection section{s.cladding, {}, {}};
  add_substrate(section, s.substrate);
  if (s.slab_thickness > 0)
    section.regions.push_back(rectangle("slab", {-kFar, kFar, 0, s.slab_thickness}, s.core));
  section.regions.push_back(trapezoid("core", 0, s.width, s.slab_thickness,
                                      s.height - s.slab_thickness, s.sidewall_angle, s.core));
  return section;
}

CrossSection slot(const SlotShape& s) {
  CrossSection section{s.cladding, {}, {}};
  add_substrate(section, s.substrate);
  const double a = s.gap / 2, b = a + s.rail_width;
  section.regions.push_back(rectangle("slot", {-a, a, 0, s.height}, s.slot));
  section.regions.push_back(rectangle("left", {-b, -a, 0, s.height}, s.rail));
  section.regions.push_back(rectangle("right", {a, b, 0, s.height}, s.rail));
  return section;
}

CrossSection coupled_strips(const StripShape& s, double right_width, double gap) {
  if (!(gap > 0) || !(right_width > 0))
    throw InputError("coupled strips: the gap and both widths must be positive");
  CrossSection section{s.cladding, {}, {}};
  add_substrate(section, s.substrate);
  section.regions.push_back(
      trapezoid("left", -(gap + s.width) / 2, s.width, 0, s.height, s.sidewall_angle, s.core));
  section.regions.push_back(trapezoid("right", (gap + right_width) / 2, right_width, 0, s.height,
                                      s.sidewall_angle, s.core));
  return section;
}

CrossSection layer_stack(const std::vector<Layer>& layers, const Medium& below,
                         const Medium& above) {
  CrossSection section{above, {}, {}};
  add_substrate(section, below);
  double y = 0;
  for (const Layer& layer : layers) {
    if (!(layer.thickness > 0))
      throw InputError("layer '" + layer.name + "': the thickness must be positive");
    section.regions.push_back(
        rectangle(layer.name, {-kFar, kFar, y, y + layer.thickness}, layer.medium));
    y += layer.thickness;
  }
  return section;
}

}  // namespace verdet
