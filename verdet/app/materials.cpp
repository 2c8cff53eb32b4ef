// `verdet materials`: lists, shows, checks and evaluates records.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "verdet/app/materials_command.hpp"
#include "verdet/app/materials_print.hpp"
#include "verdet/base/bibliography.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

void run_list(const MaterialsOptions& options) {
  const MaterialLibrary library = options.library();
  const std::vector<std::string> pages = library.pages();
  if (options.json) {
    fmt::print("{{\"materials\": {}, \"records\": {}, \"pages\": {}}}\n",
               json_list(library.materials()), json_list(library.list()), json_list(pages));
    return;
  }
  for (const std::string& name : library.list()) {
    const auto record = library.record(name);
    fmt::print("{:<28} {:<22} {:<10} {}\n", name, info(record->property).name,
               record->verified ? "verified" : "unverified", record->title);
  }
  for (const std::string& name : pages) fmt::print("{}\n", name);
}

void run_show(const MaterialsOptions& options) {
  const MaterialLibrary library = options.library();
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const std::vector<std::string> materials = library.materials();
  std::vector<std::string> shown;
  for (const std::string& name : options.names) {
    std::vector<std::string> records = {name};
    if (std::find(materials.begin(), materials.end(), name) != materials.end())
      records = library.find(name, context).records();
    for (const std::string& record : records) {
      const auto found = library.record(record, context);
      shown.push_back(options.json ? record_json(*found) : record_text(*found));
    }
  }
  fmt::print("{}", options.json ? "[" + join(shown) + "]\n" : join(shown, "\n"));
  print_warnings(warnings);
}

// What is wrong with a record beyond its schema, which reading has already checked.
std::vector<std::string> faults_of(const Record& record, const Bibliography& references) {
  std::vector<std::string> faults;
  for (const std::string& key : record.keys) try {
      references.entry(key);
    } catch (const InputError& error) {
      faults.push_back(error.message());
    }
  for (const SpotCheck& check : record.spot_checks) {
    const double value = evaluate_spot_check(record, check);
    if (!(std::abs(value - check.expected) <= check.tolerance))
      faults.push_back(fmt::format("spot check {} gives {} where {} says {}", check.quantity, value,
                                   check.from, check.expected));
  }
  return faults;
}

// One record's line of `materials check`; returns true when it passed.
bool check_one(const std::string& name, const MaterialLibrary& library,
               const Bibliography& references, const Context& context, bool json,
               std::vector<std::string>& out) {
  std::vector<std::string> faults;
  KramersKronig causal;
  std::size_t checks = 0;
  try {
    const auto record = library.record(name, context);
    faults = faults_of(*record, references);
    causal = kramers_kronig(*record);
    checks = record->spot_checks.size();
  } catch (const InputError& error) {
    faults.emplace_back(error.what());
    causal.reason = "the record cannot be read";
  }
  if (json)
    out.push_back(fmt::format(R"({{"name": {}, "faults": {}, "kramers_kronig": {}}})",
                              json_text(name), json_list(faults), kramers_kronig_json(causal)));
  else
    out.push_back(fmt::format(
        "{}: {}\n  {}\n", name,
        faults.empty() ? fmt::format("{} spot checks hold", checks) : join(faults, "; "),
        kramers_kronig_text(causal)));
  return faults.empty();
}

void run_check(const MaterialsOptions& options) {
  const MaterialLibrary library = options.library();
  const Bibliography references;
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  std::vector<std::string> names = options.names;
  if (names.empty()) names = options.databases.empty() ? library.list() : library.pages();
  std::vector<std::string> out;
  int failed = 0;
  for (const std::string& name : names)
    if (!check_one(name, library, references, context, options.json, out)) ++failed;
  fmt::print("{}", options.json ? "[" + join(out) + "]\n" : join(out, ""));
  print_warnings(warnings);
  if (failed > 0) throw Error(fmt::format("{} of {} records failed", failed, names.size()));
}

Material find_one(const MaterialsOptions& options, const Context& context) {
  const Material material = options.library().find(options.names.front(), context);
  return options.extrapolate ? material.with(Extrapolation::Allow) : material;
}

void run_index(const MaterialsOptions& options) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Material material = find_one(options, context);
  const Conditions at = read_conditions(options);
  std::vector<std::string> json;
  for (const std::string& text : options.wavelengths) {
    const double wavelength = read_option("--wavelength", text, Kind::Quantity, "m");
    const std::complex<double> index = material.index(wavelength, at);
    const double group = material.group_index(wavelength, at);
    json.push_back(fmt::format(
        R"({{"n": {}, "k": {}, "group_index": {}, "wavelength": {}, "temperature": {}, "records": {}}})",
        json_number(index.real()), json_number(index.imag()), json_number(group),
        json_number(wavelength), json_number(at.temperature),
        json_list(material.index_records(at))));
    if (!options.json)
      fmt::print("{} at {}: n = {}, k = {}, group index {:.6f}\n", material.name(), text,
                 index.real(), index.imag(), group);
  }
  if (options.json) fmt::print("{}\n", json.size() == 1 ? json[0] : "[" + join(json) + "]");
  print_warnings(warnings);
}

using Options = std::shared_ptr<MaterialsOptions>;

}  // namespace

void add_materials_command(const Command& app) {
  const Command materials =
      app.add_subcommand("materials", "Refractive indices and other properties");
  materials.require_subcommand();
  const auto options = std::make_shared<MaterialsOptions>();
  add_conductivity_command(materials);
  add_compare_command(materials);
  add_exchange_commands(materials);
  add_materials_subcommand(materials, options, "list", "List materials, records and database pages",
                           "list", run_list);
  add_materials_subcommand(materials, options, "show", "Show records with source, range and status",
                           "show Si/Li1980", run_show)
      .add_option("name", options->names, "a material, a record or a database page")
      .required();
  add_materials_subcommand(materials, options, "check",
                           "Check records: spot checks, sources, Kramers-Kronig",
                           "check main/Au/nk/Olmon-ev --database DIR", run_check)
      .add_option("name", options->names,
                  "records or database pages; when empty, all pages of the databases given, or "
                  "else all shipped records");
  const Command plotted =
      add_materials_subcommand(materials, options, "plot",
                               "Draw n and k over wavelength, or what a record of another property "
                               "states over what it depends on",
                               "plot Si/Nedeljkovic2011 -o carriers.png", run_materials_plot);
  plotted.add_option("-o,--output", options->output, "picture to write: .png, .svg or .pdf")
      .required();
  const Command index = add_materials_subcommand(
      materials, options, "index", "Evaluate the complex index n + ik",
      "index Si --wavelength \"1.55 um\" --temperature \"320 K\"", run_index);
  for (const Command& command : {plotted, index}) {
    command.add_option("name", options->names, "a material, record, page or plain index")
        .required()
        .expected(1);
    Option wavelength = command.add_option("--wavelength", options->wavelengths,
                                           "vacuum wavelength, e.g. \"1.55 um\"");
    if (command == index) wavelength.required();
    add_conditions(command, *options,
                   {"temperature", "electrons", "holes", "crystalline_fraction", "sheet_density"});
    command.add_flag("--extrapolate", options->extrapolate, "answer outside the validity");
  }
}

}  // namespace verdet
