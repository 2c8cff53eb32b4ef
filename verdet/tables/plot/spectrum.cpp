// Scattering spectra: power transmitted from one port to each other port, in dB and linear.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/plot/columns.hpp"
#include "verdet/tables/plot/kinds.hpp"
#include "verdet/tables/plot/labels.hpp"

namespace verdet::plot {
namespace {

constexpr double kNegligible = 1e-12;  // power ratio below which a port counts as dark
constexpr std::size_t kMostPorts = 6;

bool has_axis(const Variable& variable, const std::string& axis) {
  return std::find(variable.axes.begin(), variable.axes.end(), axis) != variable.axes.end();
}

bool fits(const Table& table) {
  const Variable *re = table.find("S_real"), *im = table.find("S_imag");
  return re && im && has_axis(*re, "wavelength") && re->axes == im->axes;
}

std::vector<double> power(const Table& table, const Fixed& fixed) {
  std::vector<double> p = along(table, table.variable("S_real"), "wavelength", fixed);
  const std::vector<double> im = along(table, table.variable("S_imag"), "wavelength", fixed);
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = p[i] * p[i] + im[i] * im[i];
  return p;
}

std::vector<double> decibel(std::vector<double> values) {
  for (double& value : values) value = 10 * std::log10(value);
  for (double& value : values)
    if (!std::isfinite(value)) value = std::numeric_limits<double>::quiet_NaN();
  return values;
}

struct Output {
  std::string label;
  Fixed fixed;
  double strongest = 0;
};

// The ports that light from `in` reaches, strongest first when there are too many.
std::vector<Output> outputs_of(const Table& table, const Fixed& in) {
  const Variable& s = table.variable("S_real");
  if (!has_axis(s, "port_out")) return {{"", in, 1}};
  std::vector<Output> list;
  const Axis& ports = table.axis("port_out");
  for (std::size_t i = 0; i < ports.size(); ++i) {
    Fixed fixed = in;
    fixed["port_out"] = i;
    const double strongest = magnitude(power(table, fixed));
    if (strongest > kNegligible) list.push_back({ports.labels[i], fixed, strongest});
  }
  if (list.size() > kMostPorts) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Output& a, const Output& b) { return a.strongest > b.strongest; });
    list.resize(kMostPorts);
  }
  return list;
}

// The first input from which light arrives anywhere.
std::vector<Output> lit_outputs(const Table& table, Figure& figure) {
  if (!has_axis(table.variable("S_real"), "port_in")) return outputs_of(table, {});
  const Axis& ports = table.axis("port_in");
  for (std::size_t i = 0; i < ports.size(); ++i) {
    std::vector<Output> list = outputs_of(table, {{"port_in", i}});
    if (list.empty()) continue;
    figure.notes.push_back(fmt::format("light enters at port '{}'", ports.labels[i]));
    return list;
  }
  throw InputError("the scattering matrix is zero throughout; there is nothing to draw");
}

// Four digits; whole numbers up to a million are written out, as in a Q of 43390.
std::string four_digits(double value) {
  const double digit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 3);
  if (!(digit > 1) || digit > 100) return fmt::format("{:.4g}", value);
  return fmt::format("{:.0f}", std::round(value / digit) * digit);
}

std::string span_text(std::vector<double> values, const std::string& unit) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return "";
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const PrefixedUnit shown = prefixed_unit(*high, unit);
  const std::string a = four_digits(*low / shown.size), b = four_digits(*high / shown.size);
  return (a == b ? a : a + " to " + b) + (unit == "1" ? "" : " " + shown.name);
}

// Resonances become faint marks and one line of figures.
void add_resonances(const Table& table, const ShownUnit& unit, Figure& figure) {
  const Table* group = table.find_group("resonances");
  const Variable* at = group ? group->find("wavelength") : nullptr;
  if (!at || at->axes.size() != 1 || at->values.empty()) return;
  for (Panel& panel : figure.panels) panel.marks = shown(at->values, unit);
  std::string note =
      fmt::format("{} resonance{}", at->values.size(), at->values.size() == 1 ? "" : "s");
  for (const auto& [name, text] :
       {std::pair{"q", "Q"}, {"fsr", "free spectral range"}, {"fwhm", "linewidth"}})
    if (const Variable* v = group->find(name); v && v->axes.size() == 1)
      if (const std::string span = span_text(v->values, v->unit); !span.empty())
        note += fmt::format(", {} {}", text, span);
  figure.notes.push_back(note);
}

