#include "verdet/solvers/least_squares/sample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace verdet {
namespace {

constexpr double kStretch = 2;  // a of Goodman and Weare

struct Ensemble {
  std::size_t walkers, parameters;
  std::vector<double> x;     // (walker, parameter)
  std::vector<double> cost;  // of each walker

  std::vector<double> at(std::size_t w) const {
    return {x.begin() + static_cast<std::ptrdiff_t>(w * parameters),
            x.begin() + static_cast<std::ptrdiff_t>((w + 1) * parameters)};
  }
};

bool inside(const LeastSquaresProblem& problem, const std::vector<double>& x) {
  for (std::size_t j = 0; j < x.size(); ++j)
    if (x[j] < problem.parameters()[j].low || x[j] > problem.parameters()[j].high) return false;
  return true;
}

// Sokal's estimate with a window of five autocorrelation times, for one parameter of one chain set.
double integrated_time(const std::vector<double>& samples, std::size_t steps, std::size_t walkers,
                       std::size_t parameters, std::size_t j) {
  double mean = 0;
  const auto value = [&](std::size_t s, std::size_t w) {
    return samples[(s * walkers + w) * parameters + j];
  };
  for (std::size_t s = 0; s < steps; ++s)
    for (std::size_t w = 0; w < walkers; ++w) mean += value(s, w);
  mean /= static_cast<double>(steps * walkers);
  const auto covariance = [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t s = 0; s + lag < steps; ++s)
      for (std::size_t w = 0; w < walkers; ++w)
        sum += (value(s, w) - mean) * (value(s + lag, w) - mean);
    return sum / static_cast<double>((steps - lag) * walkers);
  };
  const double variance = covariance(0);
  double time = 1;
  for (std::size_t lag = 1; lag + 1 < steps && variance > 0; ++lag) {
    time += 2 * covariance(lag) / variance;
    if (static_cast<double>(lag) > 5 * time) break;
  }
  return time;
}

}  // namespace

Posterior sample_posterior(const LeastSquaresProblem& problem, const Minimum& minimum,
                           const std::vector<double>& errors, double variance, int count,
                           std::uint64_t seed, const MinimiseOptions& options,
                           const Context& context) {
  const std::size_t n = minimum.x.size(), walkers = std::max<std::size_t>(2 * n + 2, 16);
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  Ensemble e{walkers, n, {}, {}};
  for (std::size_t w = 0; w < walkers; ++w)
    for (int attempt = 0;; ++attempt) {
      std::vector<double> x = minimum.x;
      for (std::size_t j = 0; j < n; ++j) {
        const FreeParameter& p = problem.parameters()[j];
        const double spread = std::isfinite(errors[j]) && errors[j] > 0
                                  ? errors[j]
                                  : 1e-3 * std::max(std::abs(x[j]), 1e-6);
        x[j] = std::clamp(x[j] + spread * normal(random), p.low, p.high);
      }
      const double cost = cost_at(problem, x, options);
      if (!std::isfinite(cost) && attempt < 100) continue;
      e.x.insert(e.x.end(), x.begin(), x.end());
      e.cost.push_back(cost);
      break;
    }
  const std::size_t steps = (static_cast<std::size_t>(count) + walkers - 1) / walkers;
  const std::size_t burn = std::max<std::size_t>(steps / 3, 50);
  Posterior posterior;
  std::size_t accepted = 0;
  for (std::size_t step = 0; step < burn + steps; ++step) {
    context.check();
    // Each half moves against the other, which stands still meanwhile.
    for (std::size_t w = 0; w < walkers; ++w) {
      const std::size_t half = walkers / 2, first = w < half ? half : 0,
                        size = w < half ? walkers - half : half;
      const std::size_t other =
          first +
          std::min(size - 1, static_cast<std::size_t>(uniform(random) * static_cast<double>(size)));
      // z of density 1/sqrt(z) on [1/a, a].
      const double least = 1 / std::sqrt(kStretch);
      const double root = least + (std::sqrt(kStretch) - least) * uniform(random);
      const double z = root * root;
      const std::vector<double> from = e.at(w), pivot = e.at(other);
      std::vector<double> to(n);
      for (std::size_t j = 0; j < n; ++j) to[j] = pivot[j] + z * (from[j] - pivot[j]);
      const double draw = uniform(random);
      if (!inside(problem, to)) continue;
      const double cost = cost_at(problem, to, options);
      const double ratio =
          (static_cast<double>(n) - 1) * std::log(z) - 0.5 * (cost - e.cost[w]) / variance;
      if (!(std::log(draw) < ratio)) continue;
      std::copy(to.begin(), to.end(), e.x.begin() + static_cast<std::ptrdiff_t>(w * n));
      e.cost[w] = cost;
      accepted += step >= burn ? 1 : 0;
    }
    if (step >= burn) posterior.samples.insert(posterior.samples.end(), e.x.begin(), e.x.end());
  }
  posterior.count = steps * walkers;
  posterior.acceptance = static_cast<double>(accepted) / static_cast<double>(posterior.count);
  for (std::size_t j = 0; j < n; ++j)
    posterior.autocorrelation = std::max(posterior.autocorrelation,
                                         integrated_time(posterior.samples, steps, walkers, n, j));
  return posterior;
}

}  // namespace verdet
