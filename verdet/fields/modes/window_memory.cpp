#include "verdet/fields/modes/window_memory.hpp"

#include <cmath>
#include <vector>

#include "verdet/fields/modes/mirror_planes.hpp"

namespace verdet {
namespace {

constexpr double kWavelengthSpan = 0.2;

struct Ends {
  double low = 0, high = 0;
  std::size_t count = 0;
};

// Without breaks (uniform axis between explicit walls) the origin stands in.
Ends ends(const CrossSection& section, int axis, double wavelength) {
  const std::vector<double> breaks = near_breaks(section, axis, wavelength);
  if (breaks.empty()) return {};
  return {breaks.front(), breaks.back(), breaks.size()};
}

}  // namespace

void WindowMemory::keep(const CrossSection& section, const ModeOptions& o,
                        const WindowSearch& found) {
  const Box& w = found.window;
  lowest_index_ = found.lowest_index;
  known_ = true;
  options_ = o;
  const Ends x = ends(section, 0, o.wavelength), y = ends(section, 1, o.wavelength);
  margin_ = {w.x_min - x.low, w.x_max - x.high, w.y_min - y.low, w.y_max - y.high};
  breaks_x_ = x.count;
  breaks_y_ = y.count;
}

std::optional<WindowSearch> WindowMemory::recall(const CrossSection& section,
                                                 const ModeOptions& o) const {
  if (!known_ || !(o.walls == options_.walls) || o.accuracy != options_.accuracy ||
      o.count != options_.count || o.bend_radius != options_.bend_radius ||
      std::abs(o.wavelength / options_.wavelength - 1) > kWavelengthSpan)
    return std::nullopt;
  const Ends x = ends(section, 0, o.wavelength), y = ends(section, 1, o.wavelength);
  if (x.count != breaks_x_ || y.count != breaks_y_) return std::nullopt;
  return WindowSearch{{x.low + margin_.x_min, x.high + margin_.x_max, y.low + margin_.y_min,
                       y.high + margin_.y_max},
                      true,
                      lowest_index_};
}

}  // namespace verdet
