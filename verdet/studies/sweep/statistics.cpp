#include "verdet/studies/sweep/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "verdet/base/keys.hpp"
#include "verdet/base/text.hpp"
#include "verdet/studies/sweep/condition.hpp"

namespace verdet {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool is_sampled(const Factor& factor) {
  return !factor.plain;
}

// Points with the same position along the factors that are kept, cell by cell.
class Cells {
 public:
  explicit Cells(const Design& design) {
    const bool any = std::any_of(design.factors().begin(), design.factors().end(), is_sampled);
    const std::vector<Axis> axes = design.axes({});
    for (std::size_t k = 0; k < axes.size(); ++k)
      if (any && !is_sampled(design.factors()[k])) axes_.push_back(axes[k]);
    std::size_t count = 1;
    for (const Axis& axis : axes_) count *= axis.size();
    points_.resize(count);
    for (std::uint64_t point = 0; point < design.size(); ++point) {
      const std::vector<std::uint64_t> at = design.positions(point);
      std::size_t cell = 0;
      for (std::size_t k = 0; k < at.size(); ++k)
        if (any && !is_sampled(design.factors()[k])) cell = cell * design.factors()[k].size + at[k];
      points_[cell].push_back(point);
    }
  }
  const std::vector<Axis>& axes() const { return axes_; }
  const std::vector<std::vector<std::uint64_t>>& points() const { return points_; }
  std::vector<std::string> names() const {
    std::vector<std::string> list;
    for (const Axis& axis : axes_) list.push_back(axis.name);
    return list;
  }

 private:
  std::vector<Axis> axes_;
  std::vector<std::vector<std::uint64_t>> points_;
};

std::vector<double> numbers_of(const PointValues& result,
                               const std::vector<std::uint64_t>& points) {
  std::vector<double> numbers;
  for (const std::uint64_t point : points)
    if (!std::isnan(result.values[point])) numbers.push_back(result.values[point]);
  return numbers;
}

double mean_of(const std::vector<double>& values) {
  if (values.empty()) return kNaN;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values, double mean) {
  if (values.size() < 2) return kNaN;
  double sum = 0;
  for (const double x : values) sum += (x - mean) * (x - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

void add_moments(Table& table, const Cells& cells, const PointValues& result,
                 const std::vector<double>& percents) {
  std::vector<double> means, deviations, percentiles;
  for (const auto& points : cells.points()) {
    std::vector<double> numbers = numbers_of(result, points);
    means.push_back(mean_of(numbers));
    deviations.push_back(deviation_of(numbers, means.back()));
    for (const double percent : percents) percentiles.push_back(percentile(numbers, percent));
  }
  std::vector<std::string> axes = cells.names();
  table.add(result.name + "_mean", result.unit, axes, std::move(means), "mean");
  table.add(result.name + "_standard_deviation", result.unit, axes, std::move(deviations),
            "standard deviation of the sample");
  axes.push_back("percent");
  table.add(result.name + "_percentile", result.unit, axes, std::move(percentiles),
            "value below which this share of the points lies");
}

// 1 where the condition holds at every entry of a point, 0 where not, NaN where nothing is known.
std::vector<double> passes(const Condition& condition, const std::vector<PointValues>& results,
                           std::uint64_t points) {
  std::size_t width = 1;
  for (const std::size_t k : condition.used()) width = std::max(width, results[k].width);
  std::vector<double> pass(points, kNaN), values(results.size());
  for (std::uint64_t point = 0; point < points; ++point)
    for (std::size_t entry = 0; entry < width; ++entry) {
      bool known = true;
      for (const std::size_t k : condition.used()) {
        const PointValues& r = results[k];
        values[k] = r.values[point * r.width + (r.width == 1 ? 0 : entry)];
        known = known && !std::isnan(values[k]);
      }
      if (!known) continue;
      const double holds = condition(values) ? 1 : 0;
      pass[point] = std::isnan(pass[point]) ? holds : std::min(pass[point], holds);
    }
  return pass;
}

void add_yield(Table& table, const Cells& cells, const StatisticsRequest& request,
               const std::vector<PointValues>& results, std::uint64_t points) {
  std::vector<ConditionName> names;
  for (const PointValues& r : results)
    names.push_back({r.name,
                     {.name = r.name.c_str(),
                      .unit = r.unit.c_str(),
                      .kind = r.unit == "1" ? Kind::PowerRatio : Kind::Quantity}});
  std::optional<Condition> condition;
  try {
    condition.emplace(request.yield, names);
  } catch (const InputError& error) {
    request.place.fail(error.message(), "statistics.yield");
  }
  const std::vector<double> pass = passes(*condition, results, points);
  std::vector<double> yield;
  std::vector<std::int32_t> known;
  for (const auto& cell : cells.points()) {
    const std::vector<double> numbers = numbers_of({"", "", 1, pass}, cell);
    yield.push_back(mean_of(numbers));
    known.push_back(static_cast<std::int32_t>(numbers.size()));
  }
  table.add("yield", "1", cells.names(), std::move(yield),
            "share of the computed points that meet: " + request.yield);
  table.add_count("yield_points", cells.names(), std::move(known), "points that were computed");
}

struct Indices {
  std::vector<double> first, total;
};

// One sample of rows A, B, A with column i from B; see saltelli_sampler.
Indices indices_of(const std::vector<double>& f, std::size_t dimensions) {
  const std::size_t block = dimensions + 2, rows = f.size() / block;
  std::vector<std::size_t> whole;
  std::vector<double> both;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto begin = f.begin() + static_cast<std::ptrdiff_t>(r * block);
    if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(block),
                    [](double x) { return std::isnan(x); }))
      continue;
    whole.push_back(r);
    both.insert(both.end(), begin, begin + 2);
  }
  const double mean = mean_of(both), deviation = deviation_of(both, mean);
  const double variance = deviation * deviation, n = static_cast<double>(whole.size());
  Indices indices;
  for (std::size_t i = 0; i < dimensions; ++i) {
    double first = 0, total = 0;
    for (const std::size_t r : whole) {
      const double a = f[r * block] - mean, b = f[r * block + 1] - mean;
      const double ab = f[r * block + 2 + i] - mean;
      first += b * (ab - a);
      total += (a - ab) * (a - ab);
    }
    indices.first.push_back(first / n / variance);
    indices.total.push_back(total / (2 * n) / variance);
  }
  return indices;
}

