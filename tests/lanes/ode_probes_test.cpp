// Probes of ensembles: extrema, crossings, periods and settling of known motions.
#include <gtest/gtest.h>

#include <cmath>

#include "lanes/ode_fixture.hpp"

namespace verdet {
namespace {

using namespace test;

// x = exp(-t/10) (cos t, sin t): everything a probe finds is known.
TEST(LaneProbes, MeasureADecayingOscillation) {
  const std::vector<Spiral::Coefficients<double>> points = {{0.1, 1.0}, {0.0, 2.0}};
  const double start[] = {1.0, 0.0}, end = 100.0;
  for (const EnsembleMethod method : kLaneMethods) {
    EnsembleProblem problem = problem_of<Spiral>(points, start, end);
    problem.method = method;
    problem.tolerances = {.relative = 1e-8, .absolute = 1e-10};
    problem.output.probes = {{.channel = 0,
                              .threshold = 0.0,
                              .rearm = -1e-3,
                              .most_spikes = 3,
                              .settling = true,
                              .settle_band = 0.05},
                             {.channel = 1, .from = 10.0, .to = 20.0}};
    const EnsembleResult r = run_ensemble<Spiral>(problem);
    const ProbeResult& decaying = r.probes[0];
    EXPECT_NEAR(decaying.mean,
                (0.1 - std::exp(-10.0) * (0.1 * std::cos(100.0) - std::sin(100.0))) / 1.01 / end,
                1e-7);
    const double dip = M_PI - std::atan(0.1);
    EXPECT_NEAR(decaying.minimum, -std::exp(-dip / 10) * std::cos(std::atan(0.1)), 1e-3);
    EXPECT_EQ(decaying.maximum, 1);
    ASSERT_EQ(decaying.spikes.size(), 3);
    for (std::size_t k = 0; k < 3; ++k)
      EXPECT_NEAR(decaying.spikes[k], 1.5 * M_PI + 2 * M_PI * static_cast<double>(k), 1e-6);
    EXPECT_EQ(decaying.crossings, 11);  // the troughs fall below -1e-3 until t = 10 ln(1000) = 69
    EXPECT_TRUE(std::isnan(decaying.period));
    // |x0| = 0.05 (1 + 0.73) for the last time: between the crests at 8 pi and 9 pi.
    EXPECT_NEAR(decaying.settling_time, 23.5, 1.5);
    const ProbeResult& steady = r.probes[2 + 1];
    EXPECT_NEAR(steady.period, M_PI, 1e-6);
    EXPECT_LT(steady.period_change, 1e-6);
    EXPECT_NEAR(steady.cycle_mean, 0, 1e-6);
    EXPECT_NEAR(steady.mean, (std::cos(20.0) - std::cos(40.0)) / 20, 1e-7);
    EXPECT_NEAR(steady.maximum, 1, 1e-4);
    EXPECT_NEAR(steady.minimum, -1, 1e-4);
    EXPECT_TRUE(std::isnan(steady.settling_time));
  }
}

// x = exp(-2 t) (cos t, sin t): the second state rises once, to its crest at tan t = 1/2, and comes
// back for good; the first falls and hardly swings back.
TEST(LaneProbes, CountAFirstRiseOnceItHasComeBack) {
  const std::vector<Spiral::Coefficients<double>> points = {{2.0, 1.0}};
  const double start[] = {1.0, 0.0};
  for (const EnsembleMethod method : kLaneMethods) {
    EnsembleProblem problem = problem_of<Spiral>(points, start, 10.0);
    problem.method = method;
    problem.output.probes = {{.channel = 1, .most_spikes = 2}, {.channel = 0, .most_spikes = 2}};
    const EnsembleResult r = run_ensemble<Spiral>(problem);
    const double crest = std::atan(0.5);
    EXPECT_EQ(r.probes[0].crossings, 1);
    ASSERT_EQ(r.probes[0].spikes.size(), 1u);
    EXPECT_NEAR(r.probes[0].spikes[0], crest / 2, 0.1 * crest);
    EXPECT_NEAR(r.probes[0].maximum, std::exp(-2 * crest) * std::sin(crest), 1e-5);
    EXPECT_EQ(r.probes[1].crossings, 0);
    EXPECT_EQ(r.probes[1].maximum, 1);
  }
}

// exp(-g t) (cos t, sin t) shrinks by exp(-2 pi g) per cycle: to 0.94 of it, or to 0.73.
TEST(LaneProbes, AnOscillationThatDiesOutHasNoPeriod) {
  const std::vector<Spiral::Coefficients<double>> points = {{0.01, 1.0}, {0.05, 1.0}};
  const double start[] = {1.0, 0.0};
  for (const EnsembleMethod method : kLaneMethods) {
    EnsembleProblem problem = problem_of<Spiral>(points, start, 40.0);
    problem.method = method;
    problem.output.probes = {{.channel = 0}};
    const EnsembleResult r = run_ensemble<Spiral>(problem);
    EXPECT_NEAR(r.probes[0].period, 2 * M_PI, 0.01 * 2 * M_PI);
    EXPECT_TRUE(std::isnan(r.probes[1].period)) << r.probes[1].period;
  }
}

}  // namespace
}  // namespace verdet
