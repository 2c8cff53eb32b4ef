// Runs the three sets with every solver and prints times, errors and ratios; see README.md.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <functional>

#include "benchmarks/rings/peer.hpp"
#include "verdet/solvers/ode/ensemble.hpp"

namespace verdet {
namespace {

constexpr std::size_t kRings = 1024;
constexpr double kRelative = 1e-6;

struct Reference {
  std::vector<std::size_t> rings;
  std::vector<RingRun> runs;
};

// Dormand-Prince of Odeint at 1e-12: slow and simple.
Reference refer(const RingSet& set, std::size_t count) {
  Reference reference;
  for (std::size_t k = 0; k < count; ++k) {
    reference.rings.push_back(k * kRings / count);
    reference.runs.push_back(odeint_ring(set, reference.rings.back(), 1e-12, true));
  }
  return reference;
}

double error_of(const RingState& x, const RingRun& reference) {
  double worst = 0;
  for (std::size_t k = 0; k < 4; ++k)
    worst = std::max(worst, std::abs(x[k] - reference.end[k]) / reference.peak[k]);
  return worst;
}

struct Score {
  double microseconds = 0;  // per ring
  double steps = 0;
  std::vector<double> errors;  // sorted
};

void print(const char* set, const char* solver, const Score& score, double ours) {
  const std::size_t n = score.errors.size();
  fmt::print("{}  {:16} {:12.2f} us {:9.0f} steps   error {:7.1e} {:7.1e} {:7.1e}", set, solver,
             score.microseconds, score.steps, score.errors[n / 2], score.errors[n * 9 / 10],
             score.errors[n - 1]);
  fmt::print("{}\n", ours > 0 ? fmt::format("   {:7.1f} times", score.microseconds / ours) : "");
  std::fflush(stdout);
}

Score peer(const Reference& reference, std::size_t count,
           const std::function<RingRun(std::size_t)>& solve) {
  Score score;
  const std::size_t stride = std::max<std::size_t>(1, reference.rings.size() / count);
  std::vector<RingRun> runs;
  std::vector<std::size_t> which;
  for (std::size_t k = 0; k < reference.rings.size(); k += stride) which.push_back(k);
  const double begin = thread_seconds();
  for (const std::size_t k : which) runs.push_back(solve(reference.rings[k]));
  const auto rings = static_cast<double>(which.size());
  score.microseconds = 1e6 * (thread_seconds() - begin) / rings;
  for (std::size_t k = 0; k < which.size(); ++k) {
    score.steps += static_cast<double>(runs[k].steps) / rings;
    score.errors.push_back(error_of(runs[k].end, reference.runs[which[k]]));
  }
  std::sort(score.errors.begin(), score.errors.end());
  return score;
}

/// Floating-point operations of one step of the ring, counted in the machine code of the kernels.
double operations(EnsembleMethod method, bool varies) {
  if (method == EnsembleMethod::Rosenbrock) return varies ? 1103 : 1037;
  return varies ? 515 : 482;
}

struct LaneRun {
  EnsembleProblem problem;
  std::vector<double> scale, initial = std::vector<double>(4, 0.0);

