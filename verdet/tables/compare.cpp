#include "verdet/tables/compare.hpp"

#include <fmt/format.h>

#include <cmath>

namespace verdet {
namespace {

class Comparison {
 public:
  explicit Comparison(const Tolerance& tolerance) : tolerance_(tolerance) {}
  std::vector<std::string> lines;

  void tables(const Table& a, const Table& b, const std::string& path) {
    for (const Axis& axis : a.axes()) {
      const Axis* other = b.find_axis(axis.name);
      if (!other) {
        lines.push_back(fmt::format("{}{}: axis only in the first", path, axis.name));
        continue;
      }
      values(path + axis.name, axis.unit, other->unit, axis.values, other->values);
      if (axis.labels != other->labels)
        lines.push_back(fmt::format("{}{}: labels differ", path, axis.name));
    }
    for (const Variable& variable : a.variables()) {
      const Variable* other = b.find(variable.name);
      if (!other) {
        lines.push_back(fmt::format("{}{}: only in the first", path, variable.name));
        continue;
      }
      values(path + variable.name, variable.unit, other->unit, variable.values, other->values);
      if (variable.integers != other->integers || variable.texts != other->texts)
        lines.push_back(fmt::format("{}{}: entries differ", path, variable.name));
    }
    only_in_second(a, b, path);
    for (const auto& [name, group] : a.groups())
      if (const Table* other = b.find_group(name)) tables(group, *other, path + name + "/");
  }

 private:
  void only_in_second(const Table& a, const Table& b, const std::string& path) {
    for (const Axis& axis : b.axes())
      if (!a.find_axis(axis.name))
        lines.push_back(fmt::format("{}{}: axis only in the second", path, axis.name));
    for (const Variable& variable : b.variables())
      if (!a.find(variable.name))
        lines.push_back(fmt::format("{}{}: only in the second", path, variable.name));
    for (const auto& [name, group] : a.groups())
      if (!b.find_group(name)) lines.push_back(fmt::format("{}{}/: only in the first", path, name));
    for (const auto& [name, group] : b.groups())
      if (!a.find_group(name))
        lines.push_back(fmt::format("{}{}/: only in the second", path, name));
  }

  void values(const std::string& name, const std::string& unit_a, const std::string& unit_b,
              const std::vector<double>& a, const std::vector<double>& b) {
    if (unit_a != unit_b) lines.push_back(fmt::format("{}: units {} and {}", name, unit_a, unit_b));
    if (a.size() != b.size()) {
      lines.push_back(fmt::format("{}: {} and {} values", name, a.size(), b.size()));
      return;
    }
    std::size_t count = 0, worst = 0;
    double worst_excess = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const double excess = exceeds(a[i], b[i]);
      if (excess <= 0) continue;
      ++count;
      if (excess > worst_excess) worst_excess = excess, worst = i;
    }
    if (count)
      lines.push_back(fmt::format("{}: {} of {} values differ, most at [{}]: {} and {}", name,
                                  count, a.size(), worst, a[worst], b[worst]));
  }

  // By how much |a - b| exceeds the tolerance; an infinity or a lone NaN exceeds it without bound.
  double exceeds(double a, double b) const {
    if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
    if (!std::isfinite(a) || !std::isfinite(b)) return HUGE_VAL;
    const double allowed =
        tolerance_.absolute + tolerance_.relative * std::max(std::abs(a), std::abs(b));
    return std::abs(a - b) - allowed;
  }

  const Tolerance& tolerance_;
};

}  // namespace

std::vector<std::string> differences(const Table& a, const Table& b, const Tolerance& tolerance) {
  Comparison comparison(tolerance);
  comparison.tables(a, b, "");
  return std::move(comparison.lines);
}

}  // namespace verdet
