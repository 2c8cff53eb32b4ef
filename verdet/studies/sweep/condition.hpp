// Conditions over named quantities: `gap > 150 nm and radius in [5 um, 20 um]`.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "verdet/base/statement.hpp"

namespace verdet {

/// A name that a condition may use; quantities compared with it are read in its unit and kind.
struct ConditionName {
  std::string name;
  About about;
};

/// A parsed condition. Comparisons (< <= > >= == !=, chains, `in [a, b]`) of sums, products and
/// quotients of names and quantities, joined by `and`, `or`, `not` and parentheses. A comparison
/// with NaN is false.
class Condition {
 public:
  /// Throws InputError (without place) for a syntax error, an unknown name, a wrong unit.
  Condition(const std::string& text, const std::vector<ConditionName>& names);

  /// `values` has one entry per name of the constructor.
  bool operator()(std::span<const double> values) const { return test_(values); }
  /// Numbers of the names that occur.
  const std::vector<std::size_t>& used() const noexcept { return used_; }

 private:
  std::function<bool(std::span<const double>)> test_;
  std::vector<std::size_t> used_;
};

}  // namespace verdet
