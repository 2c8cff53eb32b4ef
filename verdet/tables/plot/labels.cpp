#include "verdet/tables/plot/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"

namespace verdet::plot {
namespace {

// "m^-3" becomes "m⁻³", "um" becomes "µm", "W^0.5" becomes "√W".
std::string pretty_unit(const std::string& unit) {
  if (unit.ends_with("^0.5")) return "√" + unit.substr(0, unit.size() - 4);
  std::string out;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (unit[i] != '^') {
      out += unit[i];
      continue;
    }
    std::size_t end = i + 1;
    while (end < unit.size() &&
           (unit[end] == '-' || std::isdigit(static_cast<unsigned char>(unit[end]))))
      ++end;
    if (end == i + 1 || end > i + 4) {
      out += '^';
      continue;
    }
    out += superscript(std::stoi(unit.substr(i + 1, end - i - 1)));
    i = end - 1;
  }
  if (out.size() > 1 && out[0] == 'u') out = "µ" + out.substr(1);
  return out;
}

ShownUnit scaled_by_ten(const std::string& unit, double size, double magnitude) {
  const double value = magnitude / size;
  if (!(value > 0) || (value >= 0.009 && value < 99999)) return {unit, size};
  const int exponent = static_cast<int>(std::floor(std::log10(value) + 1e-9));
  const std::string power = "10" + superscript(exponent);
  return {unit.empty() ? "×" + power : power + "\u00a0" + unit, size * std::pow(10.0, exponent)};
}

std::size_t bytes_of(const std::string& text, std::size_t characters) {
  std::size_t i = 0;
  for (; i < text.size() && characters > 0; --characters) do
      ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80);
  return i;
}

}  // namespace

ShownUnit shown_unit(const std::string& name, const std::string& si_unit, double magnitude) {
  if (si_unit.empty() || si_unit == "1") return scaled_by_ten("", 1, magnitude);
  if (si_unit == "m" && name.find("wavelength") != std::string::npos) {
    if (magnitude >= 3e-6) return {"µm", 1e-6};
    if (magnitude >= 1e-7) return {"nm", 1e-9};
  }
  // Ellipsometers and goniometers count in degrees; a phase stays in radians.
  if (si_unit == "rad" &&
      (name == "psi" || name == "delta" || name.find("angle") != std::string::npos))
    return scaled_by_ten("deg", std::numbers::pi / 180, magnitude);
  if (si_unit == "m^2" && magnitude < 1e-7) return scaled_by_ten("µm²", 1e-12, magnitude);
  if (si_unit == "m^-3") return scaled_by_ten("cm⁻³", 1e6, magnitude);
  const PrefixedUnit unit = prefixed_unit(magnitude, si_unit);
  return scaled_by_ten(pretty_unit(unit.name), unit.size, magnitude);
}

std::string axis_label(const std::string& name, const std::string& long_name,
                       const ShownUnit& unit) {
  const bool usable = !long_name.empty() && character_count(long_name) <= 60;
  const std::string text = sentence(usable ? long_name : plain_name(name));
  return unit.text.empty() ? text : fmt::format("{} ({})", text, unit.text);
}

std::vector<double> shown(std::vector<double> values, const ShownUnit& unit) {
  for (double& value : values) value /= unit.size;
  return values;
}

std::string value_text(const Axis& axis, std::size_t index) {
  const std::string name = plain_name(axis.name);
  if (!axis.labels.empty()) return fmt::format("{}: {}", name, axis.labels[index]);
  const double value = axis.values[index];
  const ShownUnit unit = shown_unit(axis.name, axis.unit, std::abs(value));
  const bool power = unit.text.starts_with("10") || unit.text.starts_with("×");
  return fmt::format("{} = {:.6g}{}{}", name, value / unit.size,
                     power && !unit.text.starts_with("×") ? "×"
                     : unit.text.empty() || power         ? ""
                                                          : " ",
                     unit.text);
}

std::string plain_name(const std::string& name) {
  std::string text = name;
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string sentence(std::string text) {
  const auto lower = [&](std::size_t i) {
    return i < text.size() && std::islower(static_cast<unsigned char>(text[i]));
  };
  if (lower(0) && lower(1)) text[0] = static_cast<char>(std::toupper(text[0]));
  return text;
}

std::string superscript(int exponent) {
  static constexpr std::array<const char*, 10> kDigits = {"⁰", "¹", "²", "³", "⁴",
                                                          "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (const char c : std::to_string(exponent))
    out += c == '-' ? "⁻" : kDigits[static_cast<std::size_t>(c - '0')];
  return out;
}

std::size_t character_count(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string shortened(const std::string& text, std::size_t limit) {
  if (character_count(text) <= limit) return text;
  return text.substr(0, bytes_of(text, limit > 0 ? limit - 1 : 0)) + "…";
}

std::vector<std::string> wrapped(const std::string& text, std::size_t limit) {
  std::vector<std::string> lines(1);
  for (const std::string& word : split(text, ' ')) {
    std::string& last = lines.back();
    if (!last.empty() && character_count(last) + 1 + character_count(word) > limit)
      lines.push_back(word);
    else
      last += (last.empty() ? "" : " ") + word;
  }
  return lines;
}

}  // namespace verdet::plot