Panel panel_of(const std::string& x_label, bool in_decibel) {
  Panel panel;
  panel.x.label = x_label;
  panel.y.label = in_decibel ? "Transmission (dB)" : "Transmission";
  return panel;
}

// Dark ports would stretch the scale: 80 dB below the strongest is enough.
void limit_range(Panel& panel) {
  double low = 0, high = -1e9;
  for (const Curve& curve : panel.curves)
    for (const double value : curve.y)
      if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  if (low < high - 80) panel.y.low = high - 80;
}

Figure one_spectrum(const Table& table, const PlotRequest& request, Figure figure) {
  const Axis& axis = table.axis("wavelength");
  const ShownUnit unit = shown_unit(axis.name, axis.unit, magnitude(axis.values));
  const std::string label = axis_label(axis.name, axis.long_name, unit);
  const std::vector<double> x = shown(axis.values, unit);
  Panel db = panel_of(label, true), linear = panel_of(label, false);
  int colour = 0;
  for (const Output& output : lit_outputs(table, figure)) {
    std::vector<double> p = power(table, output.fixed);
    linear.curves.push_back({"", x, p, colour});
    db.curves.push_back({output.label, x, decibel(std::move(p)), colour++});
  }
  limit_range(db);
  linear.y.low = 0;
  figure.panels.push_back(std::move(db));
  // One legend, above, serves both panels.
  if (!request.log) figure.panels.push_back(std::move(linear));
  add_resonances(table, unit, figure);
  return figure;
}

// One panel per port; the swept value is the colour of a curve, or the ordinate of a map.
Panel family_panel(const Table& table, const Output& output, const Axis& sweep) {
  const Axis& axis = table.axis("wavelength");
  const ShownUnit unit = shown_unit(axis.name, axis.unit, magnitude(axis.values));
  const std::vector<double> values = numbers(sweep);
  const ShownUnit sweep_unit = shown_unit(sweep.name, sweep.unit, magnitude(values));
  Panel panel = panel_of(axis_label(axis.name, axis.long_name, unit), true);
  panel.title = output.label.empty() ? "" : "port " + output.label;
  panel.colour.label = axis_label(
      sweep.name, sweep.name.size() > 24 ? sweep.name : plain_name(sweep.name), sweep_unit);
  const std::vector<double> shown_values = shown(values, sweep_unit);
  Raster raster{shown(axis.values, unit), shown_values, {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    Fixed fixed = output.fixed;
    fixed[sweep.name] = i;
    std::vector<double> db = decibel(power(table, fixed));
    raster.values.insert(raster.values.end(), db.begin(), db.end());
    Curve curve{"", raster.x, std::move(db), static_cast<int>(i)};
    if (values.size() <= kMostPorts)
      curve.label = value_text(sweep, i);
    else
      curve.level = shown_values[i];
    panel.curves.push_back(std::move(curve));
  }
  limit_range(panel);
  if (values.size() < 24) return panel;
  panel.curves.clear();
  std::swap(panel.y.label, panel.colour.label);
  std::swap(panel.y.low, panel.colour.low);
  panel.raster = std::move(raster);
  return panel;
}

Figure build(Table table, const PlotRequest& request) {
  Figure figure;
  std::vector<std::string> sweeps;
  for (const std::string& name : table.variable("S_real").axes)
    if (name != "wavelength" && name != "port_in" && name != "port_out") sweeps.push_back(name);
  for (; sweeps.size() > 1; sweeps.erase(sweeps.begin()))
    hold_at_middle(table, sweeps[0], figure.notes);
  if (sweeps.empty()) return one_spectrum(table, request, std::move(figure));
  const Axis& sweep = table.axis(sweeps[0]);
  std::vector<Output> outputs = lit_outputs(table, figure);
  if (outputs.size() > 3) outputs.resize(3);
  for (const Output& output : outputs) figure.panels.push_back(family_panel(table, output, sweep));
  return figure;
}

}  // namespace

const FigureKind kSpectrum{"spectrum", fits, build};

}  // namespace verdet::plot
