#include "verdet/solvers/ode/integrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {
namespace {

// x'' = -omega^2 x with omega as parameter: x = cos(omega t).
class Oscillator : public OdeSystem {
 public:
  explicit Oscillator(double omega) : omega_(omega) {}
  std::size_t dimension() const override { return 2; }
  void rates(double, std::span<const double> x, std::span<double> f) const override {
    f[0] = x[1];
    f[1] = -omega_ * omega_ * x[0];
  }
  bool jacobian(double, std::span<const double>, std::span<double> j) const override {
    j[0] = j[3] = 0;
    j[1] = 1;
    j[2] = -omega_ * omega_;
    return true;
  }
  std::size_t parameters() const override { return 1; }
  void parameter_rates(double, std::span<const double> x, std::size_t,
                       std::span<double> f) const override {
    f[0] = 0;
    f[1] = -2 * omega_ * x[0];
  }

 private:
  double omega_;
};

// Robertson's kinetics, the classical stiff test (Hairer1996, IV.1).
class Robertson : public OdeSystem {
 public:
  std::size_t dimension() const override { return 3; }
  void rates(double, std::span<const double> y, std::span<double> f) const override {
    f[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
    f[2] = 3e7 * y[1] * y[1];
    f[1] = -f[0] - f[2];
  }
  bool jacobian(double, std::span<const double> y, std::span<double> j) const override {
    const double rows[] = {-0.04, 1e4 * y[2], 1e4 * y[1], 0, 0, 0, 0, 6e7 * y[1], 0};
    for (std::size_t i = 0; i < 9; ++i) j[i] = rows[i];
    for (std::size_t i = 0; i < 3; ++i) j[3 + i] = -j[i] - j[6 + i];
    return true;
  }
  std::vector<double> scales() const override { return {1, 1e-4, 1}; }
};

// A pulse that a solver without knots steps over.
class Pulse : public OdeSystem {
 public:
  explicit Pulse(bool knots) : knots_(knots) {}
  std::size_t dimension() const override { return 1; }
  void rates(double t, std::span<const double>, std::span<double> f) const override {
    f[0] = t > 500 && t < 500.5 ? 1 : 0;
  }
  std::vector<double> knots() const override {
    return knots_ ? std::vector<double>{500, 500.5} : std::vector<double>{};
  }

 private:
  bool knots_;
};

constexpr OdeMethod kMethods[] = {OdeMethod::Bdf, OdeMethod::Adams, OdeMethod::ExplicitRungeKutta,
                                  OdeMethod::ImplicitRungeKutta, OdeMethod::DormandPrince};
constexpr Tolerances kTight{.relative = 1e-9, .absolute = 1e-11};

class EveryMethod : public testing::TestWithParam<OdeMethod> {};
INSTANTIATE_TEST_SUITE_P(Ode, EveryMethod, testing::ValuesIn(kMethods), [](const auto& instance) {
  std::string text = name(instance.param);
  std::erase(text, '-');
  return text;
});

TEST_P(EveryMethod, GivesTheExactAnswerAtTheTimesAskedFor) {
  const double start[] = {1, 0};
  const OdeResult r = integrate(Oscillator(3), GetParam(), start, kTight,
                                {.begin = 0, .end = 4, .times = {0, 0.3, 1.7, 4}});
  ASSERT_EQ(r.times.size(), 4);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(r.states[2 * k], std::cos(3 * r.times[k]), 1e-6);
    EXPECT_NEAR(r.states[2 * k + 1], -3 * std::sin(3 * r.times[k]), 3e-6);
  }
  EXPECT_EQ(r.end_time, 4);
  EXPECT_EQ(r.final_state[0], r.states[6]);
  EXPECT_GT(r.steps.accepted, 10);
  EXPECT_GT(r.steps.rates, r.steps.accepted);
}

TEST_P(EveryMethod, LocatesEventsAndStopsAtTerminalOnes) {
  const double start[] = {1, 0};
  const std::vector<OdeEvent> events = {
      {[](double, std::span<const double> x) { return x[0]; }, -1, false},
      {[](double t, std::span<const double>) { return t - 5; }, 0, true}};
  const OdeResult r =
      integrate(Oscillator(3), GetParam(), start, kTight, {0, 10, {}, false}, events);
  EXPECT_EQ(r.status, OdeStatus::Stopped);
  EXPECT_NEAR(r.end_time, 5, 1e-9);
  ASSERT_EQ(r.hits.size(), 4);  // pi/6 + k 2 pi/3 below 5, and the stop
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(r.hits[k].event, 0);
    EXPECT_NEAR(r.hits[k].time, M_PI / 6 + static_cast<double>(k) * 2 * M_PI / 3,
                GetParam() == OdeMethod::ImplicitRungeKutta ? 2e-4 : 1e-6);
  }
  EXPECT_EQ(r.hits[3].event, 1);
}

