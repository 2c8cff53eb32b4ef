// Where each panel goes, so that no label meets another.
#pragma once

#include <string>
#include <vector>

#include "verdet/tables/plot/figure.hpp"
#include "verdet/tables/plot/scale.hpp"

namespace verdet::plot {

enum class Legend { None, Row, Column };

/// One panel ready to draw: its scales and the box of its axes in pixels from the bottom left.
struct Placed {
  Scale x, y, colour;
  bool has_colour = false;
  Legend legend = Legend::None;
  bool bare_x = false;  ///< the panel below carries the labels of the common x axis
  std::vector<std::string> y_label, colour_label;  ///< in lines
  double left = 0, right = 0, bottom = 0, top = 0;
};

struct Layout {
  double width = 1400;
  double height = 900;
  double left = 0;  ///< of the leftmost axes, where the title starts
  std::vector<Placed> panels;
};

Layout lay_out(const Figure& figure);

/// Pixels of one character of the usual text, and of one line.
inline constexpr double kCharacter = 9.6;
inline constexpr double kDigit = 11.2;  ///< of tick labels
inline constexpr double kLine = 24;

}  // namespace verdet::plot
