#include "verdet/app/materials_command.hpp"

#include <algorithm>
#include <cstdio>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

std::string option_name(std::string_view condition) {
  std::string name = "--" + std::string(condition);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

}  // namespace

double read_option(const std::string& name, const std::string& text, Kind kind, const char* unit) {
  return option(name, [&] { return parse_quantity(text, kind, unit); });
}

void print_warnings(const Warnings& warnings) {
  for (const std::string& text : warnings.texts()) fmt::print(stderr, "warning: {}\n", text);
}

Range read_wavelength_range(const MaterialsOptions& options) {
  if (options.wavelengths.empty()) return {};
  if (options.wavelengths.size() != 2)
    throw InputError("--wavelength: give two, the ends of the range");
  return {read_option("--wavelength", options.wavelengths[0], Kind::Quantity, "m"),
          read_option("--wavelength", options.wavelengths[1], Kind::Quantity, "m")};
}

Conditions read_conditions(const MaterialsOptions& options) {
  Conditions at;
  for (std::size_t i = 0; i < options.conditions.size(); ++i)
    if (const ConditionInfo& about = kConditions[i]; !options.conditions[i].empty())
      at.*about.member =
          read_option(option_name(about.name), options.conditions[i], about.kind, about.unit);
  return at;
}

void add_conditions(const Command& command, MaterialsOptions& options,
                    const std::vector<std::string>& names) {
  options.conditions.resize(kConditions.size());
  for (std::size_t i = 0; i < kConditions.size(); ++i)
    if (std::find(names.begin(), names.end(), kConditions[i].name) != names.end())
      command.add_option(option_name(kConditions[i].name), options.conditions[i],
                         std::string(kConditions[i].meaning));
}

Command add_materials_subcommand(const Command& materials,
                                 const std::shared_ptr<MaterialsOptions>& options, const char* name,
                                 const char* help, const char* example,
                                 void (*run)(const MaterialsOptions&)) {
  const Command command = materials.add_subcommand(name, help);
  command.footer(std::string("Example: verdet materials ") + example);
  command
      .add_option("--database", options->databases,
                  "folder in refractiveindex.info format; may be given several times")
      .type_name("DIR");
  command.add_flag("--json", options->json, "machine-readable output");
  command.callback([options, run] { run(*options); });
  return command;
}

}  // namespace verdet
