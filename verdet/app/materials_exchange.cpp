// `verdet materials import` and `verdet materials export`.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "verdet/app/materials_command.hpp"
#include "verdet/base/text.hpp"
#include "verdet/materials/exchange/write.hpp"
#include "verdet/materials/refractiveindex.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {
namespace {

struct ExchangeOptions : MaterialsOptions {
  std::string unit, key = "unpublished", title, format = "refractiveindex";
  int points = 401;
};

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.empty())
    throw InputError(fmt::format("{}: the file is {}", path, file ? "empty" : "not readable"));
  return text;
}

// To the output whole or not at all, or to the screen.
void write_out(const std::string& text, const std::string& path) {
  if (path.empty()) {
    fmt::print("{}", text);
    return;
  }
  publish(path, [&](const std::string& temporary) {
    std::ofstream file(temporary);
    if (!(file << text) || !file.flush())
      throw InputError(fmt::format("{}: cannot be written", path));
  });
}

// The columns of a page, sampled where it is a formula.
IndexColumns columns_of_page(const std::string& path, const Context& context) {
  const Record record = read_refractiveindex(path, path, context);
  if (record.property != Property::RefractiveIndex)
    throw InputError(fmt::format("{} states {}, not n", path, info(record.property).name));
  const SeparateIndex* law = std::get<IndexLaw>(record.law).separate();
  const Range range = record.validity.wavelength;
  IndexColumns columns;
  if (const auto* n = std::get_if<SampledCurve>(&law->n)) {
    for (const double x : n->x())
      if (range.contains(x)) columns.wavelength.push_back(x);
  } else {
    for (int i = 0; i <= 400; ++i)
      columns.wavelength.push_back(range.low + (range.high - range.low) * i / 400.0);
  }
  const bool lossy = std::holds_alternative<SampledCurve>(law->k);
  for (const double x : columns.wavelength) {
    const Complex<double> index = evaluate(*law, x, Conditions{});
    columns.n.push_back(index.re);
    if (lossy) columns.k.push_back(index.im);
  }
  return columns;
}

void run_import(const ExchangeOptions& options) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const std::string& path = options.names.front();
  const bool page = path.ends_with(".yml") || path.ends_with(".yaml");
  const IndexColumns columns = page ? columns_of_page(path, context)
                                    : read_index_text(read_file(path), path, options.unit, context);
  const std::string name = std::filesystem::path(path).filename().string();
  const std::string record =
      record_of_columns(columns, options.title.empty() ? "imported from " + name : options.title,
                        options.key, "imported from " + name);
  parse_record(parse_yaml(record, options.output.empty() ? "import" : options.output), name);
  write_out(record, options.output);
  print_warnings(warnings);
}

void run_export(const ExchangeOptions& options) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Material material = options.library().find(options.names.front(), context);
  const Record& record = material.record(Property::RefractiveIndex);
  if (options.format == "meep") return write_out(meep_medium(record), options.output);
  const Range range = read_wavelength_range(options);
  const MaterialCurve curve =
      sample_curve(material, range, read_conditions(options), options.points);
  if (options.format == "lumerical") {
    write_out(lumerical_samples(curve), options.output);
  } else if (options.format == "refractiveindex") {
    write_out(
        refractiveindex_page(curve, fmt::format("{}: {}", join(record.keys), record.reference),
                             fmt::format("{}, {}", record.name, record.title)),
        options.output);
  } else {
    throw InputError(
        fmt::format("--format: '{}' is none of refractiveindex, lumerical, meep", options.format));
  }
  print_warnings(warnings);
}

}  // namespace

void add_exchange_commands(const Command& materials) {
  const auto in = std::make_shared<ExchangeOptions>();
  const Command import = materials.add_subcommand(
      "import",
      "Make a record of a table of n and k: refractiveindex.info, Lumerical, Tidy3D, CSV");
  import.footer("Example: verdet materials import measured.csv --unit nm -o my_film.yaml");
  import.add_option("file", in->names, "a .yml page, or a text with columns")
      .required()
      .expected(1);
  import.add_option("-o,--output", in->output, "record to write; the screen when absent");
  import.add_option("--unit", in->unit,
                    "of the first column where no header states it, e.g. nm, eV");
  import.add_option("--source", in->key, "bib key of the source").capture_default_str();
  import.add_option("--title", in->title, "one line");
  import.callback([in] { run_import(*in);
});

const auto out = std::make_shared<ExchangeOptions>();
const Command exported = materials.add_subcommand(
    "export", "Write a material for refractiveindex.info, Lumerical, Meep");
exported.footer("Example: verdet materials export Au --format meep -o gold.py");
exported.add_option("name", out->names, "a material or record").required().expected(1);
exported.add_option("-o,--output", out->output, "file to write; the screen when absent");
exported.add_option("--format", out->format, "refractiveindex, lumerical or meep")
    .capture_default_str();
exported.add_option("--wavelength", out->wavelengths, "two: the ends of the range");
exported.add_option("--points", out->points, "samples over the range").capture_default_str();
exported.add_option("--database", out->databases, "folder in refractiveindex.info format");
add_conditions(exported, *out, {"temperature", "electrons", "holes", "crystalline_fraction"});
exported.callback([out] { run_export(*out); });
}  // namespace verdet

}  // namespace verdet