TEST_P(EveryMethod, DoesNotStepOverAPulseBetweenKnots) {
  const double start[] = {0};
  const OdeResult r = integrate(Pulse(true), GetParam(), start, {}, {0, 1000, {}, false});
  EXPECT_NEAR(r.final_state[0], 0.5, 1e-5);
}

TEST_P(EveryMethod, ReportsEquationsThatStopBeingFinite) {
  struct Root : OdeSystem {  // sqrt(x) reaches x = 0 at t = 2
    std::size_t dimension() const override { return 1; }
    void rates(double, std::span<const double> x, std::span<double> f) const override {
      f[0] = x[0] >= 0 ? -std::sqrt(x[0]) - 1e-3 : NAN;
    }
  };
  const double start[] = {1};
  const OdeResult r = integrate(Root(), GetParam(), start, {}, {0, 10, {1.0, 9.0}, false}, {}, {},
                                OnFailure::Report);
  EXPECT_NE(r.status, OdeStatus::Done);
  EXPECT_NEAR(r.end_time, 2, 0.1);
  EXPECT_EQ(r.times.size(), 1);  // what was reached is kept
  EXPECT_THAT(r.message,
              testing::AllOf(testing::HasSubstr("at t = "), testing::HasSubstr("last steps (t"),
                             testing::HasSubstr(remedy(r.status))));
  EXPECT_THROW(integrate(Root(), GetParam(), start, {}, {0, 10, {}, false}), ConvergenceError);
}

TEST_P(EveryMethod, PassesExceptionsOfTheSystemOn) {
  struct Faulty : Pulse {
    Faulty() : Pulse(false) {}
    void rates(double, std::span<const double>, std::span<double>) const override {
      throw DomainError("wavelength out of range");
    }
  };
  const double start[] = {0};
  EXPECT_THROW(integrate(Faulty(), GetParam(), start, {}, {0, 1, {}, false}), DomainError);
}

TEST(Integrate, SolvesTheStiffRobertsonProblem) {
  const double start[] = {1, 0, 0};
  // Reference of the Bari test set for stiff solvers (Mazzia2008) at t = 1e11.
  for (const OdeMethod method : {OdeMethod::Bdf, OdeMethod::ImplicitRungeKutta}) {
    const OdeResult r = integrate(Robertson(), method, start, {.relative = 1e-8, .absolute = 1e-15},
                                  {0, 1e11, {}, false});
    EXPECT_NEAR(r.final_state[0] / 0.2083340149701255e-7, 1, 1e-4) << name(method);
    EXPECT_NEAR(r.final_state[1] / 0.8333360770334713e-13, 1, 1e-4);
    EXPECT_LT(r.steps.accepted, 10000);
  }
}

TEST(Integrate, SensitivitiesEqualTheClosedFormAndDifferences) {
  const double start[] = {1, 0};
  const OdeOutput output{.begin = 0, .end = 2, .times = {1, 2}, .sensitivities = true};
  for (const OdeMethod method : {OdeMethod::Bdf, OdeMethod::Adams}) {
    const OdeResult r = integrate(Oscillator(3), method, start, kTight, output);
    ASSERT_EQ(r.sensitivities.size(), 4);
    for (std::size_t k = 0; k < 2; ++k)  // d cos(omega t)/d omega
      EXPECT_NEAR(r.sensitivities[2 * k], -r.times[k] * std::sin(3 * r.times[k]), 1e-6);
    const OdeOutput plain{0, 2, {}, false};
    const double up = integrate(Oscillator(3.001), method, start, kTight, plain).final_state[0];
    const double down = integrate(Oscillator(2.999), method, start, kTight, plain).final_state[0];
    EXPECT_NEAR(r.sensitivities[2], (up - down) / 0.002, 1e-4);
  }
  EXPECT_THROW(integrate(Oscillator(3), OdeMethod::DormandPrince, start, kTight, output),
               InputError);
}

