// Convergence order, exact answers and other solvers against the lane engine.
#include <gtest/gtest.h>

#include <complex>

#include "lanes/ode_fixture.hpp"

namespace verdet {
namespace {

using namespace test;
using Complex = std::complex<double>;

// Steps of one size: accepted whatever their error.
Tolerances fixed(double h) {
  return {.relative = 0.999, .absolute = 1e9, .first_step = h, .largest_step = h};
}

// Observed order where the step is small enough and rounding does not show yet.
template <class Error>
void expect_order(double order, double h, Error&& error) {
  EXPECT_NEAR(std::log2(error(h / 4) / error(h / 8)), order, 0.2);
}

class LaneMethod : public testing::TestWithParam<EnsembleMethod> {};
INSTANTIATE_TEST_SUITE_P(Lanes, LaneMethod, testing::ValuesIn(kLaneMethods),
                         [](const auto& instance) {
                           std::string text = name(instance.param);
                           std::erase(text, '-');
                           return text;
                         });

TEST_P(LaneMethod, HasOrderFiveOnANonlinearProblemThatKnowsTime) {
  const std::vector<Hill::Coefficients<double>> points(3, {2.0});
  const double start[] = {1.0};
  expect_order(5, 0.1, [&](double h) {
    EnsembleProblem problem = problem_of<Hill>(points, start, 2.0);
    problem.method = GetParam();
    problem.tolerances = fixed(h);
    return std::abs(run_ensemble<Hill>(problem).final_states[1] - 1 / 5.0);
  });
}

TEST_P(LaneMethod, DenseOutputHasTheErrorOfAnInterpolantOfDegreeFour) {
  const std::vector<Hill::Coefficients<double>> points(1, {2.0});
  const double start[] = {1.0};
  expect_order(5, 0.1, [&](double h) {
    EnsembleProblem problem = problem_of<Hill>(points, start, 2.0);
    problem.method = GetParam();
    problem.tolerances = fixed(h);
    problem.output.samples = SampleRequest::uniform(0, 2, 777, {0});
    const EnsembleResult r = run_ensemble<Hill>(problem);
    double worst = 0;
    for (std::size_t k = 0; k < 777; ++k) {
      const double t = problem.output.samples.times[k];
      worst = std::max(worst, std::abs(r.samples[k] - 1 / (1 + t * t)));
    }
    return worst;
  });
}

// u is a ramp and a step, exact by variation of constants.
TEST_P(LaneMethod, FollowsRampsAndStepsOfTheDriveExactly) {
  const std::vector<Spiral::Coefficients<double>> points(5, {0.7, 3.0});
  const double start[] = {0.0, 0.0};
  EnsembleProblem problem = problem_of<Spiral>(points, start, 3.0);
  problem.drives = {{{{{1.0, 2.0, 2.0}, {0.0, 1.0, -2.0}}}, {}}};
  problem.method = GetParam();
  problem.tolerances = {.relative = 1e-11, .absolute = 1e-12};
  const EnsembleResult r = run_ensemble<Spiral>(problem);
  const Complex p(-0.7, 3.0);
  const Complex at_two = (std::exp(p) - 1.0 - p) / (p * p);
  const Complex at_three = at_two * std::exp(p) - 2.0 * (std::exp(p) - 1.0) / p;
  EXPECT_NEAR(r.final_states[4], at_three.real(), 1e-9);
  EXPECT_NEAR(r.final_states[5], at_three.imag(), 1e-9);
}

TEST_P(LaneMethod, FollowsFurtherCarriersExactly) {
  const std::vector<Spiral::Coefficients<double>> points(2, {0.7, 3.0});
  const double start[] = {0.0, 0.0}, scale[] = {1, 1, 2, 2};
  EnsembleProblem problem = problem_of<Spiral>(points, start, 4.0);
  problem.drives = {{{},
                     {{0, 1, 5.0, PiecewiseLinear::constant(1.5), 0.3},
                      {0, 1, -40.0, PiecewiseLinear::constant(0.5), 0}}}};
  problem.input_scale = scale;
  problem.method = GetParam();
  problem.tolerances = {.relative = 1e-10, .absolute = 1e-11};
  const EnsembleResult r = run_ensemble<Spiral>(problem);
  const Complex p(-0.7, 3.0), i(0, 1);
  const auto driven = [&](double a, double w, double phase) {
    return a * std::exp(-i * phase) * (std::exp(-i * w * 4.0) - std::exp(4.0 * p)) / (-i * w - p);
  };
  const Complex exact = driven(1.5, 5, 0.3) + driven(0.5, -40, 0);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_NEAR(r.final_states[2 * k], (1.0 + k) * exact.real(), 1e-8);
    EXPECT_NEAR(r.final_states[2 * k + 1], (1.0 + k) * exact.imag(), 1e-8);
  }
}

TEST_P(LaneMethod, HandlesAVeryStiffDecayWithoutLosingAccuracy) {
  const double decay = GetParam() == EnsembleMethod::Rosenbrock ? 1e9 : 1e3;
  const std::vector<Spiral::Coefficients<double>> points(1, {decay, 0.0});
  const double start[] = {1.0, 0.0};
  EnsembleProblem problem = problem_of<Spiral>(points, start, 1.0);
  problem.drives = {{{{{0.0, 1.0}, {0.0, decay}}}, {}}};
  problem.method = GetParam();
  const EnsembleResult r = run_ensemble<Spiral>(problem);
  EXPECT_NEAR(r.final_states[0], 1.0 - 1 / decay, 1e-6);
  if (GetParam() == EnsembleMethod::Rosenbrock) {
    EXPECT_LT(r.outcomes[0].steps.accepted, 100);
  }
}

TEST(LaneEngine, SolvesStiffVanDerPolLikeCvode) {
  const std::vector<VanDerPol::Coefficients<double>> points = {{5.0}, {100.0}, {1000.0}};
  const double start[] = {2.0, 0.0};
  EnsembleProblem problem = problem_of<VanDerPol>(points, start, 300.0);
  problem.tolerances = {.relative = 1e-10, .absolute = 1e-12};
  const EnsembleResult r = run_ensemble<VanDerPol>(problem);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const OdeResult oracle = integrate(Single<VanDerPol>(points[k], {}, 1), OdeMethod::Bdf, start,
                                       {.relative = 1e-12, .absolute = 1e-14}, {0, 300, {}, false});
    EXPECT_NEAR(r.final_states[2 * k], oracle.final_state[0], 2e-7) << points[k].mu;
  }
}

