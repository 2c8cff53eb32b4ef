// Sensitivities of fitted equations of motion against differences of whole runs.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

#include "verdet/studies/fit/fit.hpp"

namespace verdet {
namespace {

// A plan of a transient's fit to made-up data at these times; the values do not matter.
FitPlan plan_of(const std::string& model, const std::string& unit,
                const std::vector<double>& times) {
  const std::string path = ::testing::TempDir() + std::to_string(::getpid()) + "_gradients.csv";
  std::ofstream file(path);
  file << "time,signal\n";
  for (const double t : times) file << t << ",1\n";
  file.close();
  static const Registry registry = make_registry();
  static const MaterialLibrary materials;
  static const Context context;
  const std::string spec = "verdet: 1\nfit:\n  data: {file: " + path +
                           ", columns: {time: ps, signal: " + unit + "}}\n" + model;
  return make_fit_plan(parse_yaml(spec, "spec.yaml"), registry, materials, context);
}

void expect_gradients(const FitModel& model) {
  std::vector<double> x;
  for (const FitParameter& p : model.parameters()) x.push_back(p.free.start);
  const std::size_t m = model.observations().points(), n = x.size();
  std::vector<double> y(m), slopes(m * n), above(m), below(m);
  ASSERT_TRUE(model.predict(x, y, slopes));
  for (std::size_t k = 0; k < n; ++k) {
    const double step = 1e-3 * std::max(std::abs(x[k]), 0.1);
    std::vector<double> moved = x;
    moved[k] = x[k] + step;
    ASSERT_TRUE(model.predict(moved, above, {}));
    moved[k] = x[k] - step;
    ASSERT_TRUE(model.predict(moved, below, {}));
    double size = 0, value = 0;
    for (std::size_t i = 0; i < m; ++i) {
      size = std::max(size, std::abs(slopes[i * n + k]));
      value = std::max(value, std::abs(y[i]));
    }
    // Of the differences: curvature, and what is left of local errors of 1e-11 at the end.
    const double tolerance = 2e-5 * size + 5e-10 * value / step;
    EXPECT_GT(size, 0) << model.parameters()[k].name;
    for (std::size_t i = 0; i < m; ++i)
      EXPECT_NEAR(slopes[i * n + k], (above[i] - below[i]) / (2 * step), tolerance)
          << model.parameters()[k].name << " at point " << i;
  }
}

TEST(FitGradients, RelaxationWithAnUnknownBeginning) {
  const FitPlan plan = plan_of(R"(  model:
    device: {type: relaxator, lifetime: {fit: {from: 1 ps, to: 1 ns, start: 30 ps}}, gain: {fit: {from: 0, to: 1, start: 0.6}}}
    experiment: {type: transient, inputs: {in: 1}, initial: {level: {fit: {from: 0, to: 1, start: 0.3}}}}
    channel: out
    scale: {fit: {from: 0, to: 10, start: 2}}
    offset: {fit: {from: -1, to: 1, start: 0.1}}
)",
                               "1", {0, 5, 5, 20, 60, 120});
  expect_gradients(*plan.model);
  // At time 0 the output is 2 * 0.6 * 0.3 + 0.1, and its slope by the level 2 * 0.6.
  std::vector<double> x;
  for (const FitParameter& p : plan.model->parameters()) x.push_back(p.free.start);
  std::vector<double> y(6), slopes(6 * x.size());
  ASSERT_TRUE(plan.model->predict(x, y, slopes));
  EXPECT_NEAR(y[0], 0.46, 1e-12);
  EXPECT_NEAR(slopes[2] / plan.model->parameters()[2].si, 1.2, 1e-12);
}

TEST(FitGradients, RingWithCarriersAndHeatUnderPulses) {
  const FitPlan plan = plan_of(R"(  model:
    device:
      type: microring
      radius: 10 um
      effective_index: 2.4
      group_index: 4.2
      reference_wavelength: 1550 nm
      through_coupling: 0.02
      loss: {fit: {from: 0.1 dB/cm, to: 100 dB/cm, start: 3 dB/cm}}
      nonlinear: {two_photon_absorption: 8e-12 m/W, two_photon_volume: 5 um^3, carrier_volume: 5 um^3, carrier_index: -4e-27 m^3, carrier_absorption: 1.45e-21 m^2, heat_volume: 5 um^3, carrier_lifetime: {fit: {from: 10 ps, to: 10 ns, start: 80 ps}}, thermal_lifetime: {fit: {from: 1 ns, to: 1 us, start: 60 ns}}}
    experiment: {type: transient, input: {power: 3 mW, detuning: -20 pm, step: {at: 20 ps}}, relative_tolerance: 1e-11, absolute_tolerance: 1e-13}
    channel: power_through
)",
                               "W", {5, 15, 30, 50, 90, 150, 300});
  expect_gradients(*plan.model);
}

}  // namespace
}  // namespace verdet
