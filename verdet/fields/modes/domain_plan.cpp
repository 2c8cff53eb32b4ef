#include "verdet/fields/modes/domain_plan.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

constexpr double kEdgeCells = 22;           // per wavelength in the densest medium, at interfaces
constexpr double kBulkCells = 10.5;         // per transverse wavelength, away from them
constexpr double kGrowth = 0.25;            // cell growth per distance from an interface
constexpr double kLeastTransverse = 0.3;    // of the highest index: claddings, weak guides
constexpr double kAbsorberDepth = 0.75;     // wavelengths
constexpr double kAbsorberStrength = 1.5;   // wavelengths of imaginary length
constexpr double kAbsorberCells = 10;       // per wavelength
constexpr std::size_t kPolygonCorners = 8;  // outlines with more corners count as curves

double medium_index(const Medium& m) {
  double n = 0;
  for (const auto& e : m.epsilon) n = std::max(n, std::sqrt(e).real());
  return n;
}

bool meets(const Box& a, const Box& b) {
  return a.x_min < b.x_max && b.x_min < a.x_max && a.y_min < b.y_max && b.y_min < a.y_max;
}

// Break points strictly inside (low, high), with those nearly on each other or on an end dropped.
std::vector<double> inner_breaks(const std::vector<double>& all, double low, double high) {
  std::vector<double> lines{low};
  const double least = 1e-9 * (high - low);
  for (const double b : all)
    if (b > lines.back() + least && b < high - least) lines.push_back(b);
  lines.push_back(high);
  return lines;
}

AxisSegment absorber(double low, double high, double wavelength) {
  const double h = wavelength / kAbsorberCells;
  return {low, high, h, h, 0, h, 0, false};
}

struct AxisRequest {
  int axis;
  double low, high;
  Wall wall_low, wall_high;
};

AxisPlan plan_axis(const CrossSection& section, const DomainRequest& r, const AxisRequest& a,
                   AbsorberRange& range) {
  const double n_max = highest_index(section, r.window);
  const double unit = r.wavelength * r.coarseness;
  const double edge = unit / (kEdgeCells * n_max);
  const std::vector<double> lines = inner_breaks(break_points(section, a.axis), a.low, a.high);
  const double depth = kAbsorberDepth * r.wavelength;
  range = {a.low, a.high, a.wall_low == Wall::pml, a.wall_high == Wall::pml,
           kAbsorberStrength * r.wavelength};
  // Between two walls closer than half a wavelength nothing varies along an axis without breaks.
  const bool closed = a.wall_low != Wall::pml && a.wall_high != Wall::pml;
  if (lines.size() == 2 && closed && a.high - a.low < r.wavelength / (2 * n_max)) {
    AxisSegment one{a.low, a.high, 1, 1, 0, 1, 1, true};
    return {one};
  }
  AxisPlan plan;
  if (range.at_low) plan.push_back(absorber(a.low - depth, a.low, unit));
  for (std::size_t k = 0; k + 1 < lines.size(); ++k) {
    Box strip = r.window;
    (a.axis == 0 ? strip.x_min : strip.y_min) = lines[k];
    (a.axis == 0 ? strip.x_max : strip.y_max) = lines[k + 1];
    const double n = std::max(highest_index(section, strip), r.lowest_index);
    const double transverse =
        std::max(std::sqrt(n * n - r.lowest_index * r.lowest_index), kLeastTransverse * n_max);
    const double cap = unit / (kBulkCells * transverse);
    const double length = lines[k + 1] - lines[k];
    // Beside a layer thinner than a cell the first cell is no larger than that layer.
    const auto cell_at = [&](std::size_t b) {
      if (b == 0 || b + 1 == lines.size()) return cap;
      return std::min({edge, lines[b] - lines[b - 1], lines[b + 1] - lines[b]});
    };
    plan.push_back({lines[k], lines[k + 1], std::min(cell_at(k), length),
                    std::min(cell_at(k + 1), length), kGrowth, cap, 0, false});
  }
  if (range.at_high) plan.push_back(absorber(a.high, a.high + depth, unit));
  return plan;
}

}  // namespace

double highest_index(const CrossSection& section, const Box& box) {
  double n = medium_index(section.background);
  for (const Region& region : section.regions)
    if (meets(bounds(region.outline), box)) n = std::max(n, medium_index(region.medium));
  return n;
}

std::vector<double> break_points(const CrossSection& section, int axis) {
  std::vector<double> out;
  const auto add = [&](Point p) { out.push_back(axis == 0 ? p.x : p.y); };
  for (const Region& region : section.regions) {
    if (region.outline.size() <= kPolygonCorners)
      for (const Point& p : region.outline) add(p);
    const Box b = bounds(region.outline);
    add({b.x_min, b.y_min});
    add({b.x_max, b.y_max});
  }
  for (const Sheet& sheet : section.sheets) {
    add(sheet.from);
    add(sheet.to);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Domain plan_domain(const CrossSection& section, const DomainRequest& r) {
  Domain d;
  d.window = r.window;
  d.bend_radius = r.bend_radius;
  d.x = plan_axis(section, r, {0, r.window.x_min, r.window.x_max, r.walls.left, r.walls.right},
                  d.absorb_x);
  d.y = plan_axis(section, r, {1, r.window.y_min, r.window.y_max, r.walls.bottom, r.walls.top},
                  d.absorb_y);
  d.conductor_left = r.walls.left != Wall::pmc;
  d.conductor_right = r.walls.right != Wall::pmc;
  d.conductor_bottom = r.walls.bottom != Wall::pmc;
  d.conductor_top = r.walls.top != Wall::pmc;
  return d;
}

}  // namespace verdet
