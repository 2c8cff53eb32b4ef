#include "verdet/tables/plot/gnuplot_script.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>

#include "verdet/base/text.hpp"
#include "verdet/tables/plot/decimate.hpp"
#include "verdet/tables/plot/labels.hpp"
#include "verdet/tables/plot/layout.hpp"
#include "verdet/tables/plot/raster.hpp"

namespace verdet::plot {
namespace {

// Okabe and Ito's colours: told apart with any colour vision, yellow left out as too faint.
constexpr std::array<const char*, 7> kPalette = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                 "#E69F00", "#56B4E9", "#000000"};
// Viridis: even in lightness, so it also reads in grey.
constexpr const char* kColourMap =
    "set palette defined (0 '#440154', 1 '#482878', 2 '#3E4A89', 3 '#31688E', 4 '#26828E', "
    "5 '#1F9E89', 6 '#35B779', 7 '#6DCD59', 8 '#B4DE2C', 9 '#FDE725')\n";
constexpr const char* kInk = "#404040";
constexpr const char* kHole = "#D0D0D0";

class Script {
 public:
  Script(const Figure& figure, Format format)
      : figure_(figure), layout_(lay_out(figure)), format_(format) {
    terminal(format);
    text_ += "set encoding utf8\nset multiplot\n";
    text_ += kColourMap;
    for (std::size_t i = 0; i < figure.panels.size(); ++i)
      panel(figure.panels[i], layout_.panels[i], i == 0);
    text_ += "unset multiplot\nunset output\n";
  }
  std::string take() { return std::move(text_); }

 private:
  template <class... A>
  void add(fmt::format_string<A...> format, A&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<A>(arguments)...);
  }

  void terminal(Format format) {
    const double w = layout_.width, h = layout_.height;
    // A PDF is in inches; 144 pixels make one, so that its text has the size of a printed page's.
    if (format == Format::Pdf)
      add("set terminal pdfcairo noenhanced size {}in,{}in font 'DejaVu Sans,14' fontscale 0.5 "
          "linewidth 0.6 background '#FFFFFF'\n",
          w / 144, h / 144);
    else
      add("set terminal {} noenhanced size {},{} font 'DejaVu Sans,{}' background '#FFFFFF'\n",
          format == Format::Png ? "pngcairo" : "svg", w, h, font(13));
  }

  // The SVG terminal counts fonts in pixels, the others in points of 4/3 pixels.
  int font(int points) const { return format_ == Format::Svg ? points * 17 / 13 : points; }

  double across(double pixels) const { return pixels / layout_.width; }
  double up(double pixels) const { return pixels / layout_.height; }

  void heading() {
    const double left = across(layout_.left);
    double y = layout_.height - 30;
    if (!figure_.title.empty()) {
      add("set label {} at screen {:.5f},{:.5f} left font 'DejaVu Sans Bold,{}' tc rgb '#000000'\n",
          in_quotes(shortened(sentence(plain_name(figure_.title)), 100)), left, up(y), font(15));
      y -= 34;
    }
    for (const std::string& note : figure_.notes) {
      add("set label {} at screen {:.5f},{:.5f} left font ',{}' tc rgb '#606060'\n",
          in_quotes(shortened(note, 150)), left, up(y), font(11));
      y -= kLine;
    }
  }

  void ticks(const char* axis, const Scale& scale, bool bare) {
    add("set {}tics (", axis);
    bool first = true;
    for (const Tick& tick : scale.ticks) {
      std::string label = bare ? "" : tick.label;
      // Tick labels are formats: a percent sign would take the number.
      for (std::size_t i = 0; (i = label.find('%', i)) != std::string::npos; i += 2)
        label.insert(i, "%");
      add("{}{} {:.12g} {}", first ? "" : ", ", in_quotes(label), tick.place,
          tick.label.empty() ? 1 : 0);
      first = false;
    }
    add(")\n");
  }

