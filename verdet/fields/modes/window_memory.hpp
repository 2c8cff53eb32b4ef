// Margins of an automatic window, kept along a sweep.
#pragma once

#include <optional>

#include "verdet/fields/modes/window_search.hpp"

namespace verdet {

/// Distances from the outermost break points inside the window to its sides, m. Kept while the
/// sections have the same number of break points, so that the grid only stretches along a sweep.
class WindowMemory {
 public:
  void keep(const CrossSection& section, const ModeOptions& options, const WindowSearch& found);

  /// The window with the kept margins around the breaks of `section`; none when anything that
  /// matters changed (break count, accuracy by more than rounding, walls, wavelength by over 20 %).
  std::optional<WindowSearch> recall(const CrossSection& section, const ModeOptions& options) const;

  void forget() { known_ = false; }

 private:
  bool known_ = false;
  ModeOptions options_;
  Box margin_;
  double lowest_index_ = 0;
  std::size_t breaks_x_ = 0, breaks_y_ = 0;
};

}  // namespace verdet
