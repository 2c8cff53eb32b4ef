// `verdet materials compare`: records of one property side by side, with their spread.
#include <algorithm>
#include <cmath>
#include <limits>

#include "verdet/app/materials_command.hpp"
#include "verdet/app/materials_print.hpp"
#include "verdet/base/text.hpp"
#include "verdet/tables/plot/plot.hpp"

namespace verdet {
namespace {

struct CompareOptions : MaterialsOptions {
  std::string property = {};  // empty: that of the first record named
  int points = 201;
};

// A record of the extraordinary index is compared as the index of its own ray.
Property answered_as(Property property) {
  return property == Property::ExtraordinaryIndex ? Property::RefractiveIndex : property;
}

// Values of every record over one grid; NaN outside a record's validity.
struct Comparison {
  std::vector<double> wavelength;
  std::vector<std::string> names;
  std::vector<std::vector<std::complex<double>>> values;
};

// A material stands for all of its records that state the property.
std::vector<std::string> records_named(const CompareOptions& options,
                                       const MaterialLibrary& library, Property property) {
  const std::vector<std::string> materials = library.materials();
  std::vector<std::string> names;
  for (const std::string& name : options.names) {
    if (std::find(materials.begin(), materials.end(), name) == materials.end()) {
      names.push_back(name);
      continue;
    }
    for (const std::string& record : library.list())
      if (record.starts_with(name + "/") && library.record(record)->property == property)
        names.push_back(record);
  }
  if (names.empty()) throw InputError(fmt::format("none of these states {}", info(property).name));
  return names;
}

std::complex<double> value_of_record(const Material& material, Property property, double wavelength,
                                     const Conditions& at) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  try {
    if (property == Property::RefractiveIndex) return material.index(wavelength, at);
    return material.value(property, at, wavelength);
  } catch (const DomainError&) {
    return {kNone, kNone};
  }
}

Range common_range(const std::vector<Material>& materials, Property property) {
  Range whole{std::numeric_limits<double>::infinity(), 0};
  for (const Material& material : materials) {
    const Range range = material.record(property).validity.wavelength;
    if (!range.bounded()) continue;
    whole.low = std::min(whole.low, range.low);
    whole.high = std::max(whole.high, range.high);
  }
  if (!(whole.low < whole.high)) throw InputError("state a range with two --wavelength");
  return whole;
}

// A record that holds within few steps of the grid gets its middle as a further wavelength.
void add_narrow_records(std::vector<double>& grid, const std::vector<Material>& materials,
                        Property property) {
  const double low = grid.front(), high = grid.back(), step = grid[1] / grid[0];
  for (const Material& material : materials) {
    const Range range = material.record(property).validity.wavelength;
    const double middle = std::sqrt(range.low * range.high);
    if (range.bounded() && range.high < range.low * step * step * step && middle > low &&
        middle < high)
      grid.push_back(middle);
  }
  std::sort(grid.begin(), grid.end());
}

Comparison compare(const CompareOptions& options, Property property, const Context& context) {
  const MaterialLibrary library = options.library();
  const Conditions at = read_conditions(options);
  const Property answered = answered_as(property);
  Comparison result;
  result.names = records_named(options, library, property);
  std::vector<Material> materials;
  for (const std::string& name : result.names) {
    auto record = library.record(name, context);
    if (record->property != property)
      throw InputError(fmt::format("{} states {}, not {}", name, info(record->property).name,
                                   info(property).name));
    materials.emplace_back(name, Material::Records{{answered, std::move(record)}});
  }
  Range range = options.wavelengths.empty() ? common_range(materials, answered) : Range{};
  if (options.wavelengths.size() == 2) {
    range.low = read_option("--wavelength", options.wavelengths[0], Kind::Quantity, "m");
    range.high = read_option("--wavelength", options.wavelengths[1], Kind::Quantity, "m");
  } else if (!options.wavelengths.empty()) {
    throw InputError("--wavelength: give two, the ends of the range");
  }
  if (options.points < 2) throw InputError("--points: at least 2");
  for (int i = 0; i < options.points; ++i)  // even steps of the logarithm: ranges span octaves
    result.wavelength.push_back(range.low *
                                std::pow(range.high / range.low, i / (options.points - 1.0)));
  add_narrow_records(result.wavelength, materials, answered);
  const bool stated = !options.conditions.empty() && !options.conditions[0].empty();
  for (const Material& material : materials) {
    // Where nobody states a temperature each record answers at its own, the nearest to 300 K.
    Conditions own = at;
    const Range warm = material.record(answered).validity.temperature;
    if (!stated && warm.bounded())
      own.temperature = std::clamp(own.temperature, warm.low, warm.high);
    result.values.emplace_back();
    for (const double wavelength : result.wavelength)
      result.values.back().push_back(value_of_record(material, answered, wavelength, own));
  }
  return result;
}

// All records in one panel, so that their spread is seen; k in a second one where any absorbs.
plot::Figure figure_of(const Comparison& c, Property property) {
  const bool index = answered_as(property) == Property::RefractiveIndex;
  plot::Panel real, imaginary;
  real.x.label = "Vacuum wavelength (\u00b5m)";
  real.x.log = c.wavelength.back() > 5 * c.wavelength.front();
  imaginary.x = real.x;
  real.y.label = index ? "Refractive index n"
                       : fmt::format("{} ({})", info(property).name, info(property).unit);
  imaginary.y.label = "Extinction k";
  std::vector<double> x;
  for (const double wavelength : c.wavelength) x.push_back(wavelength * 1e6);
  bool lossy = false;
  for (std::size_t i = 0; i < c.names.size(); ++i) {
    std::vector<double> n, k;
    for (const auto& v : c.values[i]) {
      n.push_back(v.real());
      k.push_back(v.imag());
      lossy = lossy || v.imag() > 0;
    }
    const auto reached =
        std::count_if(n.begin(), n.end(), [](double v) { return std::isfinite(v); });
    const auto style = reached < 8 ? plot::Curve::Style::Diamonds : plot::Curve::Style::Line;
    real.curves.push_back({c.names[i], x, std::move(n), static_cast<int>(i), style});
    imaginary.curves.push_back({"", x, std::move(k), static_cast<int>(i), style});
  }
  plot::Figure figure;
  figure.title = fmt::format("{}: {}", info(property).meaning, join(c.names));
  figure.panels.push_back(std::move(real));
  if (lossy) figure.panels.push_back(std::move(imaginary));
  return figure;
}

std::string compare_json(const Comparison& c) {
  const auto list = [](const std::vector<double>& values) {
    std::vector<std::string> texts;
    for (const double v : values) texts.push_back(json_number(v));
    return "[" + join(texts) + "]";
  };
  std::vector<std::string> records;
  for (std::size_t i = 0; i < c.names.size(); ++i) {
    std::vector<double> real, imaginary;
    for (const auto& v : c.values[i]) {
      real.push_back(v.real());
      imaginary.push_back(v.imag());
    }
    records.push_back(fmt::format(R"({{"name": {}, "value": {}, "imaginary": {}}})",
                                  json_text(c.names[i]), list(real), list(imaginary)));
  }
  return fmt::format(R"({{"wavelength": {}, "records": [{}]}})", list(c.wavelength), join(records));
}

// Values at five wavelengths and the spread between the records that reach them.
void print_comparison(const Comparison& c, const PropertyInfo& about) {
  for (std::size_t i = 0; i < c.wavelength.size(); i += (c.wavelength.size() - 1) / 4) {
    fmt::print("{} at {} [{}]\n", about.name, format_quantity(c.wavelength[i], "m"), about.unit);
    double low = std::numeric_limits<double>::infinity(), high = -low;
    int count = 0;
    for (std::size_t r = 0; r < c.names.size(); ++r) {
      const std::complex<double> v = c.values[r][i];
      if (!std::isfinite(v.real())) continue;
      fmt::print("  {:<32} {:.6g}{}\n", c.names[r], v.real(),
                 v.imag() > 0 ? fmt::format(" + {:.4g}i", v.imag()) : "");
      low = std::min(low, v.real());
      high = std::max(high, v.real());
      ++count;
    }
    if (count > 1) fmt::print("  {:<32} {:.3g}\n", "spread", high - low);
    if (count == 0) fmt::print("  no record reaches here\n");
  }
}

// What `--property` states, else what the first name does when it is a record's.
Property compared_property(const CompareOptions& options, const Context& context) {
  if (options.property.empty()) {
    const MaterialLibrary library = options.library();
    const std::vector<std::string> listed = library.list();
    const std::string& first = options.names.front();
    return std::find(listed.begin(), listed.end(), first) == listed.end()
               ? Property::RefractiveIndex
               : library.record(first, context)->property;
  }
  if (const auto property = property_named(options.property)) return *property;
  throw InputError(fmt::format("--property: '{}' is not a property", options.property));
}

void run_compare(const CompareOptions& options) {
  Warnings warnings;
  Context context;
  context.warnings = &warnings;
  const Property property = compared_property(options, context);
  const auto& about = info(property);
  if (!about.optical || property == Property::FreeCarriers || property == Property::Pockels ||
      property == Property::Gyration || property == Property::SheetConductivity)
    throw InputError(fmt::format("--property: {} is no curve over wavelength", about.name));
  const Comparison result = compare(options, property, context);
  if (!options.output.empty()) plot::write_figure(figure_of(result, property), options.output);
  if (options.json)
    fmt::print("{}\n", compare_json(result));
  else
    print_comparison(result, about);
  print_warnings(warnings);
}

}  // namespace

void add_compare_command(const Command& materials) {
  const auto options = std::make_shared<CompareOptions>();
  const Command command =
      materials.add_subcommand("compare", "Compare records of one property, with their spread");
  command.footer("Example: verdet materials compare Si --property kerr -o kerr.png");
  command.add_option("name", options->names, "records, or materials for all of theirs").required();
  command.add_option("--property", options->property,
                     "e.g. kerr, two_photon_absorption; that of the first record where not stated, "
                     "else refractive_index");
  command.add_option("--wavelength", options->wavelengths, "two: the ends of the range");
  command.add_option("--points", options->points, "samples over the range").capture_default_str();
  command.add_option("-o,--output", options->output, "picture to write: .png, .svg or .pdf");
  command.add_option("--database", options->databases, "folder in refractiveindex.info format");
  add_conditions(command, *options, {"temperature", "crystalline_fraction"});
  command.add_flag("--json", options->json, "machine-readable output");
  command.callback([options] { run_compare(*options); });
}

}  // namespace verdet
