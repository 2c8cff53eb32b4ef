#include "verdet/fields/modes/window_search.hpp"

#include <algorithm>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/domain_plan.hpp"
#include "verdet/fields/modes/mode_profile.hpp"

namespace verdet {
namespace {

constexpr double kFirstMargin = 1.5;   // wavelengths around the near breaks
constexpr double kLargestMargin = 12;  // wavelengths
constexpr double kCoarseness = 2;
constexpr double kWindowShare = 0.05;  // of the wanted accuracy, per side
constexpr double kLeastMargin = 0.1;   // wavelengths
constexpr int kRounds = 5;

struct SurveyMode {
  double index;
  std::size_t part;
  long column;
};

struct SurveyPart {
  GridLevel level;
  LevelModes modes;
};

std::vector<double> breaks_inside(const CrossSection& section, int axis, double wavelength,
                                  double low, double high) {
  std::vector<double> out;
  for (const double b : near_breaks(section, axis, wavelength))
    if (b > low && b < high) out.push_back(b);
  return out;
}

// First window: the near breaks and a margin; a uniform axis needs walls that make sense of it.
void first_range(const CrossSection& section, const ModeOptions& o, int axis, double& low,
                 double& high) {
  const std::vector<double> breaks = near_breaks(section, axis, o.wavelength);
  const Wall a = axis == 0 ? o.walls.left : o.walls.bottom;
  const Wall b = axis == 0 ? o.walls.right : o.walls.top;
  const auto closed = [](Wall w) { return w == Wall::pec || w == Wall::pmc; };
  if (breaks.empty() && closed(a) && closed(b)) {
    low = -o.wavelength / 20;
    high = o.wavelength / 20;
    return;
  }
  if (breaks.empty())
    throw InputError(std::string("cross-section: uniform along ") + (axis == 0 ? "x" : "y") +
                     ", so no mode is confined there; give a window or PEC or PMC walls");
  if (closed(a) || closed(b))
    throw InputError(std::string("window: explicit PEC or PMC walls along ") +
                     (axis == 0 ? "x" : "y") + " need a window that says where they stand");
  low = breaks.front() - kFirstMargin * o.wavelength;
  high = breaks.back() + kFirstMargin * o.wavelength;
}

class Survey {
 public:
  Survey(const CrossSection& section, const ModeOptions& options,
         const std::vector<SymmetryClass>& classes)
      : section_(section), o_(options), classes_(classes), open_(open_sides(options)) {}

  // Guided modes on the coarse grid, best first.
  std::vector<SurveyMode> solve(const Box& window) {
    parts_.clear();
    std::vector<SurveyMode> found;
    for (const SymmetryClass& planes : classes_) {
      Box box = window;
      Walls walls = resolved_walls(o_);
      for (Wall* w : {&walls.left, &walls.right, &walls.bottom, &walls.top})
        if (*w == Wall::pml) *w = Wall::pec;
      fold(planes, box, walls);
      SurveyPart part;
      part.level.prepare(section_,
                         plan_domain(section_, {box, walls, o_.wavelength, INFINITY, kCoarseness,
                                                highest_index(section_, box)}),
                         1, o_.wavelength);
      LevelSearch search;
      search.count = std::min(o_.count, part.level.unknowns().count / 2);
      search.index = o_.index_guess ? o_.index_guess->real()
                                    : index_bound(section_, part.level.grid()) * 1.001;
      search.tolerance = 1e-6;
      const double edge = continuum_index(section_, part.level.grid(), open_in(planes));
      if (!o_.index_guess) search.least_index = edge;
      part.modes = part.level.solve(search);
      for (int k = 0; k < search.count; ++k)
        if (part.modes.index[k].real() > edge)
          found.push_back({part.modes.index[k].real(), parts_.size(), k});
      parts_.push_back(std::move(part));
    }
    std::sort(found.begin(), found.end(),
              [](const SurveyMode& a, const SurveyMode& b) { return a.index > b.index; });
    if (found.size() > static_cast<std::size_t>(o_.count)) found.resize(o_.count);
    return found;
  }

