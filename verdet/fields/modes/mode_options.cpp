#include "verdet/fields/modes/mode_options.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "verdet/base/error.hpp"

namespace verdet {

void validate(const ModeOptions& o) {
  std::vector<Fault> faults;
  const auto expect = [&](bool good, const std::string& path, const std::string& message) {
    if (!good) faults.push_back({{}, path, message});
  };
  expect(std::isfinite(o.wavelength) && o.wavelength > 0, "wavelength", "must be positive (m)");
  expect(o.count >= 1 && o.count <= 100, "count", "must lie between 1 and 100");
  expect(o.accuracy >= 1e-9 && o.accuracy <= 0.1, "accuracy", "must lie between 1e-9 and 0.1");
  expect(o.bend_radius > 0, "bend_radius",
         "must be positive (m); mirror the section to bend the other way");
  expect(o.memory_limit >= (std::size_t{1} << 20), "memory_limit", "must be at least 1 MiB");
  if (o.window)
    expect(o.window->x_max > o.window->x_min && o.window->y_max > o.window->y_min, "window",
           "must have a positive width and height");
  if (std::isfinite(o.bend_radius)) {
    expect(o.mirror_x == Mirror::automatic || o.mirror_x == Mirror::none, "mirror_x",
           "a bend breaks the mirror symmetry in x");
    if (o.window)
      expect(o.window->x_min > -o.bend_radius, "window", "reaches the centre of curvature");
  }
  if (!faults.empty()) throw InputError(std::move(faults));
}

}  // namespace verdet
