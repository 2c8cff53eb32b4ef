// The stated 95 % intervals hold the truth in 93 to 97 of 100 noisy repeats, for models of fits as
// people state them: oscillators in n and k, a film in its reflectance, a ring in its spectrum.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <random>

#include "verdet/studies/fit/fit.hpp"

namespace verdet {
namespace {

// A model with other data: what it predicts at the truth, and noise.
class Repeat final : public FitModel {
 public:
  Repeat(const FitModel& model, const std::vector<double>& clean, double noise,
         std::mt19937_64& random)
      : model_(model), observations_(model.observations()) {
    std::normal_distribution<double> normal(0, noise);
    std::size_t i = 0;
    for (Observed& quantity : observations_.quantities)
      for (double& value : quantity.values) value = clean[i++] + normal(random);
  }
  std::string title() const override { return model_.title(); }
  const std::vector<FitParameter>& parameters() const override { return model_.parameters(); }
  const Observations& observations() const override { return observations_; }
  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    return model_.predict(x, y, slopes);
  }
  std::string derivatives() const override { return model_.derivatives(); }

 private:
  const FitModel& model_;
  Observations observations_;
};

struct Case {
  std::string header, columns, model;
  std::vector<double> abscissa;
  double noise;
};

FitPlan plan_of(const Case& c) {
  const std::string path = ::testing::TempDir() + std::to_string(::getpid()) + "_coverage.csv";
  std::ofstream file(path);
  file << c.header << "\n";
  const auto commas = std::count(c.header.begin(), c.header.end(), ',');
  for (const double x : c.abscissa) {
    file << x;
    for (int k = 0; k < commas; ++k) file << ",0.5";
    file << "\n";
  }
  file.close();
  static const Registry registry = make_registry();
  static const MaterialLibrary materials;
  static const Context context;
  return make_fit_plan(parse_yaml("verdet: 1\nfit:\n  data: {file: " + path + ", columns: {" +
                                      c.columns + "}}\n  model: " + c.model + "\n",
                                  "spec.yaml"),
                       registry, materials, context);
}

// The truth is the start of every mark.
void expect_coverage(const Case& c) {
  const FitPlan plan = plan_of(c);
  const FitModel& model = *plan.model;
  std::vector<double> truth;
  for (const FitParameter& p : model.parameters()) truth.push_back(p.free.start);
  std::size_t count = 0;
  for (const Observed& quantity : model.observations().quantities) count += quantity.values.size();
  std::vector<double> clean(count);
  ASSERT_TRUE(model.predict(truth, clean, {}));
  std::mt19937_64 random(7);
  constexpr int kRepeats = 1000;
  std::vector<int> inside(truth.size(), 0);
  FitOptions options;
  options.starts = 1;
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    const FitResult found = run_fit(Repeat(model, clean, c.noise, random), options, {});
    const Table& parameters = *found.table.find_group("parameters");
    const auto& low = parameters.variable("lower_95").values;
    const auto& high = parameters.variable("upper_95").values;
    for (std::size_t j = 0; j < truth.size(); ++j) {
      const double value = truth[j] * model.parameters()[j].si;
      inside[j] += value >= low[j] && value <= high[j];
    }
  }
  for (std::size_t j = 0; j < truth.size(); ++j) {
    EXPECT_GE(inside[j], 930) << model.parameters()[j].name;
    EXPECT_LE(inside[j], 970) << model.parameters()[j].name;
  }
}

std::vector<double> from_to(double low, double high, int points) {
  std::vector<double> x;
  for (int i = 0; i < points; ++i) x.push_back(low + (high - low) * i / (points - 1));
  return x;
}

TEST(FitCoverageLong, OscillatorsInIndexAndExtinction) {
  expect_coverage({"energy,n,k", "energy: eV, n: 1, k: 1",
                   "{type: material, law: lorentz, oscillators: 2, parameters: {background: {fit: "
                   "{start: 2.2}}, oscillators.0.strength: {fit: {start: 1.5 eV^2}}, "
                   "oscillators.0.energy: {fit: {start: 2.0 eV}}, oscillators.0.broadening: {fit: "
                   "{start: 0.08 eV}}, oscillators.1.strength: {fit: {start: 9 eV^2}}, "
                   "oscillators.1.energy: {fit: {start: 2.8 eV}}, oscillators.1.broadening: {fit: "
                   "{start: 0.3 eV}}}}",
                   from_to(1.5, 3.5, 80), 0.02});
}

TEST(FitCoverageLong, FilmInItsReflectance) {
  expect_coverage({"wavelength,reflectance", "wavelength: nm, reflectance: 1",
                   "{type: thin_film, layers: [{material: {law: cauchy, parameters: {a: {fit: "
                   "{start: 1.9}}, b: {fit: {start: 0.01}}, c: 0}}, thickness: {fit: {from: 200 "
                   "nm, to: 400 nm, start: 320 nm}}}], substrate: 1.5}",
                   from_to(450, 900, 90), 2e-3});
}

TEST(FitCoverageLong, RingInItsSpectrum) {
  expect_coverage({"wavelength,power", "wavelength: nm, power: 1",
                   "{type: microring, radius: 10 um, group_index: 4.2, reference_wavelength: 1550 "
                   "nm, effective_index: {fit: {from: 2.409, to: 2.411, start: 2.41}}, "
                   "through_coupling: {fit: {from: 0.02, to: 0.1, start: 0.05}}, loss: {fit: "
                   "{from: 0.1 dB/cm, to: 8 dB/cm, start: 3 dB/cm}}}",
                   from_to(1548, 1558, 400), 0.02});
}

}  // namespace
}  // namespace verdet
