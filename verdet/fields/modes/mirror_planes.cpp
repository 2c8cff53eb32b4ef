#include "verdet/fields/modes/mirror_planes.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/domain_plan.hpp"

namespace verdet {
namespace {

constexpr double kNear = 12;  // wavelengths

bool symmetric_window(const ModeOptions& o, int axis, double centre) {
  if (!o.window) return true;
  const double low = axis == 0 ? o.window->x_min : o.window->y_min;
  const double high = axis == 0 ? o.window->x_max : o.window->y_max;
  return std::abs(low + high - 2 * centre) < 1e-9 * (high - low);
}

// The walls that may replace the plane; none when it is not to be used.
std::vector<MirrorPlane> choices(const CrossSection& section, const ModeOptions& o, int axis) {
  const Mirror mirror = axis == 0 ? o.mirror_x : o.mirror_y;
  if (mirror == Mirror::none || (axis == 0 && std::isfinite(o.bend_radius))) return {};
  const std::optional<double> centre = middle_of_section(section, axis, o.wavelength);
  const bool same_walls = axis == 0 ? o.walls.left == o.walls.right : o.walls.bottom == o.walls.top;
  const bool usable = centre && same_walls && symmetric_window(o, axis, *centre) &&
                      is_mirror_symmetric(section, axis, *centre);
  if (!usable && mirror != Mirror::automatic)
    throw InputError(std::string("mirror_") + (axis == 0 ? "x" : "y") +
                     ": the section, its walls or its window are not symmetric about this plane; "
                     "use automatic or none");
  if (!usable) return {};
  if (mirror == Mirror::electric) return {{axis, *centre, Wall::pec}};
  if (mirror == Mirror::magnetic) return {{axis, *centre, Wall::pmc}};
  return {{axis, *centre, Wall::pec}, {axis, *centre, Wall::pmc}};
}

void reflect_axis(std::vector<double>& centre, std::vector<double>& size, double plane) {
  std::vector<double> whole, sizes;
  for (std::size_t k = centre.size(); k-- > 0;) {
    whole.push_back(2 * plane - centre[k]);
    sizes.push_back(size[k]);
  }
  whole.insert(whole.end(), centre.begin(), centre.end());
  sizes.insert(sizes.end(), size.begin(), size.end());
  centre = std::move(whole);
  size = std::move(sizes);
}

void reflect_field(std::vector<std::complex<double>>& f, int nx, int ny, int axis, double sign) {
  const int wide = axis == 0 ? 2 * nx : nx, high = axis == 1 ? 2 * ny : ny;
  std::vector<std::complex<double>> whole(static_cast<std::size_t>(wide) * high);
  for (int j = 0; j < high; ++j)
    for (int i = 0; i < wide; ++i) {
      const int a = axis == 0 ? i - nx : i, b = axis == 1 ? j - ny : j;
      const bool image = a < 0 || b < 0;
      const std::size_t from =
          (a < 0 ? -a - 1 : a) + static_cast<std::size_t>(nx) * (b < 0 ? -b - 1 : b);
      whole[i + static_cast<std::size_t>(wide) * j] = image ? sign * f[from] : f[from];
    }
  f = std::move(whole);
}

}  // namespace

std::vector<double> near_breaks(const CrossSection& section, int axis, double wavelength) {
  double centre = 0, narrowest = -1;
  for (const Region& region : section.regions) {
    const Box b = bounds(region.outline);
    const double low = axis == 0 ? b.x_min : b.y_min, high = axis == 0 ? b.x_max : b.y_max;
    if (narrowest >= 0 && high - low >= narrowest * (1 - 1e-9)) continue;
    narrowest = high - low;
    centre = (low + high) / 2;
  }
  std::vector<double> out;
  for (const double b : break_points(section, axis))
    if (std::abs(b - centre) <= kNear * wavelength) out.push_back(b);
  return out;
}

std::optional<double> middle_of_section(const CrossSection& section, int axis, double wavelength) {
  const std::vector<double> breaks = near_breaks(section, axis, wavelength);
  if (breaks.empty()) return std::nullopt;
  return (breaks.front() + breaks.back()) / 2;
}

std::vector<SymmetryClass> symmetry_classes(const CrossSection& section, const ModeOptions& o) {
  std::vector<SymmetryClass> classes{{}};
  for (int axis = 0; axis < 2; ++axis) {
    const std::vector<MirrorPlane> planes = choices(section, o, axis);
    if (planes.empty()) continue;
    std::vector<SymmetryClass> next;
    for (const SymmetryClass& c : classes)
      for (const MirrorPlane& p : planes) {
        next.push_back(c);
        next.back().push_back(p);
      }
    classes = std::move(next);
  }
  return classes;
}

void fold(const SymmetryClass& planes, Box& window, Walls& walls) {
  for (const MirrorPlane& p : planes)
    if (p.axis == 0) {
      window.x_min = p.centre;
      walls.left = p.wall;
    } else {
      window.y_min = p.centre;
      walls.bottom = p.wall;
    }
}

void unfold(const SymmetryClass& planes, Mode& mode) {
  for (const MirrorPlane& p : planes) {
    const int nx = mode.grid.nx(), ny = mode.grid.ny();
    for (int c = 0; c < 3; ++c) {
      const double normal = (c == p.axis) == (p.wall == Wall::pec) ? 1 : -1;
      reflect_field(mode.electric[c], nx, ny, p.axis, normal);
      reflect_field(mode.magnetic[c], nx, ny, p.axis, -normal);
    }
    if (p.axis == 0)
      reflect_axis(mode.grid.x, mode.grid.width, p.centre);
    else
      reflect_axis(mode.grid.y, mode.grid.height, p.centre);
  }
}

}  // namespace verdet
