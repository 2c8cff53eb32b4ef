// Linear least squares with non-negative coefficients.
#pragma once

#include <Eigen/Core>

namespace verdet {

/// Minimises |A x - b|^2 with x_j >= 0 for all j, by coordinate descent on the normal equations:
/// good to a start of a fit, not to the last digit. Columns of zeros get 0.
Eigen::VectorXd nonnegative_least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b);

}  // namespace verdet
