// Poisson numbers against their distribution, and the spread of Kolmogorov's statistics.
#include "verdet/base/poisson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "verdet/base/random.hpp"

namespace verdet {
namespace {

TEST(Poisson, MeanAndVarianceAreTheMean) {
  for (const double mean : {0.02, 0.9, 3.7, 60.0, 5e4}) {
    constexpr int kCount = 40000;
    double sum = 0, squares = 0;
    for (int i = 0; i < kCount; ++i) {
      const auto k = static_cast<double>(poisson(mean, uniform(7, static_cast<unsigned>(i), 0)));
      sum += k;
      squares += (k - mean) * (k - mean);
    }
    const double spread = std::sqrt(mean / kCount);
    EXPECT_NEAR(sum / kCount, mean, 5 * spread) << mean;
    // The variance of the sample variance is (mean + 2 mean^2)/count.
    EXPECT_NEAR(squares / kCount, mean, 5 * std::sqrt((mean + 2 * mean * mean) / kCount)) << mean;
  }
}

TEST(Poisson, FrequenciesOfSmallNumbers) {
  constexpr int kCount = 100000;
  constexpr double kMean = 1.3;
  std::map<std::uint64_t, int> seen;
  for (int i = 0; i < kCount; ++i) ++seen[poisson(kMean, (i + 0.5) / kCount)];
  double probability = std::exp(-kMean);
  for (unsigned k = 0; k < 6; ++k) {
    EXPECT_NEAR(static_cast<double>(seen[k]) / kCount, probability, 2.0 / kCount) << k;
    probability *= kMean / (k + 1);
  }
}

TEST(Poisson, EndsForTheLastOfUniformNumbers) {
  EXPECT_EQ(poisson(0, 0.5), 0u);
  EXPECT_EQ(poisson(-1, 0.5), 0u);
  for (const double mean : {1e-9, 2.0, 1e6}) {
    const auto most = static_cast<double>(poisson(mean, 1 - 0x1p-53));
    EXPECT_GE(most, std::floor(mean));
    EXPECT_LE(most, mean + 12 * std::sqrt(mean) + 40);
  }
}

}  // namespace
}  // namespace verdet
