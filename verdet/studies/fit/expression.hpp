// A formula as text, evaluated with exact derivatives.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace verdet {

/// y = f(x; b1, b2, ...) from text such as "b1*(1 - exp(-b2*t)) + b3": + - * / ^ (or **), brackets,
/// numbers, pi, and exp, log, log10, sqrt, sin, cos, tan, atan, abs, pow(a, b). Immutable.
class Expression {
 public:
  /// Every name in the text must be one of `variables` (data columns) or `parameters`. Throws
  /// InputError which shows the place in the text.
  Expression(const std::string& text, std::vector<std::string> variables,
             std::vector<std::string> parameters);
  ~Expression();
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;

  /// The value at one point, and its derivatives by the parameters unless `slopes` is empty.
  double operator()(std::span<const double> variables, std::span<const double> parameters,
                    std::span<double> slopes) const;

 private:
  struct Program;
  std::unique_ptr<const Program> program_;
};

}  // namespace verdet
