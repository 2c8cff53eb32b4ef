// Random numbers, low-discrepancy points and distributions, against published values and moments.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "verdet/base/random.hpp"
#include "verdet/studies/sweep/columns.hpp"

namespace verdet {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Known answers published with the Random123 library (kat_vectors, philox4x32 10).
TEST(Random, PhiloxGivesTheKnownAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, UniformIsOpenAndHasItsMoments) {
  double sum = 0, squares = 0;
  constexpr int kCount = 100000;
  for (int i = 0; i < kCount; ++i) {
    const double u = uniform(7, static_cast<std::uint64_t>(i), 3);
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    squares += u * u;
  }
  EXPECT_NEAR(sum / kCount, 0.5, 4 / std::sqrt(12.0 * kCount));
  EXPECT_NEAR(squares / kCount, 1.0 / 3, 0.004);
}

// Point 37 of scipy.stats.qmc.Sobol(12, scramble=False), SciPy 1.10.
TEST(Sampling, SobolIsThatOfJoeAndKuo) {
  const auto sobol = sobol_sampler(12, 1, false);
  const double p37[] = {0.921875, 0.640625, 0.578125, 0.921875, 0.765625, 0.296875,
                        0.171875, 0.796875, 0.609375, 0.171875, 0.015625, 0.078125};
  for (std::size_t d = 0; d < 12; ++d) EXPECT_NEAR(sobol->at(37, d), p37[d], 1e-9) << d;
}

// Any 2^k points of a (shifted) Sobol sequence have one point in each dyadic interval.
TEST(Sampling, AShiftedSobolSequenceStaysEquidistributed) {
  const auto sobol = sobol_sampler(40, 5, true);
  for (std::size_t d = 0; d < 40; ++d) {
    std::set<int> cells;
    for (std::uint64_t i = 0; i < 256; ++i) cells.insert(static_cast<int>(sobol->at(i, d) * 256));
    EXPECT_EQ(cells.size(), 256u) << d;
  }
}

TEST(Sampling, ALatinHypercubeHasOnePointPerIntervalAndDimension) {
  for (const std::uint64_t points : {1u, 2u, 7u, 100u, 1000u}) {
    const auto lhs = latin_hypercube_sampler(points, 3);
    for (std::size_t d = 0; d < 3; ++d) {
      std::set<std::uint64_t> cells;
      for (std::uint64_t i = 0; i < points; ++i)
        cells.insert(static_cast<std::uint64_t>(lhs->at(i, d) * static_cast<double>(points)));
      EXPECT_EQ(cells.size(), points);
    }
  }
  const auto lhs = latin_hypercube_sampler(1000, 3);
  double product = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) product += (lhs->at(i, 0) - 0.5) * (lhs->at(i, 1) - 0.5);
  EXPECT_LT(std::abs(product / 1000 * 12), 0.1) << "dimensions are paired at random";
}

TEST(Distribution, NormalQuantilesAreThoseOfTables) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167813, 1e-12);
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-15);
  EXPECT_NEAR(normal_probability(1), 0.841344746068543, 1e-14);
}

Distribution parsed(const std::string& text, const About& about) {
  return read_distribution(parse_yaml(text, "spec.yaml"), about, 0.0, false, "sweep.x");
}

const About kLength = {.name = "x", .unit = "m", .above = 0};

// Mean of a normal cut to [a, b] in units of sigma: (phi(a) - phi(b)) / (Phi(b) - Phi(a)).
TEST(Distribution, ATruncatedNormalHasItsMeanAndStaysInside) {
  const Distribution d =
      parsed("{distribution: normal, mean: 10 nm, standard_deviation: 2 nm, from: 9 nm, to: 16 nm}",
             kLength);
  double sum = 0;
  constexpr int kCount = 20000;
  for (int i = 0; i < kCount; ++i) {
    const double x = d.quantile((i + 0.5) / kCount);
    ASSERT_GE(x, 9e-9);
    ASSERT_LE(x, 16e-9);
    sum += x;
  }
  const auto phi = [](double z) { return std::exp(-z * z / 2) / std::sqrt(2 * M_PI); };
  const auto cap = [](double z) { return 0.5 * (1 + std::erf(z / std::sqrt(2.0))); };
  const double expected = 10e-9 + 2e-9 * (phi(-0.5) - phi(3)) / (cap(3) - cap(-0.5));
  EXPECT_NEAR(sum / kCount, expected, 1e-13);
}

TEST(Distribution, ALogNormalHasItsMedianAndMean) {
  const Distribution d =
      parsed("{distribution: lognormal, median: 10 nm, log_standard_deviation: 0.5}", kLength);
  EXPECT_NEAR(d.quantile(0.5), 10e-9, 1e-22);
  double sum = 0;
  for (int i = 0; i < 100000; ++i) sum += d.quantile((i + 0.5) / 100000);
  EXPECT_NEAR(sum / 100000 / (10e-9 * std::exp(0.125)), 1, 1e-4);
}

std::string refusal(const std::string& text) {
  try {
    parsed(text, kLength);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Distribution, ImpossibleParametersAreRefused) {
  EXPECT_NE(refusal("{distribution: normal, mean: 1 nm, standard_deviation: 0 nm}")
                .find("must be above 0"),
            std::string::npos);
  EXPECT_NE(refusal("{distribution: normal, mean: 1 nm, standard_deviation: 1 nm, from: 1 um}")
                .find("less than 1e-12"),
            std::string::npos);
  EXPECT_NE(refusal("{distribution: uniform, from: 2 nm, to: 1 nm}").find("must lie below"),
            std::string::npos);
  EXPECT_NE(refusal("{distribution: gaussian, mean: 1 nm}").find("unknown distribution"),
            std::string::npos);
  EXPECT_NE(refusal("{distribution: normal, mean: -1 nm, standard_deviation: 1 nm}")
                .find("out of bounds"),
            std::string::npos);
  EXPECT_NE(refusal("{distribution: normal, sigma: 1 nm}").find("unknown key"), std::string::npos);
}

TEST(Columns, CorrelatedOnesHaveTheirCovariance) {
  const std::vector<std::vector<double>> covariance = {{4, 1.2}, {1.2, 1}};
  const auto rows = cholesky(covariance);
  ASSERT_EQ(rows.size(), 2u);
  const auto sobol = sobol_sampler(2, 1, true);
  const CorrelatedColumn a(sobol, 0, 5, rows[0]), b(sobol, 0, -1, rows[1]);
  double aa = 0, ab = 0, bb = 0;
  constexpr std::uint64_t kCount = 1 << 14;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const double x = a.at(i) - 5, y = b.at(i) + 1;
    aa += x * x / kCount;
    ab += x * y / kCount;
    bb += y * y / kCount;
  }
  EXPECT_NEAR(aa, 4, 0.02);
  EXPECT_NEAR(ab, 1.2, 0.02);
  EXPECT_NEAR(bb, 1, 0.01);
  EXPECT_TRUE(cholesky({{1, 2}, {2, 1}}).empty());
  EXPECT_TRUE(cholesky({{1, 0.5}, {0.2, 1}}).empty());
}

}  // namespace
}  // namespace verdet
