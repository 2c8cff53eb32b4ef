// `verdet info` and `verdet diff`.
#include <fmt/format.h>

#include "verdet/app/command.hpp"
#include "verdet/app/summary.hpp"
#include "verdet/base/text.hpp"
#include "verdet/tables/compare.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {
namespace {

std::string attribute_text(const Attribute& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  return join(std::get<std::vector<std::string>>(value));
}

void print_attributes(const Table& table) {
  for (const auto& [name, value] : table.attributes()) {
    const std::string text = attribute_text(value);
    if (text.find('\n') == std::string::npos)
      fmt::print("  {:<20} {}\n", name, text);
    else
      fmt::print("  {}:\n    {}\n", name, join(split(trim(text), '\n'), "\n    "));
  }
}

}  // namespace

void add_info_command(const Command& app) {
  const Command command =
      app.add_subcommand("info", "Show what a table holds and where it comes from");
  auto path = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  command.add_option("table", *path, "HDF5 table").required();
  command.add_flag("--json", *json, "Print as JSON");
  command.footer("Example:\n  verdet info ring.h5");
  command.callback([path, json] {
    const Table table = read_hdf5(*path);
    if (*json) return fmt::print("{}", summary_json(table, *path));
    fmt::print("{}", summary(table, *path));
    print_attributes(table);
  });
}

void add_diff_command(const Command& app) {
  struct Options {
    std::string a, b;
    Tolerance tolerance;
  };
  auto o = std::make_shared<Options>();
  const Command command = app.add_subcommand("diff", "Compare two tables value by value");
  command.add_option("first", o->a, "HDF5 table").required();
  command.add_option("second", o->b, "HDF5 table").required();
  command.add_option("--rtol", o->tolerance.relative, "Relative tolerance").capture_default_str();
  command.add_option("--atol", o->tolerance.absolute, "Absolute tolerance").capture_default_str();
  command.footer(
      "Exit status 0 when equal within the tolerances, 1 when not.\n"
      "Example:\n  verdet diff old.h5 new.h5 --rtol 1e-9");
  command.callback([o] {
    const std::vector<std::string> found =
        differences(read_hdf5(o->a), read_hdf5(o->b), o->tolerance);
    for (const std::string& line : found) fmt::print("{}\n", line);
    if (!found.empty()) throw Error(fmt::format("{} and {} differ", o->a, o->b));
    fmt::print("equal within rtol {:g} and atol {:g}\n", o->tolerance.relative,
               o->tolerance.absolute);
  });
}

}  // namespace verdet
