// Duals and complex numbers against differences and std::complex.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "verdet/base/complex.hpp"
#include "verdet/base/dual.hpp"

namespace verdet {
namespace {

using D = Dual<double, 2>;

template <class T>
T composite(const T& x, const T& y) {
  return sqrt(x * y + 1.0) / exp(0.3 * x) - 2.0 / (y - 5.0) + sin(x) * cos(y) + pow(x + y, 1.7) +
         log(1.0 + x * x) + abs(x - y) + select(x > y, x, y * y);
}

TEST(Dual, DerivativesAgreeWithCentralDifferences) {
  const double x = 0.7, y = 1.3, h = 1e-5;
  const D result = composite(D::variable(x, 0), D::variable(y, 1));
  EXPECT_DOUBLE_EQ(result.value, composite(x, y));
  EXPECT_NEAR(result.grad[0], (composite(x + h, y) - composite(x - h, y)) / (2 * h), 1e-8);
  EXPECT_NEAR(result.grad[1], (composite(x, y + h) - composite(x, y - h)) / (2 * h), 1e-8);
}

TEST(Dual, PowerLawIsFiniteAtAColdStart) {
  const auto cold = power_from_zero(Dual<double, 1>::variable(0.0, 0), 0.8, 1e10);
  EXPECT_EQ(cold.value, 0.0);
  EXPECT_TRUE(std::isfinite(cold.grad[0]));
  const auto warm = power_from_zero(Dual<double, 1>::variable(1e23, 0), 0.8, 1e10);
  EXPECT_NEAR(warm.value, std::pow(1e23, 0.8), 1e-9 * warm.value);
  EXPECT_NEAR(warm.grad[0], 0.8 * std::pow(1e23, -0.2), 1e-12);
}

TEST(Dual, SquareRootOfAnAbsentCouplingHasNoNaN) {
  const auto none = sqrt_from_zero(Dual<double, 1>::variable(0.0, 0));
  EXPECT_EQ(none.value, 0.0);
  EXPECT_EQ(none.grad[0], 0.0);
  EXPECT_NEAR(sqrt_from_zero(Dual<double, 1>::variable(0.25, 0)).grad[0], 1.0, 1e-15);
}

TEST(ComplexNumber, AgreesWithTheStandardOne) {
  const std::complex<double> a(1.2, -0.7), b(-0.4, 2.1);
  const Complex<double> x(1.2, -0.7), y(-0.4, 2.1);
  EXPECT_NEAR(std::abs(to_std(x * y) - a * b), 0, 1e-15);
  EXPECT_NEAR(std::abs(to_std(x / y) - a / b), 0, 1e-15);
  EXPECT_NEAR(std::abs(to_std(2.0 / y) - 2.0 / b), 0, 1e-15);
  EXPECT_NEAR(std::abs(to_std(1.0 - y) - (1.0 - b)), 0, 1e-15);
  EXPECT_NEAR(std::abs(to_std(Complex<double>::unit(0.3)) - std::polar(1.0, 0.3)), 0, 1e-15);
}

}  // namespace
}  // namespace verdet
