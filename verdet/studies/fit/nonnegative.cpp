#include "verdet/studies/fit/nonnegative.hpp"

#include <algorithm>

namespace verdet {

Eigen::VectorXd nonnegative_least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
  const Eigen::MatrixXd gram = a.transpose() * a;
  const Eigen::VectorXd right = a.transpose() * b;
  Eigen::VectorXd x = Eigen::VectorXd::Zero(a.cols());
  constexpr int kSweeps = 300;
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    double largest = 0;
    for (Eigen::Index j = 0; j < x.size(); ++j) {
      if (!(gram(j, j) > 0)) continue;
      const double step = (right(j) - gram.row(j).dot(x)) / gram(j, j);
      const double next = std::max(0.0, x(j) + step);
      largest = std::max(largest, std::abs(next - x(j)) / (std::abs(x(j)) + 1e-12));
      x(j) = next;
    }
    if (largest < 1e-4) break;
  }
  return x;
}

}  // namespace verdet