  void axes(const Panel& panel, const Placed& placed) {
    add("set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n", across(placed.left),
        across(placed.right));
    add("set bmargin at screen {:.5f}\nset tmargin at screen {:.5f}\n", up(placed.bottom),
        up(placed.top));
    add("set xrange [{:.12g}:{:.12g}]\nset yrange [{:.12g}:{:.12g}]\n", placed.x.low, placed.x.high,
        placed.y.low, placed.y.high);
    text_ += "set tics scale 0.8,0.4 out nomirror\n";
    ticks("x", placed.x, placed.bare_x);
    ticks("y", placed.y, false);
    add("set border {} lc rgb '{}' lw 1\n", panel.raster ? 15 : 3, kInk);
    if (!panel.raster) text_ += "set grid xtics ytics lt 1 lc rgb '#E4E4E4' lw 1\n";
    words(panel, placed);
  }

  // Axis labels stand at measured places: gnuplot's own offsets count ticks that it cannot see.
  void words(const Panel& panel, const Placed& placed) {
    const double middle = (placed.left + placed.right) / 2;
    if (!placed.bare_x)
      add("set label {} at screen {:.5f},{:.5f} center\n", in_quotes(placed.x.label),
          across(middle), up(placed.bottom - 58));
    std::size_t longest = 0;
    for (const Tick& tick : placed.y.ticks)
      longest = std::max(longest, character_count(tick.label));
    const double lines = static_cast<double>(placed.y_label.size());
    const double x =
        placed.left - 22 - kDigit * static_cast<double>(longest) - kLine * (lines - 0.5);
    for (std::size_t i = 0; i < placed.y_label.size(); ++i)
      add("set label {} at screen {:.5f},{:.5f} center rotate by 90\n",
          in_quotes(placed.y_label[i]), across(x + kLine * static_cast<double>(i)),
          up((placed.bottom + placed.top) / 2));
    if (!panel.title.empty())
      add("set label {} at screen {:.5f},{:.5f} left font 'DejaVu Sans Bold,{}'\n",
          in_quotes(panel.title), across(placed.left), up(placed.top + 18), font(13));
  }

  void legend(const Placed& placed) {
    if (placed.legend == Legend::None) {
      text_ += "unset key\n";
      return;
    }
    const bool row = placed.legend == Legend::Row;
    const double x = row ? placed.right : placed.right + (placed.has_colour ? 150 : 20);
    add("set key at screen {:.5f},{:.5f} {} samplen 2.5 width 1\n", across(x),
        up(row ? placed.top + 6 : placed.top),
        row ? "right bottom horizontal maxrows 1" : "left top vertical Left reverse");
  }

  void colour_bar(const Placed& placed) {
    if (!placed.has_colour) {
      text_ += "unset colorbox\n";
      return;
    }
    const Scale& c = placed.colour;
    add("set cbrange [{:.12g}:{:.12g}]\n", c.low, c.high);
    ticks("cb", c, false);
    std::size_t longest = 0;
    for (const Tick& tick : c.ticks) longest = std::max(longest, character_count(tick.label));
    const double bar = placed.right + 20;
    add("set colorbox user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} border\n",
        across(bar), up(placed.bottom), across(22), up(placed.top - placed.bottom));
    const double first = bar + 22 + 24 + kDigit * static_cast<double>(longest) + kLine / 2;
    for (std::size_t i = 0; i < placed.colour_label.size(); ++i)
      add("set label {} at screen {:.5f},{:.5f} center rotate by 90\n",
          in_quotes(placed.colour_label[i]), across(first + static_cast<double>(i) * kLine),
          up((placed.top + placed.bottom) / 2));
  }

  void marks(const Panel& panel, const Placed& placed) {
    for (const double mark : panel.marks) {
      const double x = placed.x.place(mark);
      if (!(x >= placed.x.low && x <= placed.x.high)) continue;
      add("set arrow from first {0:.12g}, graph 0 to first {0:.12g}, graph 1 nohead back lt 1 dt "
          "(4,6) "
          "lw 1 lc rgb '#A0A0A0'\n",
          x);
    }
  }

