#include "verdet/tables/plot/layout.hpp"

#include <algorithm>
#include <cmath>

#include "verdet/tables/plot/labels.hpp"
#include "verdet/tables/plot/raster.hpp"

namespace verdet::plot {
namespace {

constexpr double kMargin = 24, kColourBar = 36, kTickLength = 14, kHeader = 40;
constexpr double kLeastHeight = 800, kMostHeight = 2400;

// Space around the axes of one panel.
struct Margins {
  double left = 0, right = 0, bottom = 0, top = 0;
};

std::size_t longest(const std::vector<Tick>& ticks) {
  std::size_t most = 0;
  for (const Tick& tick : ticks) most = std::max(most, character_count(tick.label));
  return most;
}

std::size_t longest_entry(const Panel& panel) {
  std::size_t most = 0;
  for (const Curve& curve : panel.curves) most = std::max(most, character_count(curve.label));
  return most;
}

Legend legend_of(const Panel& panel, double width) {
  const auto entries = std::count_if(panel.curves.begin(), panel.curves.end(),
                                     [](const Curve& curve) { return !curve.label.empty(); });
  if (entries == 0) return Legend::None;
  const double entry = static_cast<double>(longest_entry(panel)) * kCharacter + 70;
  const double title = static_cast<double>(character_count(panel.title)) * (kCharacter + 1);
  return static_cast<double>(entries) * entry + title < width ? Legend::Row : Legend::Column;
}

// The raster's cells reach half a step beyond their centres.
Placed scales_of(const Panel& panel, int x_ticks, int y_ticks) {
  std::vector<const std::vector<double>*> xs, ys, colours;
  std::vector<double> levels, x_edges, y_edges;
  for (const Curve& curve : panel.curves) {
    xs.push_back(&curve.x);
    ys.push_back(&curve.y);
    if (curve.level) levels.push_back(*curve.level);
  }
  if (!panel.raster) xs.push_back(&panel.marks);
  if (panel.raster) {
    xs.push_back(&panel.raster->x);
    ys.push_back(&panel.raster->y);
    colours.push_back(&panel.raster->values);
  }
  colours.push_back(&levels);
  Placed placed;
  placed.has_colour = panel.raster.has_value() || !levels.empty();
  const double padding = panel.raster ? 0 : 0.05;
  placed.x = make_scale(panel.x, xs, 0, x_ticks);
  placed.y = make_scale(panel.y, ys, padding, y_ticks);
  if (placed.has_colour) placed.colour = make_scale(panel.colour, colours, 0, y_ticks);
  return placed;
}

void widen_to_cells(const Panel& panel, Placed& placed, int x_ticks, int y_ticks) {
  if (!panel.raster) return;
  const auto widened = [](Scale& scale, const Ruler& ruler, const std::vector<double>& centres,
                          int ticks) {
    std::vector<double> places;
    for (const double centre : centres) places.push_back(scale.place(centre));
    const std::vector<double> edges = cell_edges(places);
    Ruler wide = ruler;
    const double a = std::min(edges.front(), edges.back()),
                 b = std::max(edges.front(), edges.back());
    wide.low = scale.log ? std::pow(10.0, a) : a;
    wide.high = scale.log ? std::pow(10.0, b) : b;
    scale = make_scale(wide, {&centres}, 0, ticks);
  };
  widened(placed.x, panel.x, panel.raster->x, x_ticks);
  widened(placed.y, panel.y, panel.raster->y, y_ticks);
}

// In one column, the lowest of panels with the same x axis carries its labels.
void share_x(const Figure& figure, std::vector<Placed>& placed) {
  for (std::size_t i = 0; figure.columns == 1 && i + 1 < placed.size(); ++i) {
    const Scale &a = placed[i].x, &b = placed[i + 1].x;
    placed[i].bare_x = a.label == b.label && a.log == b.log && a.low == b.low && a.high == b.high &&
                       !figure.panels[i].equal_scales &&
                       placed[i].has_colour == placed[i + 1].has_colour;
  }
}

// In lines that fit along the axis; the unit stays in the last one.
std::vector<std::string> label_lines(const std::string& label, double height) {
  const auto limit = static_cast<std::size_t>(std::max(height / kCharacter, 12.0));
  std::vector<std::string> lines = wrapped(label, limit);
  if (lines.size() > 3) lines = {shortened(label, limit)};
  return lines;
}

Margins margins_of(const Panel& panel, const Placed& placed) {
  const auto width = [](const Scale& scale) {
    return static_cast<double>(longest(scale.ticks)) * kDigit;
  };
  Margins m;
  m.left = kTickLength + width(placed.y) + static_cast<double>(placed.y_label.size()) * kLine + 22;
  m.right = kMargin + static_cast<double>(longest(placed.x.ticks)) * kDigit / 2;
  if (placed.has_colour)
    m.right = kColourBar + 40 + width(placed.colour) +
              static_cast<double>(placed.colour_label.size()) * kLine + 12;
  if (placed.legend == Legend::Column)
    m.right += static_cast<double>(longest_entry(panel)) * kCharacter + 70;
  m.bottom = placed.bare_x ? 14 : kTickLength + 2 * kLine + 10;
  m.top = placed.legend == Legend::Row || !panel.title.empty() ? kHeader : 14;
  return m;
}

void squeeze_to_equal_scales(Placed& p) {
  const double x_unit = (p.right - p.left) / (p.x.high - p.x.low);
  const double y_unit = (p.top - p.bottom) / (p.y.high - p.y.low);
  if (x_unit > y_unit) {
    p.right = p.left + y_unit * (p.x.high - p.x.low);
  } else {
    const double height = x_unit * (p.y.high - p.y.low);
    p.bottom = p.top - height;
  }
}

// Left and right margins are common to a column of panels, so that their axes line up.
void place_panels(const Figure& figure, Layout& layout, double title_height) {
  const auto columns = static_cast<std::size_t>(figure.columns);
  const std::size_t rows = (figure.panels.size() + columns - 1) / columns;
  const double cell_width = layout.width / static_cast<double>(columns);
  std::vector<Margins> own;
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    own.push_back(margins_of(figure.panels[i], layout.panels[i]));
  std::vector<Margins> common(columns);
  std::vector<double> row_margins(rows, 0);
  double used = 0;
  for (std::size_t i = 0; i < own.size(); ++i) {
    Margins& column = common[i % columns];
    column.left = std::max(column.left, own[i].left);
    column.right = std::max(column.right, own[i].right);
    row_margins[i / columns] = std::max(row_margins[i / columns], own[i].top + own[i].bottom);
  }
  for (const double margin : row_margins) used += margin;
  const double axes = (layout.height - title_height - used - 8) / static_cast<double>(rows);
  double top = layout.height - title_height;
  for (std::size_t i = 0; i < own.size(); ++i) {
    Placed& placed = layout.panels[i];
    const double cell = static_cast<double>(i % columns) * cell_width;
    placed.left = cell + common[i % columns].left;
    placed.right = cell + cell_width - common[i % columns].right;
    placed.top = top - own[i].top;
    placed.bottom = placed.top - axes;
    if (figure.panels[i].equal_scales) squeeze_to_equal_scales(placed);
    if (i % columns == columns - 1) top -= axes + row_margins[i / columns];
  }
  layout.left = common[0].left;
}

// Maps in true proportions decide how tall the picture is.
void fit_height(const Figure& figure, Layout& layout, double title_height) {
  if (figure.panels.empty() || !figure.panels[0].equal_scales) return;
  const auto columns = static_cast<std::size_t>(figure.columns);
  const std::size_t rows = (figure.panels.size() + columns - 1) / columns;
  const Placed& first = layout.panels[0];
  const Margins m = margins_of(figure.panels[0], first);
  const double axes = layout.width / static_cast<double>(columns) - m.left - m.right;
  const double tall = axes * (first.y.high - first.y.low) / (first.x.high - first.x.low);
  layout.height =
      std::clamp(title_height + 8 + static_cast<double>(rows) * (tall + m.top + m.bottom),
                 kLeastHeight, kMostHeight);
}

}  // namespace

Layout lay_out(const Figure& figure) {
  Layout layout;
  const auto columns = static_cast<std::size_t>(std::max(figure.columns, 1));
  const std::size_t rows = (figure.panels.size() + columns - 1) / columns;
  const bool true_maps = columns > 1 && !figure.panels.empty() && figure.panels[0].equal_scales;
  if (true_maps) layout.width = 1900;
  if (rows > 2) layout.height = 240 + 270 * static_cast<double>(rows);
  const double width = layout.width / static_cast<double>(columns);
  const double height = layout.height / static_cast<double>(rows) - 90;
  const int y_ticks = std::clamp(static_cast<int>(height / 55), 5, 10);
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const Panel& panel = figure.panels[i];
    // Fewer labels where they are long.
    int x_ticks = columns > 1 ? 5 : 10;
    Placed placed = scales_of(panel, x_ticks, y_ticks);
    const double label = static_cast<double>(longest(placed.x.ticks) + 3) * kDigit;
    x_ticks = std::clamp(static_cast<int>((width - 200) / label), 2, x_ticks);
    placed = scales_of(panel, x_ticks, y_ticks);
    widen_to_cells(panel, placed, x_ticks, y_ticks);
    placed.legend = legend_of(panel, width - 180);
    placed.y_label = label_lines(panel.y.label, height);
    if (placed.has_colour) placed.colour_label = label_lines(placed.colour.label, height);
    layout.panels.push_back(std::move(placed));
  }
  share_x(figure, layout.panels);
  const double title =
      (figure.title.empty() ? 12 : 48) + static_cast<double>(figure.notes.size()) * kLine + 6;
  fit_height(figure, layout, title);
  place_panels(figure, layout, title);
  return layout;
}

}  // namespace verdet::plot