  // Outermost wall position that the modes ask for on a side.
  double wanted(const std::vector<SurveyMode>& modes, Side side, double from,
                double innermost) const {
    const int axis = side == Side::left || side == Side::right ? 0 : 1;
    const double sign = side == Side::left || side == Side::bottom ? -1 : 1;
    double farthest = innermost;
    for (const SurveyMode& m : modes) {
      const SurveyPart& part = parts_[m.part];
      const ModeProfile profile = mode_profile(part.level, part.modes.vectors.col(m.column), axis);
      const double x = wall_position(profile, side, from, kWindowShare * o_.accuracy,
                                     2 * M_PI / o_.wavelength, m.index);
      farthest = sign > 0 ? std::max(farthest, x) : std::min(farthest, x);
    }
    return farthest;
  }

 private:
  // A mirror plane is not open.
  OpenSides open_in(const SymmetryClass& planes) const {
    OpenSides open = open_;
    for (const MirrorPlane& p : planes) (p.axis == 0 ? open.left : open.bottom) = false;
    return open;
  }

  const CrossSection& section_;
  const ModeOptions& o_;
  const std::vector<SymmetryClass>& classes_;
  OpenSides open_;
  std::vector<SurveyPart> parts_;
};

// A wall right beside an interface would cost thin cells and spoil the corner: move it past.
double clear_of(const std::vector<double>& breaks, double wall, double margin) {
  for (const double b : breaks)
    if (std::abs(wall - b) < std::abs(margin)) return b + margin;
  return wall;
}

// Moves the sides of one axis; returns true when one had to move outwards.
bool adjust(const Survey& survey, const std::vector<SurveyMode>& modes, const CrossSection& section,
            const ModeOptions& o, int axis, const Box& old, Box& next, bool& decayed,
            const SymmetryClass& planes) {
  double low = axis == 0 ? old.x_min : old.y_min, high = axis == 0 ? old.x_max : old.y_max;
  const std::vector<double> breaks = breaks_inside(section, axis, o.wavelength, low, high);
  if (breaks.empty()) return false;
  const double reach = kLargestMargin * o.wavelength;
  const bool mirrored = std::any_of(planes.begin(), planes.end(),
                                    [&](const MirrorPlane& p) { return p.axis == axis; });
  const double middle = (breaks.front() + breaks.back()) / 2;
  double right = survey.wanted(modes, axis == 0 ? Side::right : Side::top, breaks.back(), middle);
  double left = mirrored ? 2 * middle - right
                         : survey.wanted(modes, axis == 0 ? Side::left : Side::bottom,
                                         breaks.front(), middle);
  if (right > breaks.back() + reach || left < breaks.front() - reach) decayed = false;
  right = clear_of(breaks, std::min(right, breaks.back() + reach), kLeastMargin * o.wavelength);
  left = clear_of(breaks, std::max(left, breaks.front() - reach), -kLeastMargin * o.wavelength);
  const bool outwards = right > high || left < low;
  (axis == 0 ? next.x_min : next.y_min) = left;
  (axis == 0 ? next.x_max : next.y_max) = right;
  return outwards;
}

}  // namespace

Walls resolved_walls(const ModeOptions& o) {
  Walls w = o.walls;
  // Light leaves a bend outwards, and from there up and down as well.
  if (std::isfinite(o.bend_radius))
    for (Wall* side : {&w.right, &w.bottom, &w.top})
      if (*side == Wall::automatic) *side = Wall::pml;
  for (Wall* side : {&w.left, &w.right, &w.bottom, &w.top})
    if (*side == Wall::automatic) *side = Wall::pec;
  return w;
}

OpenSides open_sides(const ModeOptions& o) {
  const auto open = [](Wall w) { return w == Wall::automatic || w == Wall::pml; };
  return {open(o.walls.left), open(o.walls.right), open(o.walls.bottom), open(o.walls.top)};
}

WindowSearch find_window(const CrossSection& section, const ModeOptions& o,
                         const std::vector<SymmetryClass>& classes, const Context& context) {
  WindowSearch out;
  Box& w = out.window;
  first_range(section, o, 0, w.x_min, w.x_max);
  first_range(section, o, 1, w.y_min, w.y_max);
  Survey survey(section, o, classes);
  for (int round = 0; round < kRounds; ++round) {
    context.check();
    const std::vector<SurveyMode> modes = survey.solve(w);
    if (modes.empty()) {
      out.decayed = false;
      return out;
    }
    out.lowest_index = modes.back().index;
    Box next = w;
    out.decayed = true;
    const bool x = adjust(survey, modes, section, o, 0, w, next, out.decayed, classes.front());
    const bool y = adjust(survey, modes, section, o, 1, w, next, out.decayed, classes.front());
    w = next;
    if (!x && !y) break;
  }
  return out;
}

}  // namespace verdet
