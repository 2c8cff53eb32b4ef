// `verdet materials plot`: n and k of a material, or what a record of another property states.
#include <algorithm>
#include <cmath>

#include "verdet/app/materials_command.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/curve.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/materials/record_curve.hpp"
#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/plot/labels.hpp"
#include "verdet/tables/plot/plot.hpp"

namespace verdet {
namespace {

// The record that `name` stands for, where it states no index; or nothing.
std::shared_ptr<const Record> other_record(const MaterialLibrary& library, const std::string& name,
                                           const Context& context) {
  const std::vector<std::string> listed = library.list();
  const bool file = name.ends_with(".yaml") || name.ends_with(".yml");
  if (!file && std::find(listed.begin(), listed.end(), name) == listed.end()) return nullptr;
  auto record = library.record(name, context);
  return std::holds_alternative<IndexLaw>(record->law) ? nullptr : record;
}

// Ordinates of one unit share a panel. Changes below 0 are drawn by their size, so that decades of
// them fit a logarithmic scale.
plot::Panel panel_of(const RecordCurve& curve, const std::string& unit) {
  plot::Panel panel;
  double largest = 0, smallest = HUGE_VAL;
  bool negative = true;
  std::string label;
  for (const RecordCurve::Column& column : curve.columns) {
    if (column.unit != unit) continue;
    for (const double v : column.values) {
      negative = negative && v <= 0;
      largest = std::max(largest, std::abs(v));
      smallest = std::min(smallest, std::abs(v));
    }
    if (label.empty()) label = column.name.substr(0, column.name.find(','));
  }
  negative = negative && largest > 0;
  const plot::ShownUnit x = plot::shown_unit(curve.axis, curve.unit, curve.x.back());
  panel.x.label = plot::axis_label(curve.axis, curve.axis, x);
  panel.x.log = curve.log;
  panel.y.log = smallest > 0 && largest > 100 * smallest;
  const plot::ShownUnit y = plot::shown_unit(label, unit, panel.y.log ? 1 : largest);
  panel.y.label = plot::axis_label((negative ? "-" : "") + label, "", y);
  for (const RecordCurve::Column& column : curve.columns) {
    if (column.unit != unit) continue;
    std::vector<double> values = plot::shown(column.values, y);
    if (negative)
      for (double& v : values) v = -v;
    const bool part = column.name.find(',') != std::string::npos;
    panel.curves.push_back({part ? column.name : "", plot::shown(curve.x, x), std::move(values),
                            static_cast<int>(panel.curves.size())});
  }
  return panel;
}

plot::Figure figure_of(const Record& record, const RecordCurve& curve) {
  plot::Figure figure;
  figure.title = record.name + ": " + record.title;
  if (!curve.held.empty()) figure.notes.push_back(curve.held);
  std::vector<std::string> units;
  for (const RecordCurve::Column& column : curve.columns)
    if (std::find(units.begin(), units.end(), column.unit) == units.end())
      units.push_back(column.unit);
  for (const std::string& unit : units) figure.panels.push_back(panel_of(curve, unit));
  return figure;
}

void plot_record(const MaterialsOptions& options, const Record& record) {
  if (options.wavelengths.size() > 1 || read_conditions(options) != Conditions{})
    throw InputError(
        fmt::format("{} states {}: its plot takes one --wavelength at most, and no conditions",
                    record.name, info(record.property).name));
  const double wavelength =
      options.wavelengths.empty()
          ? 0
          : read_option("--wavelength", options.wavelengths[0], Kind::Quantity, "m");
  const RecordCurve curve = sample_record(record, 401, wavelength);
  if (curve.columns.empty())
    throw InputError(fmt::format(
        "{} states {}, which depends on nothing that could be an axis: 'verdet materials show {}' "
        "prints it",
        record.name, info(record.property).name, record.name));
  plot::write_figure(figure_of(record, curve), options.output);
}

}  // namespace

void run_materials_plot(const MaterialsOptions& options) {
  check_writable(options.output);
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const MaterialLibrary library = options.library();
  const std::string& name = options.names.front();
  if (const auto record = other_record(library, name, context)) {
    plot_record(options, *record);
  } else {
    const Material found = library.find(name, context);
    const Material material = options.extrapolate ? found.with(Extrapolation::Allow) : found;
    const MaterialCurve c =
        sample_curve(material, read_wavelength_range(options), read_conditions(options));
    plot::write_figure(plot::make_figure(plot::material_curve_table(
                           material.name(), c.wavelength, c.n, c.k, c.group_index, c.records)),
                       options.output);
  }
  print_warnings(warnings);
}

}  // namespace verdet