  LaneRun(const RingSet& set, EnsembleMethod method) {
    for (const double a : set.amplitudes) scale.insert(scale.end(), {a, a});
    problem.coefficients = as_doubles(set.points);
    problem.initial = initial;
    problem.drives = {set.drive};
    problem.input_scale = scale;
    problem.end = set.duration;
    problem.tolerances = {.relative = kRelative, .absolute = kRelative / 100};
    problem.method = method;
  }
  EnsembleResult run(int threads = 1) const {
    Context context;
    context.threads = threads;
    return integrate_ensemble(lane_model<BenchmarkRing>(), problem, context);
  }
};

Score lanes(const RingSet& set, const Reference& reference, EnsembleMethod method, double& rate) {
  const LaneRun job(set, method);
  Score score;
  score.microseconds = 1e9;
  EnsembleResult result;
  for (int repeat = 0; repeat < 7; ++repeat) {
    const double begin = thread_seconds();
    result = job.run();
    score.microseconds = std::min(score.microseconds, 1e6 * (thread_seconds() - begin) / kRings);
  }
  for (const PointOutcome& outcome : result.outcomes)
    score.steps += static_cast<double>(outcome.steps.accepted + outcome.steps.rejected) / kRings;
  for (std::size_t k = 0; k < reference.rings.size(); ++k) {
    RingState x;
    std::copy_n(result.final_state(reference.rings[k]).begin(), 4, x.begin());
    score.errors.push_back(error_of(x, reference.runs[k]));
  }
  std::sort(score.errors.begin(), score.errors.end());
  const bool varies = set.drive.inputs[0].times.size() > 1;
  rate = score.steps * operations(method, varies) / (1e-6 * score.microseconds);
  return score;
}

double seconds(clockid_t clock) {
  timespec t;
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// The first rings of B that pulse for good: a random one in six does.
RingSet pulsing(std::size_t count) {
  RingSet set = ring_set('B', 16 * count);
  LaneRun job(set, EnsembleMethod::Rosenbrock);
  job.problem.end = 1e-6;
  job.problem.output.probes = {{.channel = 2, .from = 0.5e-6}};
  const EnsembleResult result = job.run();
  RingSet kept{.points = {}, .amplitudes = {}, .drive = set.drive};
  for (std::size_t i = 0; i < result.points && kept.points.size() < count; ++i) {
    if (std::isnan(result.probes[i].period)) continue;
    kept.points.push_back(set.points[i]);
    kept.amplitudes.push_back(set.amplitudes[i]);
  }
  return kept;
}

RingSet repeated(const RingSet& set, int times) {
  RingSet many = set;
  for (int k = 1; k < times; ++k) {
    many.points.insert(many.points.end(), set.points.begin(), set.points.end());
    many.amplitudes.insert(many.amplitudes.end(), set.amplitudes.begin(), set.amplitudes.end());
  }
  return many;
}

/// How much faster two threads are than one: by wall time, which needs an idle machine, and from
/// the processor time that the same work takes in all.
struct SpeedUp {
  double wall, work;
};
SpeedUp speed_up(char name, const RingSet& set) {
  const RingSet many = repeated(set, name == 'C' ? 1 : 32);
  const LaneRun job(many, name == 'C' ? EnsembleMethod::DormandPrince : EnsembleMethod::Rosenbrock);
  double wall[3] = {0, 1e9, 1e9}, work[3] = {0, 1e9, 1e9};
  for (int repeat = 0; repeat < 5; ++repeat)
    for (const int threads : {1, 2}) {
      const double begin = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_PROCESS_CPUTIME_ID);
      job.run(threads);
      wall[threads] = std::min(wall[threads], seconds(CLOCK_MONOTONIC) - begin);
      work[threads] = std::min(work[threads], seconds(CLOCK_PROCESS_CPUTIME_ID) - used);
    }
  return {wall[1] / wall[2], 2 * work[1] / work[2]};
}

// For the solvers of Python: coefficients, amplitude, reference and peaks of a few rings.
void export_sample(char name, const RingSet& set, const Reference& reference) {
  std::ofstream file(fmt::format("rings_{}.csv", name));
  for (std::size_t k = 0; k < reference.rings.size(); k += 8) {
    const std::size_t i = reference.rings[k];
    const auto* c = reinterpret_cast<const double*>(&set.points[i]);
    for (std::size_t j = 0; j < sizeof set.points[i] / sizeof(double); ++j)
      file << fmt::format("{:.17g},", c[j]);
    file << fmt::format("{:.17g}", set.amplitudes[i]);
    for (const double x : reference.runs[k].end) file << fmt::format(",{:.17g}", x);
    for (const double x : reference.runs[k].peak) file << fmt::format(",{:.17g}", x);
    file << '\n';
  }
  std::ofstream knots(fmt::format("rings_{}_drive.csv", name));
  for (std::size_t k = 0; k < set.drive.inputs[0].times.size(); ++k)
    knots << fmt::format("{:.17g},{:.17g}\n", set.drive.inputs[0].times[k],
                         set.drive.inputs[0].values[k]);
}

double ninety(const Score& score) {
  return score.errors[score.errors.size() * 9 / 10];
}

void compare(char name, double peak) {
  const RingSet set = name == 'B' ? pulsing(kRings) : ring_set(name, kRings);
  const Reference reference = refer(set, name == 'C' ? 64 : 128);
  const char label[] = {name, 0};
  double rates[2];
  const Score stiff = lanes(set, reference, EnsembleMethod::Rosenbrock, rates[0]);
  const Score plain = lanes(set, reference, EnsembleMethod::DormandPrince, rates[1]);
  const Score odeint =
      peer(reference, 128, [&](std::size_t i) { return odeint_ring(set, i, kRelative); });
  const Score cvode = peer(reference, name == 'C' ? 16 : 64,
                           [&](std::size_t i) { return cvode_ring(set, i, kRelative); });
  // The faster of those that are as accurate as the best peer (a quarter is the noise of a sample).
  const double limit = 1.25 * ninety(odeint);
  const bool stiff_wins = stiff.microseconds < plain.microseconds && ninety(stiff) < limit;
  const double ours = (stiff_wins ? stiff : plain).microseconds;
  print(label, "lanes rosenbrock", stiff, 0);
  print(label, "lanes dopri5", plain, 0);
  print(label, "odeint dopri5", odeint, ours);
  print(label, "cvode bdf", cvode, ours);
  const MethodChoice choice = choose_method(lane_model<BenchmarkRing>(),
                                            LaneRun(set, EnsembleMethod::Automatic).problem, {});
  const double rate = rates[stiff_wins ? 0 : 1];
  const SpeedUp threads = speed_up(name, set);
  fmt::print("{}  compared: lanes {}; auto takes {}: {}\n", name,
             stiff_wins ? "rosenbrock" : "dopri5", verdet::name(choice.method), choice.reason);
  fmt::print(
      "{}  {:.1f} GFLOP/s, {:.0f} % of the peak of {:.1f}; two threads {:.2f} times one by wall"
      " time, {:.2f} by work\n",
      name, 1e-9 * rate, 100 * rate / peak, 1e-9 * peak, threads.wall, threads.work);
  fmt::print("OURS {} {:.6g}\n", name, ours);
  export_sample(name, set, reference);
}

}  // namespace
}  // namespace verdet

int main(int argc, char** argv) {
  const double peak = verdet::fma_peak();
  fmt::print(
      "set solver             time per ring            error at the end: median, 90 %, worst\n");
  for (const char* name = argc > 1 ? argv[1] : "ABC"; *name; ++name) verdet::compare(*name, peak);
}
