#include "verdet/fields/modes/cross_section.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

bool finite(Complex z) {
  return std::isfinite(z.real()) && std::isfinite(z.imag());
}

double area(const std::vector<Point>& outline) {
  double twice = 0;
  for (std::size_t k = 0; k < outline.size(); ++k) {
    const Point& a = outline[k];
    const Point& b = outline[(k + 1) % outline.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

void check_medium(const Medium& medium, const std::string& owner, std::vector<Fault>& faults) {
  for (int c = 0; c < 3; ++c) {
    if (!finite(medium.epsilon[c]) || std::abs(medium.epsilon[c]) == 0)
      faults.push_back({{}, owner, "the permittivity must be finite and not zero"});
    if (!finite(medium.d_epsilon_d_wavelength[c]))
      faults.push_back({{}, owner, "the derivative of the permittivity must be finite"});
  }
}

void check_region(const Region& region, std::vector<Fault>& faults) {
  const std::string owner = "region '" + region.name + "'";
  check_medium(region.medium, owner, faults);
  for (const Point& p : region.outline)
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
      faults.push_back({{}, owner, "a corner is not finite"});
      return;
    }
  if (region.outline.size() < 3)
    faults.push_back({{}, owner, "a polygon needs at least three corners"});
  else if (!(area(region.outline) > 0))
    faults.push_back({{}, owner, "the polygon has no area"});
}

void check_sheet(const Sheet& sheet, std::vector<Fault>& faults) {
  const std::string owner = "sheet '" + sheet.name + "'";
  const double dx = std::abs(sheet.to.x - sheet.from.x), dy = std::abs(sheet.to.y - sheet.from.y);
  if (!std::isfinite(dx) || !std::isfinite(dy))
    faults.push_back({{}, owner, "an end is not finite"});
  else if ((dx > 0) == (dy > 0))
    faults.push_back({{}, owner, "a sheet must be a horizontal or a vertical segment"});
  if (!finite(sheet.conductivity)) faults.push_back({{}, owner, "the conductivity must be finite"});
}

bool inside(const std::vector<Point>& outline, Point p) {
  bool in = false;
  for (std::size_t k = 0, last = outline.size() - 1; k < outline.size(); last = k++) {
    const Point &a = outline[k], &b = outline[last];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

double reflected(double v, double centre) {
  return 2 * centre - v;
}

Point reflected(Point p, int axis, double centre) {
  return axis == 0 ? Point{reflected(p.x, centre), p.y} : Point{p.x, reflected(p.y, centre)};
}

bool same_corners(const std::vector<Point>& a, std::vector<Point> b, double tolerance) {
  if (a.size() != b.size()) return false;
  for (const Point& p : a) {
    const auto match = std::find_if(b.begin(), b.end(), [&](const Point& q) {
      return std::abs(p.x - q.x) < tolerance && std::abs(p.y - q.y) < tolerance;
    });
    if (match == b.end()) return false;
    b.erase(match);
  }
  return true;
}

// Twin regions may swap places in the painting order when they do not overlap: look for any region
// of equal medium that is the image.
bool has_image(const CrossSection& section, const Region& region, int axis, double centre,
               double tolerance) {
  std::vector<Point> image;
  for (const Point& p : region.outline) image.push_back(reflected(p, axis, centre));
  return std::any_of(section.regions.begin(), section.regions.end(), [&](const Region& other) {
    return other.medium == region.medium && same_corners(image, other.outline, tolerance);
  });
}

}  // namespace

void validate(const CrossSection& section) {
  std::vector<Fault> faults;
  check_medium(section.background, "background", faults);
  std::set<std::string> names;
  for (const Region& region : section.regions) {
    check_region(region, faults);
    if (!region.name.empty() && !names.insert(region.name).second)
      faults.push_back({{}, "region '" + region.name + "'", "two regions have this name"});
  }
  for (const Sheet& sheet : section.sheets) check_sheet(sheet, faults);
  if (!faults.empty()) throw InputError(std::move(faults));
}

int region_at(const CrossSection& section, Point p) {
  for (int r = static_cast<int>(section.regions.size()) - 1; r >= 0; --r)
    if (inside(section.regions[r].outline, p)) return r;
  return -1;
}

const Medium& medium_of(const CrossSection& section, int region) {
  return region < 0 ? section.background : section.regions[region].medium;
}

Box bounds(const std::vector<Point>& outline) {
  Box box{outline.front().x, outline.front().x, outline.front().y, outline.front().y};
  for (const Point& p : outline) {
    box.x_min = std::min(box.x_min, p.x);
    box.x_max = std::max(box.x_max, p.x);
    box.y_min = std::min(box.y_min, p.y);
    box.y_max = std::max(box.y_max, p.y);
  }
  return box;
}

CrossSection mirrored(const CrossSection& section, int axis) {
  CrossSection out = section;
  for (Region& region : out.regions)
    for (Point& p : region.outline) p = reflected(p, axis, 0);
  for (Sheet& sheet : out.sheets) {
    sheet.from = reflected(sheet.from, axis, 0);
    sheet.to = reflected(sheet.to, axis, 0);
  }
  return out;
}

bool is_mirror_symmetric(const CrossSection& section, int axis, double centre) {
  double size = 0;
  for (const Region& region : section.regions) {
    const Box b = bounds(region.outline);
    size = std::max({size, b.x_max - b.x_min, b.y_max - b.y_min});
  }
  const double tolerance = 1e-9 * size;
  for (const Region& region : section.regions)
    if (!has_image(section, region, axis, centre, tolerance)) return false;
  for (const Sheet& sheet : section.sheets) {
    const std::vector<Point> image{reflected(sheet.from, axis, centre),
                                   reflected(sheet.to, axis, centre)};
    if (std::none_of(section.sheets.begin(), section.sheets.end(), [&](const Sheet& other) {
          return other.conductivity == sheet.conductivity &&
                 same_corners(image, {other.from, other.to}, tolerance);
        }))
      return false;
  }
  return true;
}

}  // namespace verdet
