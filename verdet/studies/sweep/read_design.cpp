#include "verdet/studies/sweep/read_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "verdet/base/axis_values.hpp"
#include "verdet/base/bind.hpp"
#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/sweep/design_reader.hpp"
#include "verdet/studies/sweep/point_table.hpp"

namespace verdet {
namespace {

constexpr double kMostPoints = 1e12;
constexpr std::uint64_t kMostSearched = 1'000'000;

const std::vector<std::string> kSampled = {"monte_carlo", "latin_hypercube", "sobol",
                                           "sensitivity"};
const std::vector<std::string> kOther = {"zip", "table", "where"};

Move set(std::size_t path, std::vector<double> values) {
  return {path, Effect::Set, std::make_shared<ListColumn>(std::move(values))};
}

// The only counted factor is the axis `point`; several are named by their keyword.
void name_factors(std::vector<Factor>& factors) {
  const auto counted = std::count_if(factors.begin(), factors.end(),
                                     [](const Factor& factor) { return !factor.plain; });
  std::map<std::string, int> seen;
  for (Factor& factor : factors) {
    if (factor.plain) continue;
    const int number = ++seen[factor.name];
    if (counted == 1)
      factor.name = "point";
    else if (number > 1)
      factor.name += fmt::format("_{}", number);
  }
}

void check_size(const Node& sweep, const std::vector<Factor>& factors) {
  if (factors.empty())
    sweep.fail("the sweep has no axis; name a parameter and its values", "sweep");
  double points = 1;
  for (const Factor& factor : factors) points *= static_cast<double>(factor.size);
  if (points > kMostPoints)
    sweep.fail(fmt::format("{:.3g} points are more than the {:g} that a sweep may have; use fewer "
                           "per axis, or sample with 'sobol:' or 'latin_hypercube:'",
                           points, kMostPoints),
               "sweep");
}

void check_refined(const Node& sweep, const std::vector<Factor>& factors) {
  for (std::size_t k = 0; k < factors.size(); ++k) {
    if (!factors[k].refine) continue;
    if (k + 1 != factors.size())
      sweep.fail(
          fmt::format("'{}' is refined and must be the last axis of the sweep", factors[k].name),
          "sweep");
    if (sweep.has("where"))
      sweep.at("where").fail("does not go with a refined axis", "sweep.where");
  }
}

void check_where(const Node& sweep, const Design& design) {
  if (design.keeps_all() || design.size() > kMostSearched) return;
  for (std::uint64_t point = 0; point < design.size(); ++point)
    if (design.kept(point)) return;
  sweep.at("where").fail("no point of the sweep meets the conditions; loosen them", "sweep.where");
}

}  // namespace

std::size_t DesignReader::find(const std::string& path, const Node& node) {
  const auto leaf =
      std::find_if(leaves_.begin(), leaves_.end(), [&](const Leaf& l) { return l.path == path; });
  if (leaf == leaves_.end()) {
    std::vector<std::string> known;
    for (const Leaf& l : leaves_) known.push_back(l.path);
    if (path.find('.') == std::string::npos) {
      known.insert(known.end(), kSampled.begin(), kSampled.end());
      known.insert(known.end(), kOther.begin(), kOther.end());
    }
    node.fail(fmt::format("no numeric parameter '{}'{}", path, suggestion(path, known)), "sweep");
  }
  const auto seen =
      std::find_if(paths.begin(), paths.end(), [&](const SweptPath& p) { return p.path == path; });
  if (seen != paths.end()) return static_cast<std::size_t>(seen - paths.begin());
  paths.push_back({path, leaf->about, leaf->get(), leaf->count != nullptr});
  return paths.size() - 1;
}

std::size_t DesignReader::find_real(const std::string& path, const Node& node) {
  const std::size_t index = find(path, node);
  if (paths[index].whole)
    node.fail("is a whole number: sweep it over a list or {from, to, points}", "sweep." + path);
  return index;
}

void DesignReader::check(std::size_t path, const std::vector<double>& values, const Node& node) {
  const std::string here = "sweep." + paths[path].path;
  for (const double value : values) {
    if (const std::string fault = out_of_bounds(value, paths[path].about); !fault.empty())
      node.fail(fault, here);
    if (paths[path].whole && (value != std::floor(value) || std::abs(value) > 2e9))
      node.fail(fmt::format("'{:g}' is not a whole number", value), here);
  }
}

std::vector<double> DesignReader::values(std::size_t path, const Node& node) {
  const About& about = paths[path].about;
  std::vector<double> list = read_axis(node, about.kind, about.unit, "sweep." + paths[path].path);
  check(path, list, node);
  return list;
}

// {from, to, refine: {variable, tolerance, unit, points, levels}}: all positions that halving may
// reach.
Factor DesignReader::refined(const std::string& path, const Node& node) {
  const std::string here = "sweep." + path + ".refine";
  const Node& given = node.at("refine");
  require_known_keys(given, {"variable", "tolerance", "unit", "points", "levels"}, here);
  Refine refine;
  std::uint64_t points = 17;
  std::string unit = "1";
  if (const Node* found = given.find("unit")) unit = found->as_text();
  for (const auto& [key, value] : given.entries()) {
    const About tolerance{.name = "tolerance", .unit = unit.c_str(), .above = 0};
    if (key == "variable")
      refine.variable = value.as_text();
    else if (key == "tolerance")
      refine.tolerance = read_quantity(value, tolerance, here);
    else if (key == "points")
      points = read_whole(value, 2, 1e6, here);
    else if (key == "levels")
      refine.levels = static_cast<int>(read_whole(value, 1, 20, here));
  }
  if (refine.variable.empty() || !(refine.tolerance > 0))
    given.fail(
        "name the result and how well it is to be interpolated: {variable: NAME, tolerance: "
        "VALUE, unit: SI UNIT}",
        here);
  const std::uint64_t finest = (points - 1) * refine.step() + 1;
  Factor factor =
      plain(path, node.without("refine").with("points", Node::text(std::to_string(finest))));
  factor.refine = refine;
  return factor;
}

Factor DesignReader::plain(const std::string& path, const Node& node) {
  if (node.has("refine")) return refined(path, node);
  const std::size_t index = find(path, node);
  std::vector<double> list = values(index, node);
  const std::uint64_t size = list.size();
  return {path, size, true, {set(index, std::move(list))}};
}

Factor DesignReader::zip(const Node& node) {
  Factor factor{"zip", 0, false, {}};
  for (const auto& [path, given] : node.entries()) {
    const std::size_t index = find(path, given);
    std::vector<double> list = values(index, given);
    if (!factor.moves.empty() && list.size() != factor.size)
      given.fail(fmt::format("'{}' has {} values and '{}' has {}; the values of a zip are paired: "
                             "give as many to each",
                             path, list.size(), node.entries()[0].first, factor.size),
                 "sweep.zip");
    factor.size = list.size();
    factor.moves.push_back(set(index, std::move(list)));
  }
  if (factor.moves.empty()) node.fail("a zip needs parameters and their values", "sweep.zip");
  return factor;
}

Factor DesignReader::table(const Node& node) {
  const Node& file = node.is_map() ? node.at("file") : node;
  std::vector<PointColumn> columns;
  try {
    columns = read_point_table(file.as_text());
  } catch (const InputError& error) {
    if (error.faults().front().place.known()) throw;
    file.fail(error.message(), "sweep.table");
  }
  std::vector<std::pair<std::string, std::string>> wanted;  // path, name in the file
  if (node.is_map() && node.has("columns"))
    for (const auto& [path, name] : node.at("columns").entries())
      wanted.emplace_back(path, name.as_text());
  else
    for (const PointColumn& column : columns) wanted.emplace_back(column.name, column.name);
  std::vector<std::string> known;
  for (const PointColumn& column : columns) known.push_back(column.name);
  Factor factor{"table", 0, false, {}};
  for (const auto& [path, name] : wanted) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end())
      node.fail(fmt::format("the file has no column '{}'{}", name, suggestion(name, known)),
                "sweep.table");
    const PointColumn& column = columns[static_cast<std::size_t>(found - known.begin())];
    const std::size_t index = find(path, node);
    const About& about = paths[index].about;
    std::vector<double> list;
    for (const double value : column.values) try {
        list.push_back(
            parse_quantity(fmt::format("{} {}", value, column.unit == "1" ? "" : column.unit),
                           about.kind, about.unit));
      } catch (const InputError& error) {
        node.fail(fmt::format("{}: column '{}': {}; write the unit in the header, '{} [{}]'",
                              column.place, name, error.message(), name, about.unit),
                  "sweep.table");
      }
    check(index, list, node);
    if (!factor.moves.empty() && list.size() != factor.size)
      node.fail(
          fmt::format("column '{}' has {} values, the others {}", name, list.size(), factor.size),
          "sweep.table");
    factor.size = list.size();
    factor.moves.push_back(set(index, std::move(list)));
  }
  if (factor.size == 0) node.fail("the table has no point", "sweep.table");
  return factor;
}