// The pendulum of length 1 in cartesian coordinates, index reduced to 1: x'' = -2 lambda x,
// y'' = -2 lambda y - g, with lambda from the second derivative of the constraint.
class Pendulum : public ImplicitSystem {
 public:
  std::size_t dimension() const override { return 5; }
  void residual(double, std::span<const double> x, std::span<const double> d,
                std::span<double> f) const override {
    f[0] = d[0] - x[2];
    f[1] = d[1] - x[3];
    f[2] = d[2] + x[4] * x[0];
    f[3] = d[3] + x[4] * x[1] + 9.81;
    f[4] = x[2] * x[2] + x[3] * x[3] - x[4] - 9.81 * x[1];
  }
  std::vector<bool> differential() const override { return {true, true, true, true, false}; }
};

TEST(Integrate, SolvesADifferentialAlgebraicSystem) {
  const double angle = 0.1;
  const double start[] = {std::sin(angle), -std::cos(angle), 0, 0, 0}, rates[5] = {};
  const std::vector<OdeEvent> events = {
      {[](double, std::span<const double> x) { return x[0]; }, -1, true}};
  const OdeResult r = integrate(Pendulum(), start, rates, kTight, {0, 10, {}, false}, events);
  // A quarter of the exact period: 2 pi sqrt(l/g) / agm(1, cos(angle/2)).
  const double agm = (1 + std::cos(angle / 2)) / 4 + std::sqrt(std::cos(angle / 2)) / 2;
  EXPECT_NEAR(r.end_time, M_PI / 2 / std::sqrt(9.81) / agm, 1e-7);
  const double energy =
      0.5 * (r.final_state[2] * r.final_state[2] + r.final_state[3] * r.final_state[3]) +
      9.81 * r.final_state[1];
  EXPECT_NEAR(energy, -9.81 * std::cos(angle), 1e-6);
}

TEST(Integrate, RefusesTolerancesThatDoublesCannotMeet) {
  const double start[] = {1, 0};
  try {
    integrate(Oscillator(1), OdeMethod::Bdf, start, {.relative = 1e-15}, {0, 1, {}, false});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("cannot be met in double precision"));
  }
}

TEST(Integrate, RefusesBadlyPosedCalls) {
  const double start[] = {1, 0}, wrong[] = {1}, wild[] = {1, NAN};
  const Oscillator system(1);
  EXPECT_THROW(integrate(system, OdeMethod::Bdf, wrong, {}, {0, 1, {}, false}), InputError);
  EXPECT_THROW(integrate(system, OdeMethod::Bdf, wild, {}, {0, 1, {}, false}), InputError);
  EXPECT_THROW(integrate(system, OdeMethod::Bdf, start, {}, {1, 0, {}, false}), InputError);
  EXPECT_THROW(integrate(system, OdeMethod::Bdf, start, {}, {0, 1, {0.5, 0.2}, false}), InputError);
  EXPECT_THROW(integrate(system, OdeMethod::Bdf, start, {.relative = -1}, {0, 1, {}, false}),
               InputError);
}

TEST(Integrate, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  const double start[] = {1, 0};
  Context context;
  context.stop = source.get_token();
  EXPECT_THROW(integrate(Oscillator(1), OdeMethod::Bdf, start, {}, {0, 1, {}, false}, {}, context),
               Interrupted);
}

TEST(Integrate, GivesUpAtTheLimitOfSteps) {
  const double start[] = {1, 0};
  const OdeResult r = integrate(Oscillator(100), OdeMethod::DormandPrince, start,
                                {.most_steps = 50}, {0, 100, {}, false}, {}, {}, OnFailure::Report);
  EXPECT_EQ(r.status, OdeStatus::TooManySteps);
  EXPECT_EQ(r.steps.accepted, 50);
}

}  // namespace
}  // namespace verdet
