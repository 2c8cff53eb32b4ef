// `verdet plot`.
#include <fmt/format.h>

#include <filesystem>

#include "verdet/app/command.hpp"
#include "verdet/base/error.hpp"
#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/plot/plot.hpp"

namespace verdet {
namespace {

struct PlotOptions {
  std::string table;
  std::string output;
  std::vector<std::string> selections;
  plot::PlotRequest request;
};

void plot_table(PlotOptions options) {
  for (const std::string& text : options.selections) {
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos || equal == 0)
      throw InputError(
          fmt::format("--select {}: write AXIS=VALUE, e.g. --select \"power=1 mW\"", text));
    options.request.select.emplace_back(text.substr(0, equal), text.substr(equal + 1));
  }
  const Table table = read_hdf5(options.table);
  plot::Figure figure;
  try {
    figure = plot::make_figure(table, options.request);
  } catch (Error& error) {
    error.within(options.table);
    throw;
  }
  if (figure.title.empty()) figure.title = std::filesystem::path(options.table).filename().string();
  plot::write_figure(figure, options.output);
  fmt::print("{}\n", options.output);
}

}  // namespace

void add_plot_command(const Command& app) {
  auto o = std::make_shared<PlotOptions>();
  const Command command = app.add_subcommand("plot", "Draw a table");
  command.add_option("table", o->table, "HDF5 table").required();
  command.add_option("-o,--output", o->output, "picture to write: .png, .svg or .pdf").required();
  command.add_option("--x", o->request.x, "axis or variable along x");
  command.add_option("--y", o->request.y, "variables to draw, or GROUP/VARIABLE");
  command.add_option("--select", o->selections, "AXIS=VALUE to hold, e.g. \"power=1 mW\"");
  command.add_option("--title", o->request.title, "title; that of the table when left out");
  command.add_flag("--log", o->request.log, "logarithmic ordinates and colours");
  command.footer(
      "Needs gnuplot (package gnuplot-nox).\n"
      "Example:\n  verdet plot ring.h5 -o ring.png --select port_in=in");
  command.callback([o] { plot_table(*o); });
}

}  // namespace verdet
