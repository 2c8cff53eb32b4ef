// Samples of the posterior by the affine-invariant ensemble of Goodman and Weare.
#pragma once

#include <cstdint>

#include "verdet/solvers/least_squares/minimise.hpp"

namespace verdet {

struct Posterior {
  std::vector<double> samples;  ///< row-major (sample, parameter)
  std::size_t count = 0;
  double acceptance = 0;       ///< share of accepted moves; 0.2 to 0.5 is healthy
  double autocorrelation = 0;  ///< largest integrated autocorrelation time, in steps of a walker
};

/// At least `count` samples of exp(-cost/(2 variance)) within the bounds, flat prior, around a
/// minimum: walkers twice as many as parameters (at least 16) start within the standard errors,
/// move by stretches (bib: Goodman2010), and a quarter of their steps is thrown away first. The
/// stream depends on `seed` alone.
Posterior sample_posterior(const LeastSquaresProblem& problem, const Minimum& minimum,
                           const std::vector<double>& errors, double variance, int count,
                           std::uint64_t seed, const MinimiseOptions& options,
                           const Context& context);

}  // namespace verdet
