// A figure as a value: panels of curves and colour maps in display units, before any renderer.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace verdet::plot {

/// One axis of a panel, in display units (nm, mW): the label carries the unit.
struct Ruler {
  std::string label;
  bool log = false;
  double low = std::numeric_limits<double>::quiet_NaN();   ///< NaN: from the data
  double high = std::numeric_limits<double>::quiet_NaN();  ///< NaN: from the data
  std::vector<std::string> categories = {};  ///< names of the values 0, 1, ... of a text axis
};

/// Points joined in order; a NaN interrupts the line.
struct Curve {
  enum class Style { Line, Dashed, LinePoints, Diamonds, Circles };
  std::string label;  ///< empty: not in the legend
  std::vector<double> x;
  std::vector<double> y;  ///< as long as x
  int colour = 0;         ///< position in the palette
  Style style = Style::Line;
  std::optional<double> level = {};  ///< colour by the panel's colour scale instead
};

/// A colour map over cell centres that ascend or descend; values row-major (y, x), NaN is a hole.
struct Raster {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> values;
};

struct Panel {
  std::string title = {};
  Ruler x = {}, y = {};
  Ruler colour = {};  ///< used by a raster and by curves with a level
  std::vector<Curve> curves = {};
  std::optional<Raster> raster = {};
  std::vector<double> marks = {};  ///< abscissae marked by faint vertical lines
  bool equal_scales = false;       ///< one unit is equally long on both axes
};

struct Figure {
  std::string title;
  std::vector<std::string> notes = {};  ///< small lines under the title
  std::vector<Panel> panels = {};
  int columns = 1;  ///< panels are placed row by row
};

}  // namespace verdet::plot
