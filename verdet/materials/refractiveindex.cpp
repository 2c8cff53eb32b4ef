#include "verdet/materials/refractiveindex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/refractiveindex_table.hpp"

namespace verdet {
namespace {

// What the DATA entries of a page add up to.
struct Page {
  std::optional<decltype(SeparateIndex::n)> n;
  std::optional<SampledCurve> k;
  std::optional<SampledCurve> n2;
  Range n_range, k_range;
  std::vector<std::string> models;
};

// Numbers of a value that is a list, a single number, or several numbers in one text.
std::vector<double> numbers(const Node& node) {
  std::vector<std::string> words;
  if (node.is_list())
    for (const Node& item : node.items()) words.push_back(item.as_text());
  else
    for (const std::string& word : split(node.as_text(), ' '))
      if (!trim(word).empty()) words.push_back(trim(word));
  std::vector<double> values;
  for (const std::string& word : words) {
    double value = 0;
    try {
      value = parse_number(word);
    } catch (const InputError& error) {
      node.fail(error.message());
    }
    if (!std::isfinite(value)) node.fail(fmt::format("'{}' is not finite", word));
    values.push_back(value);
  }
  if (values.empty()) node.fail("numbers are due here");
  return values;
}

Range curve_range(const SampledCurve& curve) {
  return {curve.x().front(), curve.x().back()};
}

void add_curve(std::optional<SampledCurve>& to, Range* range, const Columns& columns,
               std::size_t column, const Node& entry) {
  if (to) entry.fail("the page states this quantity twice", "DATA");
  to.emplace(columns[0], columns[column]);
  if (range) *range = curve_range(*to);
}

void add_n(Page& page, decltype(SeparateIndex::n) law, const Range& range, const Node& entry) {
  if (page.n) entry.fail("the page states n twice", "DATA");
  page.n = std::move(law);
  page.n_range = range;
}

void read_table(const Node& entry, const std::string& what, Page& page, const PageText& text,
                const Context& context) {
  if (entry.has("wavelength_range"))
    context.warn(fmt::format(
        "{}: 'wavelength_range' stands beside a table; the table's own range holds", text.file));
  const std::size_t width = what == "nk" ? 3 : 2;
  const Columns columns = read_rows(entry.at("data"), width, text, context);
  if (what == "n2") return add_curve(page.n2, nullptr, columns, 1, entry);
  if (what != "k") {
    SampledCurve n(columns[0], columns[1]);
    const Range range = curve_range(n);
    add_n(page, std::move(n), range, entry);
  }
  if (what == "n") return;
  add_curve(page.k, &page.k_range, columns, width - 1, entry);
  const auto& k = page.k->y();
  if (std::any_of(k.begin(), k.end(), [](double value) { return value < 0; }))
    context.warn(fmt::format("{}: k is negative in places, which means gain", text.file));
}

Range formula_range(const Node& entry) {
  const Node* node = entry.find("wavelength_range");
  if (!node) node = entry.find("range");  // the name before 2020
  if (!node)
    entry.fail("'wavelength_range' is missing: a formula without one cannot be trusted", "DATA");
  const std::vector<double> ends = numbers(*node);
  if (ends.size() != 2 || !(ends[0] > 0) || !(ends[1] >= ends[0]))
    node->fail("a range is two positive wavelengths in um, the lower one first", "DATA");
  return {ends[0] / 1e6, ends[1] / 1e6};
}

void read_formula(const Node& entry, const std::string& what, Page& page) {
  InfoFormula law;
  if (what.size() != 1 || what[0] < '1' || what[0] > '9')
    entry.at("type").fail(fmt::format("formula '{}' is not one of 1 to 9", what), "DATA");
  law.number = what[0] - '0';
  law.coefficients = numbers(entry.at("coefficients"));
  const Range range = formula_range(entry);
  for (const double wavelength : {range.low, 0.5 * (range.low + range.high), range.high})
    if (!std::isfinite(evaluate(law, wavelength, 300.0)))
      entry.at("coefficients")
          .fail(fmt::format("the formula gives no real index at {}, inside its range",
                            format_quantity(wavelength, "m")),
                "DATA");
  add_n(page, std::move(law), range, entry);
}

void read_entry(const Node& entry, Page& page, const PageText& text, const Context& context) {
  const Node& type = entry.at("type");
  page.models.push_back(type.as_text());
  const std::vector<std::string> parts = split(trim(type.as_text()), ' ');
  const std::vector<std::string> tables = {"nk", "n", "k", "n2"};
  if (parts.size() == 2 && parts[0] == "formula") return read_formula(entry, parts[1], page);
  if (parts.size() == 2 && parts[0] == "tabulated" &&
      std::find(tables.begin(), tables.end(), parts[1]) != tables.end())
    return read_table(entry, parts[1], page, text, context);
  type.fail(
      fmt::format("'{}' is not 'formula 1' to 'formula 9' nor 'tabulated nk', 'n', 'k' or 'n2'",
                  type.as_text()),
      "DATA");
}

// HTML (and what Markdown leaves of it) out of REFERENCES and COMMENTS.
std::string plain(const std::string& text) {
  std::string out;
  bool tag = false;
  for (const char c : text) {
    const bool space = c == '\n' || c == ' ' || c == '\r';
    if (c == '<') tag = true;
    if (!tag && !(space && (out.empty() || out.back() == ' '))) out += space ? ' ' : c;
    if (c == '>') tag = false;
  }
  return trim(out);
}

// Conditions are kept as stated; a temperature that is one number is in K, "400°C" says so itself.
void read_conditions(const Node& root, Record& record) {
  const Node* conditions = root.find("CONDITIONS");
  if (!conditions || !conditions->is_map()) return;
  for (const auto& [key, value] : conditions->entries())
    record.sample[key] = value.is_text() ? value.as_text() : to_yaml(value);
  const Node* temperature = conditions->find("temperature");
  if (!temperature || !temperature->is_text()) return;
  std::string text = temperature->as_text();
  double offset = 0;
  if (const std::size_t degree = text.find("\u00b0C"); degree != std::string::npos) {
    text = text.substr(0, degree);
    offset = 273.15;
  }
  try {
    record.sample_temperature = parse_number(text) + offset;
  } catch (const InputError&) {  // stated in words: kept as text only
  }
}

void set_law(Page page, const Node& root, Record& record) {
  const int kinds = (page.n || page.k) + (page.n2 ? 1 : 0);
  if (kinds != 1) root.at("DATA").fail("the page mixes n2 with n and k, or holds nothing", "DATA");
  record.validity.wavelength = page.n_range.intersected(page.k_range);
  if (page.n2) {
    record.property = Property::Kerr;
    record.validity.wavelength = curve_range(*page.n2);
    record.law = ScalarLaw{std::move(*page.n2)};
  } else if (!page.n) {
    record.property = Property::Extinction;
    record.law = ScalarLaw{std::move(*page.k)};
  } else {
    SeparateIndex law{std::move(*page.n), ConstantLaw{0}};
    if (page.k) law.k = std::move(*page.k);
    record.law = IndexLaw{std::move(law)};
  }
  if (record.validity.wavelength.low > record.validity.wavelength.high)
    root.at("DATA").fail("the ranges of n and k do not overlap", "DATA");
}

}  // namespace

Record parse_refractiveindex(const std::string& text, const std::string& file,
                             const std::string& name, const Context& context) {
  const Node root = parse_yaml(text, file);
  if (!root.is_map()) root.fail("a page of a refractive-index database is a map with DATA");
  const PageText page_text{file, split(text, '\n')};
  Record record;
  record.name = name;
  record.file = file;
  Page page;
  for (const Node& entry : root.at("DATA").items()) {
    if (!entry.is_map()) entry.fail("an entry of DATA is a map with a type", "DATA");
    read_entry(entry, page, page_text, context);
  }
  record.model = join(page.models, " + ");
  set_law(std::move(page), root, record);
  read_conditions(root, record);
  const auto described = [&](const char* key) {
    const Node* node = root.find(key);
    return node && node->is_text() ? plain(node->as_text()) : std::string();
  };
  record.reference = described("REFERENCES");
  record.title = described("COMMENTS");
  record.verification = "read from a database in place";
  return record;
}

Record read_refractiveindex(const std::string& path, const std::string& name,
                            const Context& context) {
  std::ifstream file(path);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.empty())
    throw InputError(fmt::format("{}: the page is {}", path, file ? "empty" : "not readable"));
  return parse_refractiveindex(text, path, name, context);
}

}  // namespace verdet
