#include "verdet/experiments/pulse_train/pulse_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace verdet {
namespace {

// NeuroSim's table stops at NL = 9, which is a shape of 44.
constexpr double kSteepest = 60;

double misfit(std::span<const double> response, double shape) {
  const double first = response.front(), range = response.back() - first;
  const auto last = static_cast<double>(response.size() - 1);
  double sum = 0;
  for (std::size_t i = 0; i < response.size(); ++i) {
    const double miss =
        (response[i] - first) / range - normalised_curve(shape, static_cast<double>(i) / last);
    sum += miss * miss;
  }
  return sum;
}

}  // namespace

std::vector<double> update_table(std::span<const double> before, std::span<const double> change,
                                 int points) {
  std::vector<std::size_t> order(before.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return before[a] < before[b]; });
  std::vector<double> table(static_cast<std::size_t>(points),
                            std::numeric_limits<double>::quiet_NaN());
  constexpr double kSlack = 1e-9;
  for (int k = 0; k < points; ++k) {
    const double w = static_cast<double>(k) / (points - 1);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const double low = before[order[i]];
      if (std::abs(low - w) <= kSlack) table[static_cast<std::size_t>(k)] = change[order[i]];
      if (i + 1 == order.size()) break;
      const double high = before[order[i + 1]];
      if (!(low <= w && w <= high && high > low)) continue;
      const double t = (w - low) / (high - low);
      table[static_cast<std::size_t>(k)] = (1 - t) * change[order[i]] + t * change[order[i + 1]];
      break;
    }
  }
  return table;
}

double normalised_curve(double shape, double x) {
  if (std::abs(shape) < 1e-9) return x;
  return std::expm1(-shape * x) / std::expm1(-shape);
}

double nonlinearity_label(double shape) {
  const double s = std::abs(shape);
  if (s < 1e-9) return 0;
  const double furthest = std::log(s / -std::expm1(-s)) / s;
  const double label = 10.10152 * (normalised_curve(s, furthest) - furthest);
  return shape < 0 ? -label : label;
}

CurveFit fit_curve(std::span<const double> response) {
  CurveFit fit;
  if (response.size() < 3 || response.front() == response.back()) return fit;
  // The best of a scan, then golden sections: the misfit may have more than one minimum.
  double best = 0, least = misfit(response, 0);
  for (double s = -kSteepest; s <= kSteepest; s += 0.25)
    if (const double m = misfit(response, s); m < least) least = m, best = s;
  constexpr double kRatio = 0.6180339887498949;
  double low = best - 0.25, high = best + 0.25;
  for (int i = 0; i < 60; ++i) {
    const double a = high - kRatio * (high - low), b = low + kRatio * (high - low);
    if (misfit(response, a) < misfit(response, b))
      high = b;
    else
      low = a;
  }
  fit.shape = 0.5 * (low + high);
  fit.nonlinearity = nonlinearity_label(fit.shape);
  const double range = response.back() - response.front();
  const double mean =
      std::accumulate(response.begin(), response.end(), 0.0) / static_cast<double>(response.size());
  double total = 0;
  for (const double r : response) total += (r - mean) * (r - mean) / (range * range);
  fit.r_squared = 1 - misfit(response, fit.shape) / total;
  return fit;
}

}  // namespace verdet
