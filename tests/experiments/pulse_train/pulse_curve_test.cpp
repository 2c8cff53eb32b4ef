// Update tables and fits against NeuroSim's own table, closed forms and measured curves.
#include "verdet/experiments/pulse_train/pulse_curve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "materials/shared_data.hpp"

namespace verdet {
namespace {

// NeuroSim V2.1: label NL against A/P_max.
TEST(PulseCurve, LabelsOfNeuroSim) {
  const std::pair<double, double> rows[] = {{0.01, 126.269},  {0.5, 2.51988},   {1, 1.25165},
                                            {1.46, 0.848677}, {1.75, 0.702081}, {2, 0.609035},
                                            {2.4, 0.499181},  {3, 0.38683},     {4.88, 0.200303},
                                            {5, 0.192406},    {6, 0.135619},    {9, 0.02281}};
  for (const auto& [label, a] : rows) {
    EXPECT_NEAR(nonlinearity_label(1 / a), label, 1e-4) << label;
    EXPECT_NEAR(nonlinearity_label(-1 / a), -label, 1e-4) << label;
  }
  EXPECT_EQ(nonlinearity_label(0), 0);
}

TEST(PulseCurve, FitReturnsWhatItWasMadeOf) {
  for (const double shape : {-8.0, -1.0, 0.0, 0.3, 2.5, 20.0}) {
    std::vector<double> response;
    for (int i = 0; i <= 40; ++i) response.push_back(0.2 + 0.5 * normalised_curve(shape, i / 40.0));
    const CurveFit fit = fit_curve(response);
    EXPECT_NEAR(fit.shape, shape, 1e-5);
    EXPECT_NEAR(fit.r_squared, 1, 1e-9);
    // The same walked downwards.
    std::vector<double> down(response.size());
    for (std::size_t i = 0; i < response.size(); ++i) down[i] = 1 - response[i];
    EXPECT_NEAR(fit_curve(down).shape, shape, 1e-5);
  }
  EXPECT_EQ(fit_curve(std::vector<double>{1, 1, 1, 1}).nonlinearity, 0);
}

// Soft bounds: w_n = 1 - (1 - dw)^n has the update dw (1 - w).
TEST(PulseCurve, UpdateTableOfSoftBounds) {
  std::vector<double> before, change;
  double w = 0;
  for (int i = 0; i < 400; ++i) {
    before.push_back(w);
    change.push_back(0.02 * (1 - w));
    w += change.back();
  }
  EXPECT_NEAR(w, 1 - std::pow(0.98, 400), 1e-12);
  const std::vector<double> table = update_table(before, change, 11);
  for (int k = 0; k < 10; ++k) EXPECT_NEAR(table[k], 0.02 * (1 - k / 10.0), 1e-12) << k;
  EXPECT_TRUE(std::isnan(table[10]));
}

// NeuroSim's inverse, P = -A ln(1 - (w + 1)/B) with weights on [-1, 1] and B = 2/(1 - exp(-1/A)).
TEST(PulseCurve, PulsesToWeightAndBack) {
  for (const double a : {126.269, 0.702081, 0.192406})
    for (const double pulses : {0.0, 0.1, 0.5, 0.9}) {
      const double weight = 2 * normalised_curve(1 / a, pulses) - 1;
      const double b = 2 / (1 - std::exp(-1 / a));
      EXPECT_NEAR(-a * std::log(1 - (weight + 1) / b), pulses, 1e-6) << a;
    }
  EXPECT_EQ(normalised_curve(1.4, 0), 0);
  EXPECT_EQ(normalised_curve(1.4, 1), 1);
}

struct Measured {
  std::vector<double> up, down;
};

Measured measured_pulses(const std::filesystem::path& file) {
  std::ifstream in(file);
  Measured curves;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("\xef\xbb\xbf", 0) == 0) line.erase(0, 3);
    const std::size_t comma = line.find(',');
    if (comma == std::string::npos) continue;
    curves.up.push_back(std::strtod(line.c_str(), nullptr));
    curves.down.push_back(std::strtod(line.c_str() + comma + 1, nullptr));
  }
  return curves;
}

// Measured potentiation and depression go the same way as a simulated cell's. Shapes and
// coefficients of determination are those of scipy's least squares with the ends pinned alike.
TEST(PulseCurve, MeasuredCurves) {
  const std::filesystem::path file = testing::shared_data() / "pulses/gong_et_al.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no measured pulse curves at hand";
  const Measured curves = measured_pulses(file);
  ASSERT_EQ(curves.up.size(), 1000u);
  const CurveFit up = fit_curve(curves.up), down = fit_curve(curves.down);
  EXPECT_NEAR(up.shape, 0.099728, 1e-5);
  EXPECT_NEAR(up.r_squared, 0.915801, 1e-5);
  EXPECT_NEAR(down.shape, 1.015031, 1e-5);
  EXPECT_NEAR(down.r_squared, 0.794191, 1e-5);
  // Between the rows of NeuroSim's table: A = 10.03 is nearly straight, A = 0.985 lies between NL 1
  // and NL 1.46.
  EXPECT_NEAR(up.nonlinearity, 0.126, 0.001);
  EXPECT_NEAR(down.nonlinearity, 1.264, 0.002);
  for (const std::vector<double>& response : {curves.up, curves.down}) {
    std::vector<double> before(response.begin(), response.end() - 1), change;
    for (std::size_t i = 0; i + 1 < response.size(); ++i)
      change.push_back(response[i + 1] - response[i]);
    const auto [low, high] = std::minmax_element(response.begin(), response.end());
    for (double& w : before) w = (w - *low) / (*high - *low);
    const std::vector<double> table = update_table(before, change, 21);
    EXPECT_GT(std::count_if(table.begin(), table.end(), [](double v) { return std::isfinite(v); }),
              18);
  }
}

}  // namespace
}  // namespace verdet
