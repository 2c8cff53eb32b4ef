// Descents from many starts, and the basins they end in.
#pragma once

#include <functional>

#include "verdet/solvers/least_squares/minimise.hpp"

namespace verdet {

/// One place where descents end.
struct Basin {
  std::vector<double> x;
  double cost = 0;
  int count = 0;  ///< how many starts ended here
};

struct MultiStart {
  std::vector<Minimum> minima;  ///< per start, the given one first
  std::vector<Basin> basins;    ///< by ascending cost, converged starts alone
};

/// `starts` descents: the parameters' own start, then points of a Sobol sequence over the bounds
/// (logarithmic where both bounds are positive and a factor 30 apart; parameters without bounds
/// vary over a factor 4 about their start), each refined by the problem. Runs on `context.threads`
/// threads; the result does not depend on their number. Starts whose cost is not finite are tried
/// again closer to the given one. The best basin is then left as long as one of the problem's
/// relocations leads to a lower cost.
MultiStart multi_start(const LeastSquaresProblem& problem, int starts,
                       const MinimiseOptions& options, const Context& context);

/// Groups minima whose costs agree to 1e-6 and whose parameters agree to 1e-3 of their size or of
/// their bounds' width.
std::vector<Basin> basins_of(const LeastSquaresProblem& problem,
                             const std::vector<Minimum>& minima);
std::vector<Basin> merged(const LeastSquaresProblem& problem, std::vector<Basin> basins);

/// Runs `work(i)` for i < count on `threads` threads; the first exception is thrown again.
void run_parallel(int count, int threads, const std::function<void(int)>& work);

}  // namespace verdet