struct RingSet {
  const char* name;
  double least, most;  // W
  bool bits;
};
class RingEnsemble : public testing::TestWithParam<RingSet> {};
INSTANTIATE_TEST_SUITE_P(Lanes, RingEnsemble,
                         testing::Values(RingSet{"A", 0.1e-3, 1e-3, false},
                                         RingSet{"B", 1e-3, 3e-3, false},
                                         RingSet{"C", 0.1e-3, 1e-3, true}),
                         [](const auto& instance) { return instance.param.name; });

Drive ring_drive(bool bits) {
  PiecewiseLinear wave = PiecewiseLinear::constant(1.0);
  std::mt19937_64 random(3);
  for (int k = 1; bits && k < 30; ++k) {
    const double next = random() >> 63 ? 1.0 : 0.1;
    wave.times.insert(wave.times.end(), {k * 1e-9, k * 1e-9 + 100e-12});
    wave.values.insert(wave.values.end(), {wave.values.back(), next});
  }
  return {{wave}, {}};
}

TEST_P(RingEnsemble, EqualsCvodeOnRandomRings) {
  constexpr std::size_t kCount = 64;
  const auto points = random_rings(kCount, 11);
  const double start[4] = {};
  std::vector<double> scale;
  for (std::size_t i = 0; i < kCount; ++i) {
    const double share = static_cast<double>(i) / (kCount - 1);
    const double amplitude =
        std::sqrt(GetParam().least + (GetParam().most - GetParam().least) * share);
    scale.insert(scale.end(), {amplitude, amplitude});
  }
  EnsembleProblem problem = problem_of<Ring>(points, start, 30e-9);
  problem.drives = {ring_drive(GetParam().bits)};
  problem.input_scale = scale;
  problem.tolerances = {.relative = 1e-10, .absolute = 1e-12};
  problem.output.samples = SampleRequest::uniform(0, 30e-9, 31, {0, 1, 2, 3});
  for (const EnsembleMethod method : kLaneMethods) {
    problem.method = method;
    const EnsembleResult r = run_ensemble<Ring>(problem);
    for (std::size_t i = 0; i < kCount; ++i) {
      const Single<Ring> single(points[i], problem.drives[0], scale[2 * i]);
      const OdeResult oracle =
          integrate(single, OdeMethod::Bdf, start, {.relative = 1e-11, .absolute = 1e-13},
                    {0, 30e-9, problem.output.samples.times, false});
      for (std::size_t s = 0; s < 4; ++s) {
        double peak = 0, worst = 0;
        for (std::size_t k = 0; k < 31; ++k) {
          const double exact = oracle.states[4 * k + s];
          peak = std::max(peak, std::abs(exact));
          worst = std::max(worst, std::abs(r.samples[(i * 31 + k) * 4 + s] - exact));
        }
        EXPECT_LT(worst, 2e-7 * peak) << "ring " << i << " state " << s << " " << name(method);
      }
    }
  }
}

// devices.md 1.2 set A (VanVaerenbergh2012): laser red by 62 pm, 0.6 mW, hot start.
TEST(LaneEngine, FindsTheKnownSelfPulsation) {
  const std::vector<Ring::Coefficients<double>> points = {known_ring(62e-12), known_ring(62e-12),
                                                          known_ring(20e-12)};
  const double amplitude = std::sqrt(0.6e-3);
  const double start[] = {0, 0, 0, 1.0, 0, 0, 0, 0.2, 0, 0, 0, 0};
  EnsembleProblem problem = problem_of<Ring>(points, start, 3e-6);
  problem.drives = {{{PiecewiseLinear::constant(amplitude)}, {}}};
  for (const int channel : {2, 3})
    problem.output.probes.push_back({.channel = channel, .from = 2e-6});
  for (const EnsembleMethod method : kLaneMethods) {
    problem.method = method;
    const EnsembleResult r = run_ensemble<Ring>(problem);
    const ProbeResult &carriers = r.probes[0], &heat = r.probes[1];
    EXPECT_NEAR(heat.period, 78.156e-9, 0.005 * 78.156e-9);
    EXPECT_NEAR(carriers.period / heat.period, 1, 1e-4);
    EXPECT_LT(heat.period_change, 1e-3);
    EXPECT_NEAR(carriers.minimum, 2.188e21, 0.01 * 2.188e21);
    EXPECT_NEAR(carriers.maximum, 1.289e23, 0.01 * 1.289e23);
    EXPECT_NEAR(heat.minimum, 1.1720, 0.01 * 1.1720);
    EXPECT_NEAR(heat.maximum, 2.0475, 0.01 * 2.0475);
    // The cold start rests: energy 3.7465 fJ, no period.
    EXPECT_TRUE(std::isnan(r.probes[3].period));
    EXPECT_NEAR(r.probes[3].mean, 0.18712, 0.01 * 0.18712);
    EXPECT_NEAR(r.probes[5].period, 93.646e-9, 0.005 * 93.646e-9);
  }
}

}  // namespace
}  // namespace verdet
