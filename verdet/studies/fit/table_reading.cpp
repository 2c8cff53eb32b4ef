#include "verdet/studies/fit/table_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"

namespace verdet {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// A place on an axis: a share of the way from one value to the next.
struct Between {
  std::size_t index = 0;
  double share = 0;
};

Between locate(const std::vector<double>& values, double at) {
  const bool falling = values.size() > 1 && values.front() > values.back();
  const double slack = values.size() > 1 ? 1e-9 * std::abs(values.back() - values.front())
                                         : 1e-9 * std::abs(values.front());
  const double low = falling ? values.back() : values.front();
  const double high = falling ? values.front() : values.back();
  if (!(at >= low - slack && at <= high + slack)) return {0, kNone};
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const double share = (at - values[i]) / (values[i + 1] - values[i]);
    if (share <= 1 || i + 2 == values.size()) return {i, std::clamp(share, 0.0, 1.0)};
  }
  return {};
}

double number_at(const Variable& variable, std::size_t index) {
  return variable.values.empty() ? variable.integers[index] : variable.values[index];
}

// Linear in every place, axis by axis from `axis` on.
double interpolate(const Variable& variable, const std::vector<std::size_t>& shape,
                   const std::vector<Between>& places, std::size_t axis, std::size_t offset) {
  if (axis == shape.size()) return number_at(variable, offset);
  const Between& place = places[axis];
  const double low =
      interpolate(variable, shape, places, axis + 1, offset * shape[axis] + place.index);
  if (place.share == 0) return low;
  const double high =
      interpolate(variable, shape, places, axis + 1, offset * shape[axis] + place.index + 1);
  return low + place.share * (high - low);
}

std::size_t nearest(const std::vector<double>& values, double at) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < values.size(); ++i)
    if (std::abs(values[i] - at) < std::abs(values[best] - at)) best = i;
  return best;
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const Variable& one : table.variables()) names.push_back(one.name);
  for (const auto& [group, inner] : table.groups())
    for (const Variable& one : inner.variables()) names.push_back(group + "/" + one.name);
  return names;
}

}  // namespace

std::pair<const Table*, std::string> group_of(const Table& table, const std::string& name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string::npos) return {&table, name};
  return {table.find_group(name.substr(0, slash)), name.substr(slash + 1)};
}

TableReading::TableReading(const Table& sample, std::string variable, std::vector<std::string> axes,
                           const Node* at, const Node& place)
    : name_(std::move(variable)), axes_(std::move(axes)) {
  const auto [table, name] = group_of(sample, name_);
  const Variable* found = table ? table->find(name) : nullptr;
  if (!found || !found->texts.empty())
    place.fail(fmt::format("the experiment measures no '{}'{}; name a variable of its table with "
                           "'channel:'",
                           name_, suggestion(name_, names_of(sample))),
               "fit.model.channel");
  unit_ = found->unit;
  for (const std::string& each : found->axes) {
    const Axis& axis = table->axis(each);
    if (std::find(axes_.begin(), axes_.end(), each) != axes_.end()) continue;
    const Node* wanted = at ? at->find(each) : nullptr;
    if (wanted)
      fix(axis, *wanted);
    else if (axis.size() > 1)
      place.fail(fmt::format("'{}' has {} values over '{}': give a column '{}', or choose one with "
                             "'at: {{{}: ...}}'",
                             name_, axis.size(), each, each, each),
                 "fit.model.at");
  }
}

void TableReading::fix(const Axis& axis, const Node& wanted) {
  const std::string path = "fit.model.at." + axis.name;
  const std::string& text = wanted.as_text();
  if (axis.labels.empty()) {
    const Kind kind = axis.unit == "1" ? Kind::Number : Kind::Quantity;
    fixed_.push_back({axis.name, "", parse_quantity(text, kind, axis.unit)});
    return;
  }
  if (std::find(axis.labels.begin(), axis.labels.end(), text) == axis.labels.end())
    wanted.fail(fmt::format("'{}' is not on the axis '{}'{}", text, axis.name,
                            suggestion(text, axis.labels)),
                path);
  fixed_.push_back({axis.name, text, 0});
}

double TableReading::operator()(const Table& whole, const std::vector<double>& position) const {
  const auto [table, name] = group_of(whole, name_);
  const Variable* variable = table ? table->find(name) : nullptr;
  if (!variable) return kNone;
  std::vector<Between> places;
  for (const std::string& each : variable->axes) {
    const Axis& axis = table->axis(each);
    if (axis.size() == 0) return kNone;
    const auto given = std::find(axes_.begin(), axes_.end(), each);
    const auto fixed = std::find_if(fixed_.begin(), fixed_.end(),
                                    [&](const Fixed& one) { return one.axis == each; });
    if (given != axes_.end())
      places.push_back(
          locate(axis.values, position[static_cast<std::size_t>(given - axes_.begin())]));
    else if (fixed == fixed_.end())
      places.push_back({});
    else if (axis.labels.empty())
      places.push_back({nearest(axis.values, fixed->value)});
    else
      places.push_back({static_cast<std::size_t>(
          std::find(axis.labels.begin(), axis.labels.end(), fixed->label) - axis.labels.begin())});
    if (!std::isfinite(places.back().share)) return kNone;
  }
  return interpolate(*variable, table->shape(*variable), places, 0, 0);
}

}  // namespace verdet
