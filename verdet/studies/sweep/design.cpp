#include "verdet/studies/sweep/design.hpp"

#include <algorithm>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

const char* suffix(Effect effect) {
  return effect == Effect::Set ? "" : effect == Effect::Add ? "_deviation" : "_factor";
}

}  // namespace

Design::Design(std::vector<SweptPath> paths, std::vector<Factor> factors,
               std::vector<Condition> where)
    : paths_(std::move(paths)),
      factors_(std::move(factors)),
      where_(std::move(where)),
      size_(factors_.empty() ? 0 : 1) {
  for (const Factor& factor : factors_) size_ *= factor.size;
}

std::vector<std::uint64_t> Design::positions(std::uint64_t point) const {
  std::vector<std::uint64_t> list(factors_.size());
  for (std::size_t k = factors_.size(); k-- > 0;) {
    list[k] = point % factors_[k].size;
    point /= factors_[k].size;
  }
  return list;
}

void Design::values(std::uint64_t point, std::span<double> values) const {
  for (std::size_t i = 0; i < paths_.size(); ++i) values[i] = paths_[i].nominal;
  std::uint64_t stride = size_;
  for (const Factor& factor : factors_) {
    stride /= factor.size;
    const std::uint64_t position = point / stride % factor.size;
    for (const Move& move : factor.moves) {
      const double x = move.column->at(position);
      double& value = values[move.path];
      value = move.effect == Effect::Set ? x : move.effect == Effect::Add ? value + x : value * x;
    }
  }
}

Design Design::only(std::span<const std::uint64_t> points) const {
  std::vector<std::vector<double>> columns(paths_.size());
  std::vector<double> row(paths_.size());
  for (const std::uint64_t point : points) {
    values(point, row);
    for (std::size_t k = 0; k < row.size(); ++k) columns[k].push_back(row[k]);
  }
  Factor factor{"point", points.size(), false, {}};
  for (std::size_t k = 0; k < columns.size(); ++k)
    factor.moves.push_back({k, Effect::Set, std::make_shared<ListColumn>(std::move(columns[k]))});
  return {paths_, {std::move(factor)}};
}

bool Design::kept(std::uint64_t point) const {
  if (where_.empty()) return true;
  std::vector<double> v(paths_.size());
  values(point, v);
  return std::all_of(where_.begin(), where_.end(), [&](const Condition& c) { return c(v); });
}

std::string Design::label(const Move& move, const std::vector<std::string>& taken) const {
  if (!move.label.empty()) return move.label;
  const auto last = [&](const Move& m) {
    return split(paths_[m.path].path, '.').back() + suffix(m.effect);
  };
  const std::string name = last(move);
  std::size_t same = 0;
  for (const Factor& factor : factors_)
    for (const Move& other : factor.moves) same += last(other) == name;
  const bool free = same == 1 && std::find(taken.begin(), taken.end(), name) == taken.end();
  return free ? name : paths_[move.path].path + suffix(move.effect);
}

std::vector<Axis> Design::axes(const std::vector<std::string>& taken) const {
  std::vector<Axis> list;
  for (const Factor& factor : factors_) {
    const SweptPath& path = paths_[factor.moves.at(0).path];
    Axis axis{factor.name, "1", "number of the point", {}, {}};
    if (factor.plain)
      axis = {label(factor.moves[0], taken), path.about.unit, path.about.meaning, {}, {}};
    for (std::uint64_t i = 0; i < factor.size; ++i)
      axis.values.push_back(factor.plain ? factor.moves[0].column->at(i) : static_cast<double>(i));
    list.push_back(std::move(axis));
  }
  return list;
}

std::vector<Variable> Design::coordinates(const std::vector<std::string>& taken) const {
  std::vector<Variable> list;
  const auto add = [&](const Factor& factor, const std::string& name, const std::string& unit,
                       const std::string& meaning, const ValueColumn& column) {
    Variable variable{.name = name,
                      .unit = unit,
                      .long_name = meaning,
                      .axes = {factor.name},
                      .values = {},
                      .integers = {},
                      .texts = {}};
    for (std::uint64_t i = 0; i < factor.size; ++i) variable.values.push_back(column.at(i));
    list.push_back(std::move(variable));
  };
  for (const Factor& factor : factors_) {
    if (factor.plain) continue;
    for (const Move& move : factor.moves) {
      const About& about = paths_[move.path].about;
      add(factor, label(move, taken), move.effect == Effect::Scale ? "1" : about.unit,
          about.meaning, *move.column);
    }
    for (const Factor::Extra& extra : factor.extras)
      add(factor, extra.name, extra.unit, extra.meaning, *extra.column);
  }
  return list;
}

}  // namespace verdet
