#include "verdet/fields/modes/mode_solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "verdet/base/error.hpp"
#include "verdet/fields/modes/domain_plan.hpp"
#include "verdet/fields/modes/mode_assembly.hpp"
#include "verdet/fields/modes/mode_profile.hpp"
#include "verdet/fields/modes/observables.hpp"
#include "verdet/fields/modes/refinement.hpp"
#include "verdet/fields/modes/window_memory.hpp"
#include "verdet/fields/modes/window_search.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

constexpr double kRoughBelow = 0.99;  // of the continuum's edge: modes there are not searched well

// One symmetry class of the section.
struct Part {
  SymmetryClass planes;
  Refinement refinement;
  int wanted = 0;
};

bool same_kind(const SymmetryClass& a, const SymmetryClass& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const MirrorPlane& p, const MirrorPlane& q) {
                      return p.axis == q.axis && p.wall == q.wall;
                    });
}

Domain domain_of(const CrossSection& section, const ModeOptions& o, const WindowSearch& search,
                 const SymmetryClass& planes) {
  DomainRequest r{search.window,      resolved_walls(o), o.wavelength, o.bend_radius, 1,
                  search.lowest_index};
  fold(planes, r.window, r.walls);
  return plan_domain(section, r);
}

// Without loss to the outside: where the search for bent modes starts.
Complex straight_index(const CrossSection& section, const ModeOptions& o,
                       const WindowSearch& window) {
  ModeOptions straight = o;
  straight.bend_radius = INFINITY;
  for (Wall* w :
       {&straight.walls.left, &straight.walls.right, &straight.walls.bottom, &straight.walls.top})
    if (*w == Wall::pml) *w = Wall::automatic;
  Refinement coarse;
  coarse.set_domain(domain_of(section, straight, window, {}));
  RefinementRequest r;
  r.wavelength = o.wavelength;
  r.shift = 1.001 * index_bound(section, make_grid(coarse.domain(), 1, o.wavelength));
  return coarse.scout(section, r).index.front();
}

// A mirror plane is not open.
OpenSides part_open_sides(const ModeOptions& o, const SymmetryClass& planes) {
  OpenSides open = open_sides(o);
  for (const MirrorPlane& p : planes) (p.axis == 0 ? open.left : open.bottom) = false;
  return open;
}

RefinementRequest request_for(const CrossSection& section, const ModeOptions& o,
                              const WindowSearch& window, const Domain& domain,
                              const SymmetryClass& planes) {
  RefinementRequest r;
  r.wavelength = o.wavelength;
  r.count = o.count;
  r.accuracy = o.accuracy;
  r.memory_limit = o.memory_limit;
  r.shift_is_guess = o.index_guess.has_value() || std::isfinite(o.bend_radius);
  if (o.index_guess)
    r.shift = *o.index_guess;
  else if (std::isfinite(o.bend_radius))
    r.shift = straight_index(section, o, window);
  else
    r.shift = 1.001 * index_bound(section, make_grid(domain, 1, o.wavelength));
  if (!r.shift_is_guess) {
    const OpenSides open = part_open_sides(o, planes);
    r.least_index =
        kRoughBelow * continuum_index(section, make_grid(domain, 1, o.wavelength), open);
  }
  return r;
}

// Sides that are open and closed by a conductor: there the window cuts a tail.
OpenSides cut_sides(const ModeOptions& o, const SymmetryClass& planes) {
  OpenSides s = open_sides(o);
  const Walls w = resolved_walls(o);
  s.left = s.left && w.left == Wall::pec;
  s.right = s.right && w.right == Wall::pec;
  s.bottom = s.bottom && w.bottom == Wall::pec;
  s.top = s.top && w.top == Wall::pec;
  for (const MirrorPlane& p : planes) (p.axis == 0 ? s.left : s.bottom) = false;
  return s;
}

Mode finished(const CrossSection& section, const ModeOptions& o, const Part& part,
              const RefinedMode& refined) {
  const GridLevel& level = part.refinement.finest();
  Mode m = assemble_mode(level, refined.shape, refined.finest_index, part.planes);
  m.n_eff = refined.index.value;
  if (level.lossless()) m.n_eff.imag(0);
  m.n_group = refined.group_index.real();
  m.loss = 2 * level.grid().k0 * m.n_eff.imag();
  m.convergence_order = refined.index.order;
  m.refinement = refined.history;
  m.error_estimate = refined.index.error + window_error(level, section, refined.shape,
                                                        m.n_eff.real(), cut_sides(o, part.planes));
  m.converged = m.error_estimate <= o.accuracy;
  m.continuum_index = continuum_index(section, level.grid(), part_open_sides(o, part.planes));
  m.guided = m.n_eff.real() > m.continuum_index;
  m.te_fraction = te_fraction(m);
  m.effective_area = effective_area(m);
  for (std::size_t r = 0; r < section.regions.size(); ++r)
    if (!section.regions[r].name.empty())
      m.confinement.push_back(
          {section.regions[r].name, confinement_factor(section, m, static_cast<int>(r))});
  return m;
}

}  // namespace

