// Formulas as text: precedence, functions, exact derivatives, refusals with their place.
#include "verdet/studies/fit/expression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

double value(const std::string& text, double x = 2, std::vector<double> p = {3, 0.5}) {
  const Expression f(text, {"x"}, {"a", "b"});
  return f(std::vector<double>{x}, p, {});
}

TEST(Expression, KnowsPrecedence) {
  EXPECT_DOUBLE_EQ(value("1 + 2*3^2"), 19);
  EXPECT_DOUBLE_EQ(value("-x^2"), -4);  // as in mathematics
  EXPECT_DOUBLE_EQ(value("2^3^2"), 512);
  EXPECT_DOUBLE_EQ(value("2**-1"), 0.5);
  EXPECT_DOUBLE_EQ(value("8/4/2"), 1);
  EXPECT_DOUBLE_EQ(value("1 - 2 - 3"), -4);
  EXPECT_DOUBLE_EQ(value("1.5e-3*x"), 3e-3);
  EXPECT_DOUBLE_EQ(value("pow(x, 3) + pi - pi"), 8);
}

TEST(Expression, DerivativesAreExact) {
  const std::string text = "a*exp(-b*x) + sqrt(a + x)*sin(b) - log(a)/atan(x*b) + (a + b)^x";
  const Expression f(text, {"x"}, {"a", "b"});
  const std::vector<double> x = {1.7}, p = {3, 0.5};
  std::vector<double> slopes(2);
  f(x, p, slopes);
  for (int k = 0; k < 2; ++k) {
    std::vector<double> above = p, below = p;
    above[k] += 1e-6;
    below[k] -= 1e-6;
    EXPECT_NEAR(slopes[k], (f(x, above, {}) - f(x, below, {})) / 2e-6, 1e-7) << k;
  }
}

TEST(Expression, PowersWithAConstantExponentAreRegularForNegativeBases) {
  const Expression f("(a - 5)^2", {"x"}, {"a", "b"});
  std::vector<double> slopes(2);
  EXPECT_DOUBLE_EQ(f(std::vector<double>{0.0}, std::vector<double>{3, 0}, slopes), 4);
  EXPECT_DOUBLE_EQ(slopes[0], -4);
  EXPECT_DOUBLE_EQ(slopes[1], 0);
}

TEST(Expression, RefusesWithThePlace) {
  const auto refusal = [](const std::string& text) {
    try {
      value(text);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_THAT(refusal("a*("), ::testing::HasSubstr("expected"));
  EXPECT_THAT(refusal("a*(b"), ::testing::HasSubstr("not closed"));
  EXPECT_THAT(refusal("a b"), ::testing::HasSubstr("not expected"));
  EXPECT_THAT(refusal("exq(a)"), ::testing::HasSubstr("did you mean 'exp'"));
  EXPECT_THAT(refusal(""), ::testing::HasSubstr("expected"));
  EXPECT_THAT(refusal(std::string(5000, '(')), ::testing::HasSubstr("nested"));
}

}  // namespace
}  // namespace verdet
