// One descent from one start: Levenberg and Marquardt within bounds, by Ceres.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/solvers/least_squares/problem.hpp"

namespace verdet {

/// What a residual r counts: rho(r^2), scaled so that small residuals count r^2.
enum class Loss {
  Squared,  ///< r^2
  Huber,    ///< 2 c |r| - c^2 beyond |r| = c
  SoftL1,   ///< 2 c^2 (sqrt(1 + r^2/c^2) - 1)
  Cauchy,   ///< c^2 log(1 + r^2/c^2)
};

enum class Termination {
  Converged,       ///< cost, step or gradient below its tolerance
  IterationLimit,  ///< more iterations would lower the cost
  Unbounded,       ///< a parameter without bounds ran away from its start without a minimum
  Undefined,       ///< no finite residual at the start, or near it
};
std::string text_of(Termination termination);

struct MinimiseOptions {
  Loss loss = Loss::Squared;
  double loss_scale = 1;
  int iterations = 500;
  double tolerance = 1e-10;      ///< relative, of the cost and of the parameters
  double first_radius = 1;       ///< of the trust region, in scaled parameters: careful first steps
  std::vector<bool> fixed = {};  ///< parameters held at their start; empty: none
};

struct Minimum {
  std::vector<double> x;
  double cost = 0;  ///< sum of rho(r^2): chi-square for Squared
  Termination termination = Termination::Undefined;
  int iterations = 0;
};

/// Descends from `start`, which is first moved into the bounds. Checks `context` every iteration;
/// throws Interrupted.
Minimum minimise(const LeastSquaresProblem& problem, const std::vector<double>& start,
                 const MinimiseOptions& options, const Context& context);

/// Sum of rho(r^2) at x; infinity where the model is undefined.
double cost_at(const LeastSquaresProblem& problem, const std::vector<double>& x,
               const MinimiseOptions& options);

/// Replaces each residual r by sign(r) sqrt(rho(r^2)) and scales its row of the Jacobian with it,
/// so that the sum of squares is the robust cost, exactly.
void robustify(const MinimiseOptions& options, std::span<double> r, std::span<double> jacobian);

}  // namespace verdet
