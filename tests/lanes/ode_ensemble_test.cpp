// Ensembles: determinism, failures of single points, refusals, the choice of method.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "lanes/ode_fixture.hpp"
#include "verdet/base/error.hpp"

namespace verdet {
namespace {

using namespace test;

bool same_bits(std::span<const double> a, std::span<const double> b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

struct RingRun {
  std::vector<Ring::Coefficients<double>> points;
  std::vector<double> initial, scale;
  std::vector<std::uint32_t> drives;
  EnsembleProblem problem;

  /// Rings `which` of one fixed ensemble of 100 with three kinds of drive.
  RingRun(EnsembleMethod method, const std::vector<std::size_t>& which) {
    const auto all = random_rings(100, 5);
    for (const std::size_t i : which) {
      const double amplitude = std::sqrt(1e-3 * (1 + static_cast<double>(i % 7)) / 4);
      points.push_back(all[i]);
      initial.insert(initial.end(), {0, 0, 0, 0.01 * static_cast<double>(i % 3)});
      scale.insert(scale.end(), {amplitude, amplitude});
      drives.push_back(i % 3);
    }
    problem = problem_of<Ring>(points, initial, 20e-9);
    problem.method = method;
    problem.drives = {{{PiecewiseLinear::constant(1)}, {}},
                      {{{{5e-9, 6e-9, 9e-9}, {1, 0.2, 1}}}, {}},
                      {{{{7e-9, 7e-9}, {1, 0.5}}}, {}}};
    problem.drive_of_point = drives;
    problem.input_scale = scale;
    problem.output.samples = SampleRequest::uniform(0, 20e-9, 41, {0, 4, 5});
    problem.output.probes = {{.channel = 5, .from = 10e-9, .settling = true}};
  }
};

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> which(count);
  std::iota(which.begin(), which.end(), 0);
  return which;
}

class LaneDeterminism : public testing::TestWithParam<EnsembleMethod> {};
INSTANTIATE_TEST_SUITE_P(Lanes, LaneDeterminism, testing::ValuesIn(kLaneMethods),
                         [](const auto& instance) {
                           std::string text = name(instance.param);
                           std::erase(text, '-');
                           return text;
                         });

void expect_same_point(const EnsembleResult& a, std::size_t i, const EnsembleResult& b,
                       std::size_t k) {
  EXPECT_TRUE(same_bits(a.final_state(i), b.final_state(k))) << i;
  EXPECT_EQ(a.outcomes[i].steps, b.outcomes[k].steps) << i;
  const std::size_t n = a.samples.size() / a.points;
  EXPECT_TRUE(
      same_bits(std::span(a.samples).subspan(i * n, n), std::span(b.samples).subspan(k * n, n)))
      << i;
  if (a.probes.empty()) return;
  const auto numbers = [](const ProbeResult& p) {
    return std::array{p.mean, p.minimum, p.maximum, p.period, p.cycle_mean, p.settling_time};
  };
  EXPECT_TRUE(same_bits(numbers(a.probes[i]), numbers(b.probes[k]))) << i;
}

TEST_P(LaneDeterminism, ThreadsOrderAndNeighboursDoNotChangeABit) {
  for (const bool observed : {true, false}) {
    RingRun all(GetParam(), first(100));
    if (!observed) all.problem.output = {};
    const EnsembleResult one = run_ensemble<Ring>(all.problem);
    const EnsembleResult two = run_ensemble<Ring>(all.problem, 2);
    for (std::size_t i = 0; i < 100; ++i) expect_same_point(one, i, two, i);

    std::vector<std::size_t> which = first(100);
    std::shuffle(which.begin(), which.end(), std::mt19937(1));
    which.resize(37);
    RingRun some(GetParam(), which);
    if (!observed) some.problem.output = {};
    std::vector<double> cost(which.begin(), which.end());
    some.problem.expected_cost = cost;
    const EnsembleResult part = run_ensemble<Ring>(some.problem, 2);
    for (std::size_t k = 0; k < which.size(); ++k) expect_same_point(one, which[k], part, k);

    RingRun alone(GetParam(), {42});
    if (!observed) alone.problem.output = {};
    expect_same_point(one, 42, run_ensemble<Ring>(alone.problem), 0);
  }
}

TEST_P(LaneDeterminism, CarriersKeepTheirBitsToo) {
  const double start[] = {0.0, 0.0};
  std::vector<Spiral::Coefficients<double>> points;
  for (int i = 0; i < 40; ++i) points.push_back({0.1 + i, 3.0 * i});
  EnsembleProblem problem = problem_of<Spiral>(points, start, 4.0);
  problem.method = GetParam();
  // The phase of the second carrier is beyond the range of the fast sine.
  problem.drives = {{{}, {{0, 1, 5.0, PiecewiseLinear::constant(1.5), 0.3}}},
                    {{}, {{0, 1, 6.0, PiecewiseLinear::constant(1.5), 3e6}}}};
  std::vector<std::uint32_t> drive(40, 0);
  drive[7] = 1;
  problem.drive_of_point = drive;
  const EnsembleResult all = run_ensemble<Spiral>(problem);
  const std::vector<Spiral::Coefficients<double>> last = {points[39]};
  problem.coefficients = as_doubles(last);
  problem.drive_of_point = {};
  EXPECT_TRUE(same_bits(all.final_state(39), run_ensemble<Spiral>(problem).final_state(0)));
}

TEST(LaneFailure, MarksOnePointAndLeavesTheOthersAlone) {
  // x' = x^2 from 1 blows up at t = 1; -sqrt(x) - push meets NaN; the rest is quiet.
  const std::vector<Brittle::Coefficients<double>> points = {
      {0, 0, 0}, {1, 0, 0}, {0, 1, 0.5}, {-1, 0, 0}, {0.1, 0, 0}};
  const double start[] = {1.0};
  for (const EnsembleMethod method : kLaneMethods) {
    EnsembleProblem problem = problem_of<Brittle>(points, start, 3.0);
    problem.method = method;
    problem.output.samples = SampleRequest::uniform(0, 3, 4, {0});
    const EnsembleResult r = run_ensemble<Brittle>(problem);
    EXPECT_EQ(r.outcomes[0].status, OdeStatus::Done);
    EXPECT_NE(r.outcomes[1].status, OdeStatus::Done);
    EXPECT_NEAR(r.outcomes[1].time, 1, 1e-5);
    EXPECT_EQ(r.outcomes[2].status, OdeStatus::NotFinite);
    EXPECT_LT(r.outcomes[2].time, 2);
    EXPECT_NEAR(r.final_states[3], 0.25, 1e-6);
    EXPECT_NEAR(r.final_states[4], 1 / 0.7, 1e-5);
    EXPECT_TRUE(std::isnan(r.samples[2 * 4 + 3]));
    EXPECT_FALSE(std::isnan(r.samples[2 * 4]));
    const std::string text = describe_failure(lane_model<Brittle>(), r, 2);
    EXPECT_THAT(text, testing::AllOf(
                          testing::HasSubstr("not finite at t ="), testing::HasSubstr("x0 ="),
                          testing::HasSubstr("last steps (t"), testing::HasSubstr("start closer")));
  }
}

TEST(LaneFailure, EquationsThatAreNeverFiniteFailAtTheStart) {
  const std::vector<Brittle::Coefficients<double>> points(20, {0, 1, 0});
  const double start[] = {-1.0};
  for (const EnsembleMethod method : kLaneMethods) {
    EnsembleProblem problem = problem_of<Brittle>(points, start, 3.0);
    problem.method = method;
    const EnsembleResult r = run_ensemble<Brittle>(problem);
    for (const PointOutcome& outcome : r.outcomes) {
      EXPECT_EQ(outcome.status, OdeStatus::NotFinite);
      EXPECT_EQ(outcome.time, 0);
    }
  }
}

TEST(LaneFailure, GivesUpAtTheLimitOfSteps) {
  const std::vector<Spiral::Coefficients<double>> points = {{0, 1000}, {0, 1}};
  const double start[] = {1.0, 0.0};
  EnsembleProblem problem = problem_of<Spiral>(points, start, 10.0);
  problem.tolerances.most_steps = 200;
  const EnsembleResult r = run_ensemble<Spiral>(problem);
  EXPECT_EQ(r.outcomes[0].status, OdeStatus::TooManySteps);
  EXPECT_EQ(r.outcomes[1].status, OdeStatus::Done);
}

TEST(LaneEngine, WithoutKnotsBitsWouldBeJumped) {
  // 300 idle ns make the steps long; then one bit of 1 ns.
  const std::vector<Ring::Coefficients<double>> points = {known_ring(0)};
  const double start[4] = {};
  EnsembleProblem problem = problem_of<Ring>(points, start, 301e-9);
  const double amplitude = std::sqrt(0.1e-3);
  problem.drives = {{{{{300e-9, 300.1e-9, 300.9e-9, 301e-9}, {0, amplitude, amplitude, 0}}}, {}}};
  for (const EnsembleMethod method : kLaneMethods) {
    problem.method = method;
    const EnsembleResult r = run_ensemble<Ring>(problem);
    const OdeResult oracle =
        integrate(Single<Ring>(points[0], problem.drives[0], 1), OdeMethod::Bdf, start,
                  {.relative = 1e-11, .absolute = 1e-13}, {0, 301e-9, {}, false});
    for (std::size_t s = 0; s < 4; ++s)
      EXPECT_NEAR(r.final_states[s] / oracle.final_state[s], 1, 1e-5);
    EXPECT_GT(std::hypot(r.final_states[0], r.final_states[1]), 1e-9);
  }
}

TEST(LaneMethodChoice, TakesRosenbrockForStiffAndDormandPrinceForFastDrives) {
  const double start[] = {0.0, 0.0};
  const std::vector<Spiral::Coefficients<double>> points = {{1e4, 0}, {1e5, 0}};
  EnsembleProblem problem = problem_of<Spiral>(points, start, 1.0);
  problem.method = EnsembleMethod::Automatic;
  problem.drives = {{{PiecewiseLinear::constant(1)}, {}}};
  const EnsembleResult stiff = run_ensemble<Spiral>(problem);
  EXPECT_EQ(stiff.method, EnsembleMethod::Rosenbrock);
  EXPECT_THAT(stiff.reason, testing::HasSubstr("trial of 2 points"));

  const std::vector<Spiral::Coefficients<double>> lively = {{1, 30}, {2, 40}};
  problem.coefficients = as_doubles(lively);
  const EnsembleResult fast = run_ensemble<Spiral>(problem);
  EXPECT_EQ(fast.method, EnsembleMethod::DormandPrince);
  EXPECT_EQ(choose_method(lane_model<Spiral>(), problem, {}).reason, fast.reason);
}

TEST(LaneInput, IsRefusedWithAReason) {
  const std::vector<Spiral::Coefficients<double>> points = {{1, 1}, {2, 2}};
  const double start[] = {0.0, 0.0}, wrong[] = {0.0, 0.0, 0.0}, wild[] = {NAN, 0.0};
  const auto message = [&](auto&& change) {
    EnsembleProblem problem = problem_of<Spiral>(points, start, 1.0);
    change(problem);
    try {
      run_ensemble<Spiral>(problem);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  using testing::HasSubstr;
  EXPECT_THAT(message([](auto& p) { p.tolerances.relative = 1e-15; }),
              HasSubstr("double precision"));
  EXPECT_THAT(message([&](auto& p) { p.initial = wrong; }), HasSubstr("3 values where 4 are due"));
  EXPECT_THAT(message([&](auto& p) { p.initial = wild; }), HasSubstr("initial state 0 of point 0"));
  EXPECT_THAT(message([](auto& p) { p.end = 0; }), HasSubstr("end after it begins"));
  EXPECT_THAT(message([](auto& p) {
                p.output.samples = {{2.0}, {0}};
              }),
              HasSubstr("inside the run"));
  EXPECT_THAT(message([](auto& p) { p.output.probes = {{.channel = 7}}; }), HasSubstr("channel 7"));
  EXPECT_THAT(message([](auto& p) { p.coefficients = p.coefficients.first(3); }),
              HasSubstr("multiple"));
}

TEST(LaneEngine, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  const std::vector<Spiral::Coefficients<double>> points = {{0, 1e6}};
  const double start[] = {1.0, 0.0};
  const EnsembleProblem problem = problem_of<Spiral>(points, start, 1e6);
  EXPECT_THROW(integrate_ensemble(lane_model<Spiral>(), problem, context), Interrupted);
}

}  // namespace
}  // namespace verdet