void add_sensitivity(Table& table, const Design& design, const std::vector<PointValues>& results) {
  const auto& factors = design.factors();
  if (factors.size() != 1 || !factors[0].sensitivity) return;
  Axis axis{"parameter", "1", "swept parameter", {}, {}};
  for (const Move& move : factors[0].moves) axis.labels.push_back(design.paths()[move.path].path);
  const std::size_t dimensions = axis.labels.size();
  table.add_axis(std::move(axis));
  for (const PointValues& result : results) {
    if (result.width != 1) continue;
    Indices indices = indices_of(result.values, dimensions);
    table.add(result.name + "_first_order", "1", {"parameter"}, std::move(indices.first),
              "share of the variance that this parameter explains alone");
    table.add(result.name + "_total", "1", {"parameter"}, std::move(indices.total),
              "share of the variance that vanishes when this parameter alone is unknown");
  }
}

}  // namespace

double percentile(std::vector<double>& values, double percent) {
  if (values.empty()) return kNaN;
  std::sort(values.begin(), values.end());
  const double at = percent / 100 * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
}

StatisticsRequest read_statistics(const Node& node) {
  require_known_keys(node, {"percentiles", "yield"}, "statistics");
  StatisticsRequest request;
  for (const auto& [key, value] : node.entries()) {
    if (key == "percentiles") {
      for (const Node& item : value.items()) {
        double percent = -1;
        try {
          percent = parse_number(item.as_text());
        } catch (const InputError&) {
        }
        if (!(percent >= 0 && percent <= 100))
          item.fail("a number from 0 to 100 is due", "statistics.percentiles");
        request.percentiles.push_back(percent);
      }
    } else {
      request.yield = value.as_text();
      request.place = value;
    }
  }
  std::sort(request.percentiles.begin(), request.percentiles.end());
  return request;
}

Table statistics(const Design& design, const StatisticsRequest& request,
                 const std::vector<PointValues>& results) {
  Table table;
  if (!request.empty()) {
    const Cells cells(design);
    for (const Axis& axis : cells.axes()) table.add_axis(axis);
    table.add_axis({"percent", "1", "share of the points in per cent", request.percentiles, {}});
    for (const PointValues& result : results)
      if (result.width == 1) add_moments(table, cells, result, request.percentiles);
    if (!request.yield.empty()) add_yield(table, cells, request, results, design.size());
  }
  add_sensitivity(table, design, results);
  return table;
}

}  // namespace verdet
