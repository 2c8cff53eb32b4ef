#include <gtest/gtest.h>

#include "solvers/ode/order_conditions.hpp"
#include "verdet/solvers/ode/dormand_prince.hpp"
#include "verdet/solvers/ode/rodas5p.hpp"

namespace verdet {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// Back from the transformed variables: k = Gamma^-1 u (Hairer1996, IV.7, eq. 7.24).
struct Rosenbrock {
  MatrixXd alpha = MatrixXd::Zero(8, 8), gamma, beta;
  VectorXd b, b_embedded;

  Rosenbrock() {
    MatrixXd mix = MatrixXd::Zero(8, 8), argument = MatrixXd::Zero(8, 8);
    for (int i = 0; i < 8; ++i)
      for (int j = 0; j < i; ++j) {
        mix(i, j) = Rodas5P::kMix[i][j];
        argument(i, j) = j < 5 ? Rodas5P::kArgument[std::min(i, 5)][j] : 1.0;
      }
    gamma = (MatrixXd::Identity(8, 8) / Rodas5P::kGamma - mix).inverse();
    alpha = argument * gamma;
    beta = alpha + gamma;
    VectorXd m = argument.row(7).transpose();
    b_embedded = gamma.transpose() * m;
    m(7) = 1;
    b = gamma.transpose() * m;
  }
};

TEST(RootedTrees, AreCountedAsInTheLiterature) {
  const int counts[] = {1, 1, 2, 4, 9, 20};
  for (int order = 1; order <= 6; ++order) EXPECT_EQ(test::trees(order).size(), counts[order - 1]);
}

TEST(Rodas5P, FulfilsTheOrderConditions) {
  const Rosenbrock method;
  for (int order = 1; order <= 5; ++order)
    EXPECT_LT(test::violation(order, method.b, method.alpha, method.beta), 2e-13) << order;
  EXPECT_GT(test::violation(6, method.b, method.alpha, method.beta), 1e-5);
}

TEST(Rodas5P, EmbeddedSolutionHasOrderFour) {
  const Rosenbrock method;
  for (int order = 1; order <= 4; ++order)
    EXPECT_LT(test::violation(order, method.b_embedded, method.alpha, method.beta), 2e-13) << order;
  EXPECT_GT(test::violation(5, method.b_embedded, method.alpha, method.beta), 1e-5);
}

TEST(Rodas5P, NodesAndTimeWeightsAreRowSums) {
  const Rosenbrock method;
  for (int i = 0; i < 8; ++i) {
    EXPECT_NEAR(method.alpha.row(i).sum(), Rodas5P::kNode[i], 1e-13);
    EXPECT_NEAR(method.gamma.row(i).sum(), i < 5 ? Rodas5P::kTime[i] : 0.0, 1e-13);
  }
}

// R(z) = 1 + z b^T (I - z beta)^-1 1.
TEST(Rodas5P, IsStableOnTheLeftHalfPlaneAndDampsAtInfinity) {
  const Rosenbrock method;
  const auto stability = [&](std::complex<double> z) {
    const Eigen::MatrixXcd matrix = Eigen::MatrixXcd::Identity(8, 8) - z * method.beta;
    const Eigen::VectorXcd ones = Eigen::VectorXcd::Ones(8);
    return std::abs(1.0 + z * method.b.cast<std::complex<double>>().dot(matrix.lu().solve(ones)));
  };
  for (double y = 0.01; y < 1e4; y *= 1.1) EXPECT_LE(stability({0, y}), 1 + 1e-12) << y;
  EXPECT_LT(stability(-1e8), 1e-6);
}

TEST(DormandPrince, FulfilsTheOrderConditionsOfBothSolutions) {
  MatrixXd a = MatrixXd::Zero(7, 7);
  VectorXd b(7), embedded(7);
  for (int i = 0; i < 7; ++i) {
    for (int j = 0; j < 6; ++j) a(i, j) = DormandPrince::kArgument[i][j];
    EXPECT_NEAR(a.row(i).sum(), DormandPrince::kNode[i], 1e-14);
    b(i) = i < 6 ? DormandPrince::kArgument[6][i] : 0;
    embedded(i) = b(i) - DormandPrince::kError[i];
  }
  for (int order = 1; order <= 5; ++order) EXPECT_LT(test::violation(order, b, a, a), 1e-14);
  for (int order = 1; order <= 4; ++order) EXPECT_LT(test::violation(order, embedded, a, a), 1e-14);
  EXPECT_GT(test::violation(6, b, a, a), 1e-5);
  EXPECT_GT(test::violation(5, embedded, a, a), 1e-5);
}

}  // namespace
}  // namespace verdet
