#include "verdet/base/axis_values.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/base/keys.hpp"

namespace verdet {
namespace {

double read_value(const Node& node, Kind kind, const std::string& si_unit,
                  const std::string& path) {
  try {
    return parse_quantity(node.as_text(), kind, si_unit);
  } catch (const InputError& error) {
    if (error.faults().front().place.known()) throw;
    node.fail(error.message(), path);
  }
}

std::size_t read_points(const Node& node, const std::string& path) {
  double points = 0;
  try {
    points = parse_number(node.as_text());
  } catch (const InputError& error) {
    node.fail(error.message(), path);
  }
  if (points != std::floor(points) || points < 1)
    node.fail("points must be a whole number of at least 1", path);
  if (points > static_cast<double>(kMaxAxisPoints))
    node.fail(fmt::format("more than {} points along one axis", kMaxAxisPoints), path);
  return static_cast<std::size_t>(points);
}

std::vector<double> spaced(double from, double to, std::size_t points, bool logarithmic) {
  std::vector<double> values(points, from);
  const double last = static_cast<double>(points - 1);
  for (std::size_t i = 1; i < points; ++i) {
    const double s = static_cast<double>(i) / last;
    values[i] = logarithmic ? from * std::pow(to / from, s) : from + (to - from) * s;
  }
  if (points > 1) values.back() = to;
  return values;
}

}  // namespace

std::vector<double> read_axis(const Node& node, Kind kind, const std::string& si_unit,
                              const std::string& path) {
  if (node.is_text()) return {read_value(node, kind, si_unit, path)};
  if (node.is_list()) {
    if (node.items().empty()) node.fail("the list is empty", path);
    std::vector<double> values;
    for (const Node& item : node.items()) values.push_back(read_value(item, kind, si_unit, path));
    return values;
  }
  if (!node.is_map()) node.fail("a value, a list or {from, to, points} is due here", path);
  static const std::vector<std::string> kKeys = {"from", "to", "points", "spacing"};
  require_known_keys(node, kKeys, path);
  const double from = read_value(node.at("from"), kind, si_unit, path + ".from");
  const double to = read_value(node.at("to"), kind, si_unit, path + ".to");
  const std::size_t points = read_points(node.at("points"), path + ".points");
  const std::string spacing = node.has("spacing") ? node.at("spacing").as_text() : "linear";
  if (spacing != "linear" && spacing != "log")
    node.at("spacing").fail("spacing is linear or log", path);
  if (spacing == "log" && !(from > 0 && to > 0)) node.fail("log spacing needs positive ends", path);
  if (points > 1 && from == to) node.fail("from and to are equal", path);
  return spaced(from, to, points, spacing == "log");
}

}  // namespace verdet
