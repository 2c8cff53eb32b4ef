// From numbers to places on an axis: range, transformation, and ticks that read well.
#pragma once

#include <string>
#include <vector>

#include "verdet/tables/plot/figure.hpp"

namespace verdet::plot {

/// A tick without a label is a minor one.
struct Tick {
  double place = 0;
  std::string label;
};

/// An axis ready to draw. Places are the numbers, or their decimal logarithms on a log axis: the
/// renderer only ever sees linear axes.
struct Scale {
  std::string label;
  bool log = false;
  double low = 0, high = 1;  ///< places of the ends, low < high
  std::vector<Tick> ticks;

  double place(double value) const;  ///< NaN where a log axis has no place
};

/// The scale for data with these values; `padding` is the share of the range left free at either
/// end that the ruler does not fix, `ticks` roughly how many labels fit.
Scale make_scale(const Ruler& ruler, const std::vector<const std::vector<double>*>& data,
                 double padding, int ticks);

}  // namespace verdet::plot
