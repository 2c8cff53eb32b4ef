#include "verdet/fields/modes/mode_profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "verdet/fields/modes/domain_plan.hpp"

namespace verdet {
namespace {

constexpr double kTrusted = 0.15;  // share of a margin spoiled by the wall
constexpr double kNoise = 1e-12;   // of the peak density: nothing left to fit

double outward(Side side) {
  return side == Side::left || side == Side::bottom ? -1 : 1;
}

// Last break point before a wall; the middle of the window when there is none.
double last_break(const CrossSection& section, int axis, double low, double high, Side side) {
  double from = (low + high) / 2;
  bool found = false;
  for (const double b : break_points(section, axis)) {
    if (!(b > low && b < high)) continue;
    from = !found ? b : outward(side) > 0 ? std::max(from, b) : std::min(from, b);
    found = true;
  }
  return from;
}

double density_at(const ModeProfile& p, double x) {
  const auto after = std::upper_bound(p.centre.begin(), p.centre.end(), x);
  if (after == p.centre.begin()) return p.density.front();
  if (after == p.centre.end()) return p.density.back();
  const std::size_t k = static_cast<std::size_t>(after - p.centre.begin());
  const double t = (x - p.centre[k - 1]) / (p.centre[k] - p.centre[k - 1]);
  // Log-linear, as the tail is.
  const double a = std::max(p.density[k - 1], 1e-300), b = std::max(p.density[k], 1e-300);
  return std::exp((1 - t) * std::log(a) + t * std::log(b));
}

}  // namespace

ModeProfile mode_profile(const GridLevel& level, const Vector<std::complex<double>>& mode,
                         int axis) {
  const YeeGrid& g = level.grid();
  const Unknowns& u = level.unknowns();
  const YeeAxis& a = axis == 0 ? g.x : g.y;
  ModeProfile p;
  p.centre = a.centre;
  p.density.assign(a.centre.size(), 0);
  for (int k = 0; k < a.cells(); ++k) p.size.push_back(a.line[k + 1] - a.line[k]);
  const auto energy = [&](int unknown) { return unknown < 0 ? 0.0 : std::norm(mode[unknown]); };
  for (int j = 0; j < g.ny(); ++j)
    for (int i = 0; i < g.nx(); ++i) {
      const double across =
          axis == 0 ? g.y.line[j + 1] - g.y.line[j] : g.x.line[i + 1] - g.x.line[i];
      p.density[axis == 0 ? i : j] +=
          across * 0.5 *
          (energy(u.x(i, j)) + energy(u.x(i, j + 1)) + energy(u.y(i, j)) + energy(u.y(i + 1, j)));
    }
  for (std::size_t k = 0; k < p.density.size(); ++k) p.total += p.density[k] * p.size[k];
  return p;
}

Tail fit_tail(const ModeProfile& p, Side side, double from) {
  const double wall = outward(side) < 0 ? p.centre.front() - p.size.front() / 2
                                        : p.centre.back() + p.size.back() / 2;
  const double near = from + 0.4 * (wall - from), far = from + 0.7 * (wall - from);
  const double a = density_at(p, near), b = density_at(p, far);
  Tail t;
  t.at = far;
  t.density = b / p.total;
  t.faded = a < kNoise * *std::max_element(p.density.begin(), p.density.end());
  t.rate = std::log(a / b) / (2 * std::abs(far - near));
  return t;
}

double wall_error(const Tail& t, double position, double k0, double index) {
  if (t.faded) return 0;
  if (!(t.rate > 0)) return std::numeric_limits<double>::infinity();
  return 2 * t.rate * t.density * std::exp(-2 * t.rate * std::abs(position - t.at)) /
         (k0 * k0 * index);
}

double wall_position(const ModeProfile& p, Side side, double from, double error, double k0,
                     double index) {
  const double sign = outward(side);
  const int n = static_cast<int>(p.centre.size());
  // Walk inwards from the wall while the density is low enough.
  const double low = error * k0 * p.total / 2;
  int k = sign > 0 ? n - 1 : 0;
  while (k >= 0 && k < n && p.density[k] < low) k -= static_cast<int>(sign);
  const double wall =
      sign > 0 ? p.centre.back() + p.size.back() / 2 : p.centre.front() - p.size.front() / 2;
  const double last = k < 0 || k >= n ? p.centre[n / 2] : p.centre[k] + sign * p.size[k];
  // The wall itself pulls the field down over the last decay length.
  if (sign * (wall - last) > kTrusted * std::abs(wall - from)) return last;
  const Tail t = fit_tail(p, side, from);
  if (!(t.rate > 0)) return sign * std::numeric_limits<double>::infinity();
  const double here = 2 * t.rate * t.density / (k0 * k0 * index);
  return t.at + sign * std::max(std::log(here / error), 0.0) / (2 * t.rate);
}

double window_error(const GridLevel& level, const CrossSection& section,
                    const Vector<std::complex<double>>& mode, double index, const OpenSides& open) {
  const YeeGrid& g = level.grid();
  double sum = 0;
  for (const int axis : {0, 1}) {
    const double low = axis == 0 ? g.window.x_min : g.window.y_min;
    const double high = axis == 0 ? g.window.x_max : g.window.y_max;
    const bool at_low = axis == 0 ? open.left : open.bottom;
    const bool at_high = axis == 0 ? open.right : open.top;
    if (!at_low && !at_high) continue;
    const ModeProfile profile = mode_profile(level, mode, axis);
    for (const bool first : {true, false}) {
      if (!(first ? at_low : at_high)) continue;
      const Side side =
          axis == 0 ? (first ? Side::left : Side::right) : (first ? Side::bottom : Side::top);
      const Tail tail = fit_tail(profile, side, last_break(section, axis, low, high, side));
      sum += std::min(wall_error(tail, first ? low : high, g.k0, index), 1.0);
    }
  }
  return sum;
}

}  // namespace verdet
