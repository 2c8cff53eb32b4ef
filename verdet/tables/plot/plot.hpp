// Pictures of tables: what a table holds decides the figure, a request narrows it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "verdet/tables/plot/figure.hpp"
#include "verdet/tables/table.hpp"

namespace verdet::plot {

/// What the user may ask for; everything empty means "show me what this table holds".
struct PlotRequest {
  std::string x = {};               ///< axis, or variable over the axis of the ordinates
  std::vector<std::string> y = {};  ///< variables, or GROUP/VARIABLE
  std::vector<std::pair<std::string, std::string>> select =
      {};  ///< axis and value: "power", "1 mW"
  std::string title = {};
  bool log = false;  ///< logarithmic ordinates and colour scales
};

/// The figure of a table, by its content: scattering spectra, transients, branches of steady
/// states, mode fields, material curves, and otherwise curves and colour maps of its variables.
/// Axes that are neither drawn nor selected are held at their middle value, and a note says so.
/// Throws InputError for unknown axes and variables, values outside an axis, and tables without
/// numbers.
Figure make_figure(const Table& table, const PlotRequest& request = {});

/// Draws the figure with gnuplot into a .png (at least 1400 x 900 pixels), .svg or .pdf file, whole
/// or not at all. Throws InputError for another ending or a missing folder, Error when gnuplot is
/// missing (the message names the package) or fails (with its own words).
void write_figure(const Figure& figure, const std::string& path);

/// The table of a material's curves: axis `wavelength` (m), variables `n`, `k` and, when not empty,
/// `group_index`, all of the length of `wavelength`; throws Error otherwise.
Table material_curve_table(const std::string& material, std::vector<double> wavelength,
                           std::vector<double> n, std::vector<double> k,
                           std::vector<double> group_index, std::vector<std::string> records);

}  // namespace verdet::plot
