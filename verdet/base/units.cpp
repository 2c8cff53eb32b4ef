#include "verdet/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/unit_scale.hpp"

namespace verdet {
namespace {

std::string fitting_units(Kind kind, const std::string& si_unit) {
  switch (kind) {
    case Kind::Attenuation:
      return "dB/cm, dB/m, 1/cm or 1/m";
    case Kind::Power:
      return "W, mW, uW or dBm";
    case Kind::PowerRatio:
    case Kind::Transmittance:
      return "dB, or a plain ratio";
    case Kind::Frequency:
      return "Hz, MHz, GHz or THz";
    case Kind::AngularFrequency:
      return "rad/s";
    case Kind::BitRate:
      return "Gb/s, Gbit/s or GBd";
    case Kind::Temperature:
      return "K or degC";
    case Kind::TemperatureDifference:
      return "K";
    case Kind::Angle:
      return "rad or deg";
    default:
      break;
  }
  static const std::map<std::string, std::string> kExamples = {
      {"m", "m, mm, um or nm"}, {"s", "s, us, ns or ps"}, {"m^-3", "m^-3 or cm^-3"},
      {"m^2", "m^2 or um^2"},   {"V", "V or mV"},         {"J", "J, eV or fJ"},
      {"A", "A or mA"},         {"W", "W, mW or uW"},     {"F", "F or fF"},
      {"ohm", "ohm or kohm"},   {"m^3", "m^3 or um^3"},   {"1", "none"}};
  const auto found = kExamples.find(si_unit);
  return found == kExamples.end() ? si_unit : found->second;
}

struct Split {
  double number = 0;
  std::string unit;
};

Split split_quantity(std::string_view text) {
  const std::string whole = trim(text);
  std::size_t begin = whole.starts_with('+') ? 1 : 0;
  double number = 0;
  const auto result = std::from_chars(whole.data() + begin, whole.data() + whole.size(), number);
  if (result.ec == std::errc::invalid_argument || !std::isfinite(number))
    throw InputError(fmt::format("'{}' does not start with a finite number", whole));
  const auto length = static_cast<std::size_t>(result.ptr - whole.data());
  if (result.ec == std::errc::result_out_of_range) number = std::strtod(whole.c_str(), nullptr);
  if (!std::isfinite(number)) throw InputError(fmt::format("'{}' is out of range", whole));
  return {number, trim(std::string_view(whole).substr(length))};
}

double attenuation(double number, const std::string& unit) {
  const bool decibel = unit.starts_with("dB/");
  const bool neper = unit.starts_with("Np/");
  if (!decibel && !neper) return unit_scale(unit, "m^-1").apply(number);
  const double per_metre = unit_scale("1/" + unit.substr(3), "m^-1").apply(number);
  return per_metre * (decibel ? std::numbers::ln10 / 10 : 2.0);
}

double ratio(double number, const std::string& unit, double sign) {
  if (unit == "dB") return std::pow(10.0, sign * number / 10);
  return unit.empty() ? number : unit_scale(unit, "1").apply(number);
}

bool is_angular(const std::string& unit) {
  return unit.find("rad") != std::string::npos;
}

double frequency(double number, const std::string& unit, bool angular) {
  if (is_angular(unit) != angular)
    throw InputError(fmt::format("'{}' is {} frequency where {} is due", unit,
                                 angular ? "a" : "an angular",
                                 angular ? "an angular one (rad/s)" : "a frequency in Hz"));
  return unit_scale(unit, angular ? "rad/s" : "Hz").apply(number);
}

double bit_rate(double number, std::string unit) {
  for (const char* name : {"bit/s", "b/s", "Bd", "baud"})
    if (unit.ends_with(name)) unit = unit.substr(0, unit.size() - std::string(name).size()) + "Hz";
  return unit_scale(unit, "Hz").apply(number);
}

double converted(const Split& split, Kind kind, const std::string& si_unit) {
  const auto& [number, unit] = split;
  switch (kind) {
    case Kind::Attenuation:
      return attenuation(number, unit);
    case Kind::PowerRatio:
      return ratio(number, unit, 1);
    case Kind::Transmittance:
      return ratio(number, unit, -1);
    case Kind::Frequency:
      return frequency(number, unit, false);
    case Kind::AngularFrequency:
      return frequency(number, unit, true);
    case Kind::BitRate:
      return bit_rate(number, unit);
    case Kind::Power:
      if (unit == "dBm") return 1e-3 * std::pow(10.0, number / 10);
      break;
    case Kind::Temperature: {
      const UnitScale scale = unit_scale(unit, "K");
      return scale.apply(number) + scale.offset;
    }
    case Kind::Number:
      if (unit.empty()) return number;
      break;
    default:
      break;
  }
  return unit_scale(unit, si_unit).apply(number);
}

}  // namespace

double parse_number(std::string_view text) {
  const std::string whole = trim(text);
  const std::size_t begin = whole.starts_with('+') ? 1 : 0;
  double number = 0;
  const char* last = whole.data() + whole.size();
  const auto result = std::from_chars(whole.data() + begin, last, number);
  if (result.ec == std::errc::invalid_argument || result.ptr != last)
    throw InputError(fmt::format("'{}' is not a number", whole));
  // from_chars reports subnormal numbers as out of range where strtod returns them.
  return result.ec == std::errc{} ? number : std::strtod(whole.c_str(), nullptr);
}

double parse_quantity(std::string_view text, Kind kind, const std::string& si_unit) {
  const Split split = split_quantity(text);
  const bool ratio_like =
      kind == Kind::Number || kind == Kind::PowerRatio || kind == Kind::Transmittance;
  const bool unit_due = !ratio_like && si_unit != "1";
  if (split.unit.empty() && unit_due)
    throw InputError(
        fmt::format("'{}' needs a unit: {}", trim(text), fitting_units(kind, si_unit)));
  if (split.unit.empty()) return split.number;
  double value = 0;
  try {
    value = converted(split, kind, si_unit);
  } catch (const InputError& error) {
    throw InputError(fmt::format("'{}': {}; units that fit: {}", trim(text), error.message(),
                                 fitting_units(kind, si_unit)));
  }
  if (!std::isfinite(value)) throw InputError(fmt::format("'{}' is out of range", trim(text)));
  return value;
}

double unit_ratio(const std::string& from, const std::string& to) {
  return unit_scale(from, to).apply(1.0);
}

PrefixedUnit prefixed_unit(double magnitude, const std::string& si_unit) {
  struct Prefix {
    const char* name;
    double size;
  };
  static constexpr std::array<Prefix, 11> kPrefixes = {{{"T", 1e12},
                                                        {"G", 1e9},
                                                        {"M", 1e6},
                                                        {"k", 1e3},
                                                        {"", 1.0},
                                                        {"m", 1e-3},
                                                        {"u", 1e-6},
                                                        {"n", 1e-9},
                                                        {"p", 1e-12},
                                                        {"f", 1e-15},
                                                        {"a", 1e-18}}};
  static const std::vector<std::string> kPrefixable = {"m", "s", "Hz", "W", "J",
                                                       "V", "A", "S",  "F"};
  const bool can = std::find(kPrefixable.begin(), kPrefixable.end(), si_unit) != kPrefixable.end();
  if (!can || !(std::abs(magnitude) > 0) || !std::isfinite(magnitude)) return {si_unit, 1.0};
  for (const Prefix& prefix : kPrefixes) {
    if (si_unit == "m" && prefix.size > 1) continue;  // nobody writes kilometres of a chip
    if (std::abs(magnitude) >= prefix.size * (1 - 1e-12))
      return {prefix.name + si_unit, prefix.size};
  }
  return {"a" + si_unit, 1e-18};
}

std::string format_quantity(double value, const std::string& si_unit) {
  if (si_unit == "1" || si_unit.empty()) return fmt::format("{:.6g}", value);
  const PrefixedUnit unit = prefixed_unit(value, si_unit);
  return fmt::format("{:.6g} {}", value / unit.size, unit.name);
}

}  // namespace verdet
