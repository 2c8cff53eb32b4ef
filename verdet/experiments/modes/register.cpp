// Experiment `modes`: guided modes of a cross-section over wavelength.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "verdet/base/axis_values.hpp"
#include "verdet/devices/guide.hpp"
#include "verdet/experiments/modes/mode_table.hpp"
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/wavelength_axis.hpp"
#include "verdet/fields/modes/mode_tracking.hpp"

namespace verdet {

constexpr std::array<std::string_view, 4> choice_names(Wall) {
  return {"automatic", "pec", "pmc", "pml"};
}
constexpr std::array<std::string_view, 4> choice_names(Mirror) {
  return {"automatic", "none", "electric", "magnetic"};
}

namespace {

struct WallParameters {
  Wall left{}, right{}, bottom{}, top{};
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "left", .meaning = "left side of the window"}, p.left...);
    v(About{.name = "right", .meaning = "right side"}, p.right...);
    v(About{.name = "bottom", .meaning = "lower side"}, p.bottom...);
    v(About{.name = "top", .meaning = "upper side"}, p.top...);
  }
};

struct WindowParameters {
  std::vector<double> x, y;
  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    v(About{.name = "x", .unit = "m", .required = true, .meaning = "[left, right]"}, p.x...);
    v(About{.name = "y", .unit = "m", .required = true, .meaning = "[bottom, top]"}, p.y...);
  }
};

struct ModesParameters : WavelengthAxis {
  int count = 1;
  double accuracy = 1e-4;
  bool fields = false;
  std::optional<WindowParameters> window;
  WallParameters walls;
  Mirror mirror_x{}, mirror_y{};
  std::optional<double> near_index;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    WavelengthAxis::visit(v, p...);
    v(About{.name = "count", .min = 1, .max = 200, .meaning = "number of modes"}, p.count...);
    v(About{.name = "accuracy",
            .kind = Kind::Number,
            .min = 1e-8,
            .max = 0.1,
            .meaning = "wanted error of n_eff"},
      p.accuracy...);
    v(About{.name = "fields", .meaning = "store the fields of each mode"}, p.fields...);
    v(About{.name = "window", .meaning = "{x: , y: }; chosen from the geometry when absent"},
      p.window...);
    v(About{.name = "walls", .meaning = "conditions at the sides of the window"}, p.walls...);
    v(About{.name = "mirror_x", .meaning = "use of a mirror plane x = const"}, p.mirror_x...);
    v(About{.name = "mirror_y", .meaning = "use of a mirror plane y = const"}, p.mirror_y...);
    v(About{.name = "near_index",
            .kind = Kind::Number,
            .above = 0,
            .meaning = "modes nearest to this index instead of the highest ones"},
      p.near_index...);
  }

  void validate(Problems& problems) const {
    const std::size_t before = problems.list.size();
    WavelengthAxis::validate(problems);
    const bool readable = problems.list.size() == before;
    if (fields && readable && wavelengths().size() != 1)
      problems.add("fields",
                   "are stored at one wavelength; sweep `experiment.wavelength` for more");
    if (window && (window->x.size() != 2 || window->y.size() != 2))
      problems.add("window", "x and y are pairs: [left, right] and [bottom, top]");
  }

  ModeOptions options(double at, double bend_radius) const {
    ModeOptions o{.wavelength = at, .count = count, .accuracy = accuracy};
    if (window) o.window = Box{window->x[0], window->x[1], window->y[0], window->y[1]};
    o.walls = {walls.left, walls.right, walls.bottom, walls.top};
    o.mirror_x = mirror_x;
    o.mirror_y = mirror_y;
    o.bend_radius = bend_radius;
    if (near_index) o.index_guess = *near_index;
    return o;
  }
};

Table modes(const Device& device, const ModesParameters& p, const Context& context) {
  const Guide& guide = offer<Guide>(device);
  const std::vector<double> wavelengths = p.wavelengths();
  ModeSolver solver;
  const auto point = [&](double wavelength) {
    return SweepPoint{guide.cross_section(wavelength), p.options(wavelength, guide.bend_radius())};
  };
  std::vector<std::vector<Mode>> found;
  const bool one = wavelengths.size() == 1;
  if (one) {
    const SweepPoint only = point(wavelengths[0]);
    found.push_back(solver.solve(only.section, only.options, context));
  } else {
    for (TrackedPoint& at : track_modes(solver, wavelengths, point, {}, context))
      found.push_back(std::move(at.modes));
  }
  Table table = mode_table(one ? std::vector<double>{} : wavelengths, found);
  std::vector<RoughSlab> walls;
  for (const double wavelength : wavelengths)
    if (const auto rough = guide.rough_walls(wavelength)) walls.push_back(*rough);
  if (!walls.empty()) add_scattering(table, walls, found);
  if (one && p.fields) add_fields(table, found[0]);
  return table;
}

}  // namespace

void register_modes(ExperimentRegistry& experiments) {
  experiments.add<ModesParameters>(
      "modes", "guided modes of a cross-section, tracked over wavelength", modes);
}

}  // namespace verdet