struct ModeSolver::State {
  std::vector<Part> parts;
  WindowMemory memory;

  void match(const std::vector<SymmetryClass>& classes) {
    bool same = parts.size() == classes.size();
    for (std::size_t k = 0; same && k < classes.size(); ++k)
      same = same_kind(parts[k].planes, classes[k]);
    if (!same) {
      parts.clear();
      parts.resize(classes.size());
    }
    for (std::size_t k = 0; k < classes.size(); ++k) parts[k].planes = classes[k];
  }

  WindowSearch window_for(const CrossSection& section, const ModeOptions& o,
                          const std::vector<SymmetryClass>& classes, const Context& context) {
    if (o.window) return {*o.window, true, 0};
    if (const auto kept = memory.recall(section, o)) return *kept;
    const WindowSearch found = find_window(section, o, classes, context);
    if (!found.decayed)
      context.warn(
          "window: a mode does not decay towards every side; give a window, and PML walls "
          "where it radiates");
    memory.keep(section, o, found);
    return found;
  }

  // How many of the wanted modes each class holds, judged on the coarsest grid.
  void share_out(const CrossSection& section, const ModeOptions& o, const RefinementRequest& r) {
    if (parts.size() == 1) {
      parts.front().wanted = o.count;
      return;
    }
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      parts[k].wanted = 0;
      for (const Complex& n : parts[k].refinement.scout(section, r).index)
        found.push_back({r.shift_is_guess ? -std::abs(n - r.shift) : n.real(), k});
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.first > b.first; });
    for (int k = 0; k < o.count; ++k) ++parts[found[k].second].wanted;
  }
};

ModeSolver::ModeSolver() : state_(std::make_unique<State>()) {}
ModeSolver::~ModeSolver() = default;
ModeSolver::ModeSolver(ModeSolver&&) noexcept = default;
ModeSolver& ModeSolver::operator=(ModeSolver&&) noexcept = default;

std::vector<Mode> ModeSolver::solve(const CrossSection& section, const ModeOptions& o,
                                    const Context& context) {
  validate(section);
  validate(o);
  State& s = *state_;
  const std::vector<SymmetryClass> classes = symmetry_classes(section, o);
  s.match(classes);
  const WindowSearch window = s.window_for(section, o, classes, context);
  for (Part& part : s.parts) part.refinement.set_domain(domain_of(section, o, window, part.planes));
  RefinementRequest request =
      request_for(section, o, window, s.parts.front().refinement.domain(), s.parts.front().planes);
  s.share_out(section, o, request);
  std::vector<Mode> modes;
  for (Part& part : s.parts) {
    if (part.wanted == 0) {
      part.refinement.forget_finer_than(1);
      continue;
    }
    request.count = part.wanted;
    for (const RefinedMode& m : part.refinement.run(section, request, context))
      modes.push_back(finished(section, o, part, m));
  }
  std::sort(modes.begin(), modes.end(),
            [](const Mode& a, const Mode& b) { return a.n_eff.real() > b.n_eff.real(); });
  warn_about(modes, o.wavelength, context);
  return modes;
}

void warn_about(const std::vector<Mode>& modes, double wavelength, const Context& context) {
  for (std::size_t k = 0; k < modes.size(); ++k) {
    const Mode& m = modes[k];
    const std::string name = fmt::format("mode {} at {:.7g} nm", k, wavelength * 1e9);
    if (!m.converged)
      context.warn(
          fmt::format("{}: n_eff is known to {:.2g} only; raise memory_limit, enlarge the "
                      "window or ask for less accuracy",
                      name, m.error_estimate));
    if (!m.guided)
      context.warn(fmt::format(
          "{}: not guided, n_eff lies below the index {:.6g} of what reaches the window's sides",
          name, m.continuum_index));
  }
}

std::vector<Mode> solve_modes(const CrossSection& section, const ModeOptions& options,
                              const Context& context) {
  return ModeSolver().solve(section, options, context);
}

}  // namespace verdet