Condition DesignReader::where(const Node& node) {
  std::vector<ConditionName> names;
  const auto last = [](const SweptPath& p) { return split(p.path, '.').back(); };
  for (const SweptPath& path : paths) names.push_back({path.path, path.about});
  // The short name works where it is the only one; the full path always does.
  for (ConditionName& name : names) {
    const std::string used = split(name.name, '.').back();
    const auto same =
        std::count_if(paths.begin(), paths.end(), [&](const auto& p) { return last(p) == used; });
    const std::string& text = node.as_text();
    if (same == 1 && text.find(name.name) == std::string::npos) name.name = used;
  }
  try {
    return {node.as_text(), names};
  } catch (const InputError& error) {
    node.fail(error.message(), "sweep.where");
  }
}

Design read_design(const Node& sweep, const std::vector<Leaf>& leaves, std::vector<Fault>& faults) {
  DesignReader reader(leaves);
  std::vector<Factor> factors;
  std::vector<Condition> where;
  const std::size_t before = faults.size();
  const auto attempt = [&](const auto& read) {
    try {
      read();
    } catch (const InputError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  };
  for (const auto& [key, node] : sweep.entries())
    attempt([&, &key = key, &node = node] {
      if (key == "where") return;
      if (std::find(kSampled.begin(), kSampled.end(), key) != kSampled.end())
        return factors.push_back(reader.sampled(key, node));
      if (key == "table") return factors.push_back(reader.table(node));
      if (key != "zip") return factors.push_back(reader.plain(key, node));
      if (!node.is_list()) return factors.push_back(reader.zip(node));
      for (const Node& item : node.items()) factors.push_back(reader.zip(item));
    });
  if (faults.size() == before)
    attempt([&] {
      check_size(sweep, factors);
      check_refined(sweep, factors);
      if (!sweep.has("where")) return;
      const Node& node = sweep.at("where");
      if (node.is_text()) return where.push_back(reader.where(node));
      for (const Node& item : node.items()) where.push_back(reader.where(item));
    });
  if (faults.size() != before) return {};
  name_factors(factors);
  Design design(std::move(reader.paths), std::move(factors), std::move(where));
  attempt([&] { check_where(sweep, design); });
  return design;
}

}  // namespace verdet
