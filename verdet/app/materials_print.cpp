#include "verdet/app/materials_print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/materials/record_curve.hpp"

namespace verdet {
namespace {

std::string range_text(const Range& range, const std::string& unit) {
  if (!range.bounded()) return "unreported";
  return fmt::format("{} to {}", format_quantity(range.low, unit),
                     format_quantity(range.high, unit));
}

std::string range_json(const Range& range) {
  if (!range.bounded()) return "null";
  return fmt::format("[{}, {}]", json_number(range.low), json_number(range.high));
}

const char* verdict_name(KramersKronig::Verdict verdict) {
  switch (verdict) {
    case KramersKronig::Verdict::Consistent:
      return "consistent";
    case KramersKronig::Verdict::Inconsistent:
      return "inconsistent";
    default:
      return "undecided";
  }
}

// One row of blocks for values over an axis, with its ends: "n  ..... 3.42 to 3.50". Values of one
// sign that span decades are drawn by their logarithm.
std::string bars(const RecordCurve::Column& column) {
  static constexpr const char* kBlocks[] = {"\u2581", "\u2582", "\u2583", "\u2584",
                                            "\u2585", "\u2586", "\u2587", "\u2588"};
  const auto [low, high] = std::minmax_element(column.values.begin(), column.values.end());
  if (!(*high > *low) || !std::isfinite(*low) || !std::isfinite(*high)) return "";
  const double small = std::min(std::abs(*low), std::abs(*high));
  const double large = std::max(std::abs(*low), std::abs(*high));
  const bool log = *low * *high > 0 && large > 100 * small;
  const double sign = *low < 0 ? -1 : 1;
  const auto place = [&](double v) { return log ? sign * std::log(sign * v) : v; };
  std::string row;
  for (const double v : column.values) {
    const double share = (place(v) - place(*low)) / (place(*high) - place(*low));
    row += kBlocks[std::min(7, static_cast<int>(8 * share))];
  }
  return fmt::format("  {:<18} {} {:.4g} to {:.4g} {}\n", column.name, row, *low, *high,
                     column.unit == "1" ? "" : column.unit);
}

// What the record states over what it depends on.
std::string small_plot(const Record& record) {
  constexpr int kColumns = 64;
  const RecordCurve curve = sample_record(record, kColumns);
  std::string rows;
  for (const RecordCurve::Column& column : curve.columns) rows += bars(column);
  if (rows.empty()) return "";
  return fmt::format("  over {} {} to {}{}\n", curve.axis,
                     format_quantity(curve.x.front(), curve.unit),
                     format_quantity(curve.x.back(), curve.unit),
                     curve.held.empty() ? "" : ", " + curve.held) +
         rows;
}

// The conditions that are not their defaults, and the temperature.
std::string conditions_text(const Conditions& at) {
  std::string text;
  for (const ConditionInfo& about : kConditions)
    if (about.member == &Conditions::temperature || at.*about.member != Conditions{}.*about.member)
      text +=
          fmt::format(", {}{:g}{}{}",
                      about.member == &Conditions::temperature ? "" : std::string(about.name) + " ",
                      at.*about.member, about.unit == std::string("1") ? "" : " ",
                      about.unit == std::string("1") ? "" : about.unit);
  return text;
}

std::string check_text(const Record& record, const SpotCheck& check) {
  const std::string where =
      (check.wavelength > 0 ? " at " + format_quantity(check.wavelength, "m") : "") +
      conditions_text(check.conditions);
  const std::string unit = spot_check_unit(record, check);
  return fmt::format("  {}{}: {:.7g} here, {:.7g} +- {:.1g}{} in {}\n", check.quantity, where,
                     evaluate_spot_check(record, check), check.expected, check.tolerance,
                     unit == "1" ? "" : " " + unit, check.from);
}

}  // namespace

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<int>(c));
    else
      out += c;
  }
  return out + '"';
}

std::string json_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(json_text(text));
  return "[" + join(quoted) + "]";
}

std::string json_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

std::string record_text(const Record& record) {
  const PropertyInfo& property = info(record.property);
  std::string out = fmt::format("{}\n", record.name);
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<12} {}\n", name, value);
  };
  line("title", record.title);
  line("property", fmt::format("{}: {}", property.name, property.meaning));
  line("model", record.model);
  if (property.optical) line("wavelength", range_text(record.validity.wavelength, "m"));
  line("temperature", range_text(record.validity.temperature, "K"));
  if (record.validity.carriers.bounded())
    line("carriers", range_text(record.validity.carriers, "m^-3"));
  if (record.validity.sheet_density.bounded())
    line("per area", range_text(record.validity.sheet_density, "m^-2"));
  line("uncertainty", record.uncertainty);
  for (const auto& [key, value] : record.sample) line(key.c_str(), value);
  line("source", record.keys.empty() ? record.reference
                                     : fmt::format("{}: {}", join(record.keys), record.reference));
  line("status", record.verified ? "verified" : "unverified");
  line("", trim(record.verification));
  line("notes", trim(record.notes));
  if (!record.coefficients.empty()) out += "  coefficients\n";
  for (const CoefficientText& c : record.coefficients)
    line(("  " + c.name).c_str(),
         fmt::format("{} [{}], uncertainty {}", c.value, c.unit, c.uncertainty));
  out += small_plot(record);
  if (!record.spot_checks.empty()) out += "  spot checks\n";
  for (const SpotCheck& check : record.spot_checks) out += "  " + check_text(record, check);
  return out;
}

std::string record_json(const Record& record) {
  std::vector<std::string> checks;
  for (const SpotCheck& check : record.spot_checks)
    checks.push_back(fmt::format(
        R"({{"quantity": {}, "wavelength": {}, "temperature": {}, "value": {}, "expected": {}, "tolerance": {}, "from": {}}})",
        json_text(check.quantity), json_number(check.wavelength),
        json_number(check.conditions.temperature), json_number(evaluate_spot_check(record, check)),
        json_number(check.expected), json_number(check.tolerance), json_text(check.from)));
  return fmt::format(
      R"({{"name": {}, "title": {}, "property": {}, "model": {}, "wavelength": {}, "temperature": {}, )"
      R"("carriers": {}, "sheet_density": {}, "uncertainty": {}, "sources": {}, "reference": {}, "status": {}, )"
      R"("verification": {}, "notes": {}, "spot_checks": [{}]}})",
      json_text(record.name), json_text(record.title),
      json_text(std::string(info(record.property).name)), json_text(record.model),
      range_json(record.validity.wavelength), range_json(record.validity.temperature),
      range_json(record.validity.carriers), range_json(record.validity.sheet_density),
      json_text(record.uncertainty), json_list(record.keys), json_text(record.reference),
      json_text(record.verified ? "verified" : "unverified"), json_text(trim(record.verification)),
      json_text(trim(record.notes)), join(checks));
}

std::string kramers_kronig_text(const KramersKronig& check) {
  std::string text =
      fmt::format("Kramers-Kronig: {}; {}", verdict_name(check.verdict), check.reason);
  if (check.deviation > 0)
    text += fmt::format(" (largest at {}, judged from {})", format_quantity(check.at, "m"),
                        range_text(check.inner, "m"));
  return text;
}

std::string kramers_kronig_json(const KramersKronig& check) {
  return fmt::format(
      R"({{"verdict": {}, "reason": {}, "deviation": {}, "tolerance": {}, "at": {}, "inner": {}}})",
      json_text(verdict_name(check.verdict)), json_text(check.reason), json_number(check.deviation),
      json_number(check.tolerance), json_number(check.at), range_json(check.inner));
}

}  // namespace verdet
