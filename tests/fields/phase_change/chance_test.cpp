// Random nuclei: the spread they leave, against the compound Poisson process.
#include "verdet/fields/phase_change/chance.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "verdet/physics/crystallisation/avrami.hpp"

namespace verdet {
namespace {

TEST(Chance, OffIsTheMeanRate) {
  Chance none;
  EXPECT_EQ(none.nucleation(1e28, 1e-21, 1e-9), 1e28);
  EXPECT_EQ(none.draws, 0u);
}

TEST(Chance, IsAFunctionOfSeedRealisationAndDraw) {
  const auto series = [](std::uint64_t seed, std::uint64_t realisation) {
    Chance chance{.on = true, .seed = seed, .realisation = realisation};
    std::vector<double> list;
    for (int i = 0; i < 20; ++i) list.push_back(chance.nucleation(1e28, 1e-18, 1e-9));
    return list;
  };
  EXPECT_EQ(series(3, 1), series(3, 1));
  EXPECT_NE(series(3, 1), series(3, 2));
  EXPECT_NE(series(3, 1), series(4, 1));
}

// Constant I and v: each nucleus born at s adds 4 pi/3 (v (t - s))^3/V. Campbell's theorem gives
// mean pi/3 I v^3 t^4 and variance (16 pi^2/9) I v^6 t^7/(7 V): relative spread 4/sqrt(7 I V t).
TEST(Chance, SpreadOfTheExtendedVolume) {
  constexpr double kRate = 1e29, kVelocity = 0.3, kTime = 2e-8, kVolume = 2e-20;
  constexpr int kRuns = 2000, kSteps = 200;
  double sum = 0, squares = 0;
  for (int run = 0; run < kRuns; ++run) {
    Chance chance{.on = true, .seed = 11, .realisation = static_cast<unsigned>(run)};
    physics::GrainMoments<double> grains;
    for (int i = 0; i < kSteps; ++i)
      grains = grains.after(kTime / kSteps, chance.nucleation(kRate, kVolume, kTime / kSteps),
                            kVelocity);
    sum += grains.extended_volume();
    squares += grains.extended_volume() * grains.extended_volume();
  }
  const double mean = sum / kRuns, spread = std::sqrt(squares / kRuns - mean * mean);
  const double nuclei = kRate * kVolume * kTime;
  const double expected = M_PI / 3 * kRate * std::pow(kVelocity, 3) * std::pow(kTime, 4);
  const double relative = 4 / std::sqrt(7 * nuclei);
  EXPECT_NEAR(mean / expected, 1, 5 * relative / std::sqrt(kRuns));
  EXPECT_NEAR(spread / mean, relative, 5 * relative / std::sqrt(2.0 * kRuns));
}

}  // namespace
}  // namespace verdet
