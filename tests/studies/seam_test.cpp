// The seam between equations of motion and all that uses them, on a device of one state: reached by
// a run, a sweep, a derivative with respect to a parameter, and a circuit of two.
#include <gtest/gtest.h>

#include <cmath>

#include "verdet/devices/device.hpp"
#include "verdet/materials/library.hpp"
#include "verdet/studies/run.hpp"

namespace verdet {
namespace {

Table run_text(const std::string& text) {
  return run(parse_yaml(text, "spec.yaml"), {});
}

const std::string kTransient =
    "experiment: {type: transient, duration: 5 ns, samples: 51, inputs: {in: 2}, "
    "relative_tolerance: 1e-10}\n";

TEST(Seam, ARunFollowsTheExponential) {
  const Table table =
      run_text("verdet: 1\ndevice: {type: relaxator, lifetime: 2 ns, gain: 0.5}\n" + kTransient);
  const std::vector<double>& t = table.axis("time").values;
  ASSERT_EQ(t.size(), 51u);
  for (std::size_t i = 0; i < t.size(); ++i) {
    const double level = 2 * (1 - std::exp(-t[i] / 2e-9));
    EXPECT_NEAR(table.variable("level").values[i], level, 1e-7);
    EXPECT_NEAR(table.variable("out").values[i], 0.5 * level, 1e-7);
  }
}

TEST(Seam, ASweepOfThreePointsMovesTheParameter) {
  const Table table = run_text("verdet: 1\ndevice: {type: relaxator}\n" + kTransient +
                               "sweep: {device.lifetime: [1 ns, 2 ns, 4 ns]}\n");
  const std::vector<double>& tau = table.axis("lifetime").values;
  ASSERT_EQ(tau.size(), 3u);
  for (std::size_t k = 0; k < 3; ++k)
    EXPECT_NEAR(table.variable("level").values[k * 51 + 50], 2 * (1 - std::exp(-5e-9 / tau[k])),
                1e-7);
}

// With s = dx/dtau, ds/dt = df/dx s + df/dtau; at the start s = 0, so ds/dt = -(u - x)/tau^2.
TEST(Seam, ADerivativeWithRespectToAParameterIsExact) {
  const Registry registry = make_registry();
  const MaterialLibrary materials;
  const Context context;
  const Plan plan = make_plan(
      parse_yaml("verdet: 1\ndevice: {type: relaxator, lifetime: 2 ns}\n" + kTransient), registry);
  const auto device = plan.body->build({materials, context});
  const double x = 0.3, u = 2;
  double slope = 0;
  offer<Dynamics>(*device).parameter_derivative(0, {&x, 1}, {&u, 1}, "lifetime", {&slope, 1});
  EXPECT_NEAR(slope, -(u - x) / (2e-9 * 2e-9), 1e-3);
}

// Two equal low passes in series: the step response is 1 - (1 + t/tau) exp(-t/tau).
TEST(Seam, ACircuitOfTwoIsTheirProduct) {
  const Table table = run_text(
      "verdet: 1\n"
      "circuit:\n"
      "  instances: {a: {type: relaxator, lifetime: 1 ns}, b: {type: relaxator, lifetime: 1 ns}}\n"
      "  connections: [[a.out, b.in]]\n"
      "  ports: {in: a.in, out: b.out}\n" +
      kTransient);
  const std::vector<double>& t = table.axis("time").values;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const double s = t[i] / 1e-9;
    EXPECT_NEAR(table.variable("out").values[i], 2 * (1 - (1 + s) * std::exp(-s)), 1e-6);
  }
}

TEST(Seam, ACircuitsParametersCanBeSwept) {
  const Table table = run_text(
      "verdet: 1\n"
      "circuit: {instances: {a: {type: relaxator}}, ports: {in: a.in, out: a.out}}\n" +
      kTransient + "sweep: {circuit.instances.a.gain: [0.25, 0.5, 1]}\n");
  const std::vector<double>& out = table.variable("out").values;
  EXPECT_NEAR(out[2 * 51 + 50] / out[50], 4.0, 1e-9);
}

TEST(Seam, AMissingInterfaceListsWhatIsOffered) {
  try {
    run_text(
        "verdet: 1\ndevice: {type: relaxator}\nexperiment: {type: spectrum, wavelength: 1 um}\n");
    FAIL() << "accepted";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("it offers: dynamics"), std::string::npos);
  }
}

}  // namespace
}  // namespace verdet