  // Points as places; a NaN becomes the blank line that interrupts a curve.
  void curve_data(const Curve& curve, const Placed& placed) {
    Points points;
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      points.x.push_back(placed.x.place(curve.x[i]));
      points.y.push_back(placed.y.place(curve.y[i]));
    }
    points = decimate(std::move(points), static_cast<std::size_t>(placed.right - placed.left));
    const double level = curve.level ? placed.colour.place(*curve.level) : 0;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
      if (!std::isfinite(points.x[i]) || !std::isfinite(points.y[i]))
        text_ += text_.ends_with("\n\n") ? "" : "\n";
      else if (curve.level)
        add("{:.12g} {:.9g} {:.9g}\n", points.x[i], points.y[i], level);
      else
        add("{:.12g} {:.9g}\n", points.x[i], points.y[i]);
    }
    text_ += "e\n";
  }

  std::string style(const Curve& curve) const {
    const std::string colour =
        curve.level
            ? "palette"
            : fmt::format("rgb '{}'",
                          kPalette[static_cast<std::size_t>(curve.colour) % kPalette.size()]);
    switch (curve.style) {
      case Curve::Style::Dashed:
        return fmt::format("with lines lt 1 dt (10,6) lw 2.2 lc {}", colour);
      case Curve::Style::LinePoints:
        return fmt::format("with linespoints lt 1 dt 1 lw 2 pt 7 ps 1 lc {}", colour);
      case Curve::Style::Diamonds:
        return fmt::format("with points pt 13 ps 2.4 lc {}", colour);
      case Curve::Style::Circles:
        return fmt::format("with points pt 6 ps 1.8 lw 2.5 lc {}", colour);
      case Curve::Style::Line:
        break;
    }
    return fmt::format("with lines lt 1 dt 1 lw {} lc {}", curve.level ? 1.6 : 2.2, colour);
  }

  EvenRaster even(const Panel& panel, const Placed& placed) const {
    return even_raster(*panel.raster, placed.x, placed.y, placed.colour,
                       static_cast<std::size_t>(std::max(placed.right - placed.left, 16.0)),
                       static_cast<std::size_t>(std::max(placed.top - placed.bottom, 16.0)));
  }

  // Binary: gnuplot reads the cells of a map as text a hundred times slower. A NaN is left out.
  static std::string raster_source(const EvenRaster& even) {
    const double dx = (even.x_high - even.x_low) / static_cast<double>(even.columns);
    const double dy = (even.y_high - even.y_low) / static_cast<double>(even.rows);
    return fmt::format(
        "'-' binary array=({},{}) origin=({:.12g},{:.12g}) dx={:.12g} dy={:.12g} "
        "format='%float' with image notitle",
        even.columns, even.rows, even.x_low + dx / 2, even.y_low + dy / 2, dx, dy);
  }

  void raster_data(const EvenRaster& even) {
    for (const double value : even.values) {
      const auto single = static_cast<float>(value);
      char bytes[sizeof single];
      std::memcpy(bytes, &single, sizeof single);
      text_.append(bytes, sizeof single);
    }
    text_ += '\n';
  }

  // The data follow their plot command in its order; datablocks would take quadratic time.
  void plot(const Panel& panel, const Placed& placed) {
    std::vector<std::string> parts;
    EvenRaster cells;
    if (panel.raster) {
      add("set object 1 rectangle from graph 0,0 to graph 1,1 behind fs solid noborder fc rgb "
          "'{}'\n",
          kHole);
      cells = even(panel, placed);
      parts.push_back(raster_source(cells));
    }
    for (const Curve& curve : panel.curves)
      parts.push_back(
          fmt::format("'-' using 1:2{} {} {}", curve.level ? ":3" : "", style(curve),
                      curve.label.empty() ? "notitle" : "title " + in_quotes(curve.label)));
    // A panel without one point still shows its axes.
    if (parts.empty()) parts.push_back("NaN notitle");
    add("plot {}\n", join(parts, ", \\\n  "));
    if (panel.raster) raster_data(cells);
    for (const Curve& curve : panel.curves) curve_data(curve, placed);
  }

  void panel(const Panel& panel, const Placed& placed, bool first) {
    text_ += "unset label\nunset arrow\nunset object\nunset grid\n";
    if (first) heading();
    axes(panel, placed);
    legend(placed);
    colour_bar(placed);
    marks(panel, placed);
    plot(panel, placed);
  }

  const Figure& figure_;
  Layout layout_;
  Format format_;
  std::string text_;
};

}  // namespace

std::string gnuplot_script(const Figure& figure, Format format) {
  return Script(figure, format).take();
}

}  // namespace verdet::plot
