#include "verdet/fields/modes/graded_axis.hpp"

#include <algorithm>
#include <cmath>

namespace verdet {
namespace {

// A piece where h = start + slope t for t in [0, length].
struct Piece {
  double length, start, slope;

  double cells() const {
    if (std::abs(slope) * length < 1e-9 * start) return length / start;
    return std::log1p(slope * length / start) / slope;
  }
  double at(double cell) const {
    if (std::abs(slope) * length < 1e-9 * start) return cell * start;
    return start * std::expm1(slope * cell) / slope;
  }
};

// Rising from the low end, level at the cap, falling to the high end; any of them may be missing.
std::vector<Piece> pieces(const AxisSegment& s) {
  const double length = s.high - s.low;
  const double low = std::min(s.low_cell, s.cap), high = std::min(s.high_cell, s.cap);
  if (s.growth <= 0) return {{length, std::min(low, high), 0}};
  double rise = (s.cap - low) / s.growth, fall = (s.cap - high) / s.growth;
  if (rise + fall > length) {
    // The two ramps meet below the cap.
    rise = std::clamp((length + (high - low) / s.growth) / 2, 0.0, length);
    fall = length - rise;
  }
  const double top = std::min(low + s.growth * rise, s.cap);
  std::vector<Piece> out;
  if (rise > 0) out.push_back({rise, low, s.growth});
  if (length - rise - fall > 0) out.push_back({length - rise - fall, top, 0});
  if (fall > 0) out.push_back({fall, high + s.growth * fall, -s.growth});
  return out;
}

double total_cells(const std::vector<Piece>& parts) {
  double sum = 0;
  for (const Piece& p : parts) sum += p.cells();
  return sum;
}

double position(const std::vector<Piece>& parts, double cell) {
  double x = 0;
  for (const Piece& p : parts) {
    const double n = p.cells();
    if (cell <= n) return x + p.at(cell);
    x += p.length;
    cell -= n;
  }
  return x;
}

}  // namespace

int cells_at_level_one(const AxisSegment& segment) {
  if (segment.single) return 1;
  if (segment.cells > 0) return segment.cells;
  return std::max(1, static_cast<int>(std::ceil(total_cells(pieces(segment)) - 1e-6)));
}

int cells_at_level_one(const AxisPlan& plan) {
  int sum = 0;
  for (const AxisSegment& s : plan) sum += cells_at_level_one(s);
  return sum;
}

std::vector<double> grid_lines(const AxisPlan& plan, int level) {
  std::vector<double> lines;
  for (const AxisSegment& s : plan) {
    const std::vector<Piece> parts = pieces(s);
    const int cells = s.single ? 1 : level * cells_at_level_one(s);
    const double total = total_cells(parts);
    for (int k = 0; k < cells; ++k) lines.push_back(s.low + position(parts, total * k / cells));
  }
  lines.push_back(plan.back().high);
  return lines;
}

}  // namespace verdet
