#include "verdet/solvers/least_squares/multi_start.hpp"

#include <algorithm>
#include <atomic>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

namespace verdet {
namespace {

constexpr double kLogarithmicFrom = 30;

// The value of a parameter at a share u in (0, 1) of its range.
double drawn(const FreeParameter& p, double u) {
  double low = std::isfinite(p.draw_low) ? std::max(p.draw_low, p.low) : p.low;
  double high = std::isfinite(p.draw_high) ? std::min(p.draw_high, p.high) : p.high;
  const double size = p.start != 0 ? std::abs(p.start) : 1;
  if (!std::isfinite(low)) low = std::min(p.start - 4 * size, std::isfinite(high) ? high : p.start);
  if (!std::isfinite(high)) high = std::max(p.start + 4 * size, low);
  if (low > 0 && high > kLogarithmicFrom * low) return low * std::pow(high / low, u);
  return low + u * (high - low);
}

std::vector<std::vector<double>> starts_of(const LeastSquaresProblem& problem, int count) {
  const std::vector<FreeParameter>& parameters = problem.parameters();
  std::vector<std::vector<double>> list(1);
  for (const FreeParameter& p : parameters) list[0].push_back(std::clamp(p.start, p.low, p.high));
  if (parameters.empty()) return list;
  boost::random::sobol sequence(parameters.size());
  const double span = static_cast<double>(sequence.max() - sequence.min());
  for (std::size_t k = 0; k < parameters.size(); ++k) sequence();  // the first point is a corner
  for (int i = 1; i < count; ++i) {
    std::vector<double> x;
    for (const FreeParameter& p : parameters)
      x.push_back(drawn(p, (static_cast<double>(sequence() - sequence.min()) + 0.5) / (span + 1)));
    problem.refine_start(x);
    list.push_back(std::move(x));
  }
  return list;
}

Minimum descend(const LeastSquaresProblem& problem, std::vector<double> x,
                const std::vector<double>& given, const MinimiseOptions& options,
                const Context& context) {
  for (int attempt = 0; attempt < 4 && !std::isfinite(cost_at(problem, x, options)); ++attempt)
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = 0.5 * (x[j] + given[j]);
  return minimise(problem, x, options, context);
}

bool same_place(const LeastSquaresProblem& problem, const std::vector<double>& a,
                const std::vector<double>& b) {
  constexpr double kClose = 1e-3;
  for (std::size_t j = 0; j < a.size(); ++j) {
    const FreeParameter& p = problem.parameters()[j];
    const double width = std::isfinite(p.high - p.low) ? kClose * (p.high - p.low) : 0;
    const double size = std::max(kClose * std::max(std::abs(a[j]), std::abs(b[j])), width);
    if (std::abs(a[j] - b[j]) > size) return false;
  }
  return true;
}

// Drawn starts are first explored: most end in poor places, which need no digits.
constexpr double kExploreTolerance = 1e-6, kWorthwhile = 4;
constexpr int kExploreIterations = 80;

// Descends to the end from those whose cost comes near the best one.
void finish(const LeastSquaresProblem& problem, const MinimiseOptions& options,
            const Context& context, std::vector<Minimum>& minima) {
  double best = minima[0].cost;
  for (const Minimum& m : minima) best = std::min(best, m.cost);
  run_parallel(static_cast<int>(minima.size()) - 1, context.threads, [&](int i) {
    Minimum& m = minima[static_cast<std::size_t>(i) + 1];
    if (!(m.cost <= kWorthwhile * best + problem.cost_floor())) return;
    const int before = m.iterations;
    m = minimise(problem, m.x, options, context);
    m.iterations += before;
    problem.canonicalise(m.x);
  });
}

// The relocations that begin lowest, as many as are worth a descent.
std::vector<std::vector<double>> promising(const LeastSquaresProblem& problem,
                                           const std::vector<double>& x,
                                           const MinimiseOptions& options) {
  constexpr std::size_t kTried = 5;
  std::vector<std::pair<double, std::vector<double>>> ranked;
  for (std::vector<double>& start : problem.relocations(x)) {
    const double cost = cost_at(problem, start, options);
    ranked.emplace_back(cost, std::move(start));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::vector<double>> starts;
  for (auto& one : ranked)
    if (starts.size() < kTried) starts.push_back(std::move(one.second));
  return starts;
}

// Leaves the best basin for lower ones that its relocations lead to, as long as there are such.
void relocate(const LeastSquaresProblem& problem, const MinimiseOptions& options,
              const Context& context, std::vector<Basin>& basins) {
  constexpr int kRounds = 10;
  constexpr double kLower = 1e-3;  // share of the cost that makes a move worthwhile
  MinimiseOptions quick = options;
  quick.tolerance = std::max(quick.tolerance, kExploreTolerance);
  quick.iterations = std::min(quick.iterations, kExploreIterations);
  for (int round = 0; round < kRounds && !basins.empty(); ++round) {
    const double cost = basins.front().cost;
    const auto starts = promising(problem, basins.front().x, options);
    std::vector<Minimum> minima(starts.size());
    run_parallel(static_cast<int>(starts.size()), context.threads, [&](int i) {
      context.check();
      minima[i] = minimise(problem, starts[i], quick, context);
    });
    const auto lowest =
        std::min_element(minima.begin(), minima.end(),
                         [](const Minimum& a, const Minimum& b) { return a.cost < b.cost; });
    if (lowest == minima.end() || !(lowest->cost < cost * (1 - kLower) - problem.cost_floor()))
      return;
    Minimum m = minimise(problem, lowest->x, options, context);
    if (m.termination != Termination::Converged) return;
    problem.canonicalise(m.x);
    basins.insert(basins.begin(), Basin{m.x, m.cost, 0});
  }
}

// The last digits: where the residuals are large, the cost stops falling long before they stand.
// Poor basins need none.
void polish(const LeastSquaresProblem& problem, MinimiseOptions options, const Context& context,
            std::vector<Basin>& basins) {
  options.tolerance = 1e-15;
  options.first_radius = 1e6;  // Gauss and Newton's steps: the basin is known
  if (basins.empty()) return;
  const double worthwhile = kWorthwhile * basins.front().cost + problem.cost_floor();
  run_parallel(static_cast<int>(basins.size()), context.threads, [&](int i) {
    if (basins[i].cost > worthwhile) return;
    const Minimum m = minimise(problem, basins[i].x, options, context);
    if (!(m.cost <= basins[i].cost)) return;
    basins[i] = {m.x, m.cost, basins[i].count};
    problem.canonicalise(basins[i].x);
  });
  std::vector<Basin> all = std::move(basins);
  basins = merged(problem, std::move(all));
}

}  // namespace

void run_parallel(int count, int threads, const std::function<void(int)>& work) {
  std::atomic<int> next{0};
  std::exception_ptr failure;
  std::mutex mutex;
  const auto loop = [&] {
    for (int i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::thread> pool;
  for (int t = 1; t < std::min(threads, count); ++t) pool.emplace_back(loop);
  loop();
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
}

std::vector<Basin> merged(const LeastSquaresProblem& problem, std::vector<Basin> all) {
  constexpr double kRelative = 1e-6;
  std::stable_sort(all.begin(), all.end(),
                   [](const Basin& a, const Basin& b) { return a.cost < b.cost; });
  std::vector<Basin> basins;
  for (Basin& one : all) {
    const auto known = std::find_if(basins.begin(), basins.end(), [&](const Basin& basin) {
      return one.cost <= basin.cost * (1 + kRelative) + problem.cost_floor() &&
             same_place(problem, one.x, basin.x);
    });
    if (known != basins.end())
      known->count += one.count;
    else
      basins.push_back(std::move(one));
  }
  return basins;
}

std::vector<Basin> basins_of(const LeastSquaresProblem& problem,
                             const std::vector<Minimum>& minima) {
  std::vector<Basin> all;
  for (const Minimum& m : minima)
    if (m.termination == Termination::Converged) all.push_back({m.x, m.cost, 1});
  return merged(problem, std::move(all));
}

MultiStart multi_start(const LeastSquaresProblem& problem, int starts,
                       const MinimiseOptions& options, const Context& context) {
  const std::vector<std::vector<double>> list = starts_of(problem, starts);
  MultiStart result;
  result.minima.resize(list.size());
  std::atomic<int> done{0};
  std::mutex mutex;
  run_parallel(static_cast<int>(list.size()), context.threads, [&](int i) {
    context.check();
    MinimiseOptions own = options;
    if (i > 0) {
      own.tolerance = std::max(own.tolerance, kExploreTolerance);
      own.iterations = std::min(own.iterations, kExploreIterations);
    }
    result.minima[i] = descend(problem, list[i], list[0], own, context);
    problem.canonicalise(result.minima[i].x);
    const std::lock_guard lock(mutex);
    if (context.progress) context.progress(++done, static_cast<double>(list.size()));
  });
  finish(problem, options, context, result.minima);
  result.basins = basins_of(problem, result.minima);
  relocate(problem, options, context, result.basins);
  polish(problem, options, context, result.basins);
  return result;
}

}  // namespace verdet
