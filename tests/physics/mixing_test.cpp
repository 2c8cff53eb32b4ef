// Effective media: limits, bounds, and numbers of another implementation.
#include "verdet/physics/effective_medium/mixing.hpp"

#include <gtest/gtest.h>

#include <complex>

namespace verdet::physics {
namespace {

using C = Complex<double>;

C squared(double n, double k) {
  const C index{n, k};
  return index * index;
}

// Ge2Sb2Te5 at 1.55 um (bib: Frantz2023), n + ik.
const C kAmorphous = squared(4.0736, 0.0092);
const C kCrystalline = squared(6.4644, 0.9198);

struct Half {
  double x, n, k;
};

TEST(Mixing, LorentzLorenzGivesTheNumbersOfAnotherCode) {
  for (const Half& known :
       {Half{0.25, 4.4543, 0.0889}, {0.5, 4.93884, 0.21950}, {0.75, 5.58028, 0.45224}}) {
    const C index = sqrt(mix(Mixing::LorentzLorenz, kAmorphous, kCrystalline, known.x));
    EXPECT_NEAR(index.re, known.n, 1e-4) << known.x;
    EXPECT_NEAR(index.im, known.k, 1e-4) << known.x;
  }
}

TEST(Mixing, BruggemanGivesTheNumbersOfAnotherCode) {
  for (const Half& known :
       {Half{0.25, 4.6298, 0.1997}, {0.5, 5.22803, 0.43480}, {0.75, 5.84608, 0.68263}}) {
    const C index = sqrt(mix(Mixing::Bruggeman, kAmorphous, kCrystalline, known.x));
    EXPECT_NEAR(index.re, known.n, 1e-4) << known.x;
    EXPECT_NEAR(index.im, known.k, 1e-4) << known.x;
  }
}

class EveryRule : public ::testing::TestWithParam<Mixing> {};
INSTANTIATE_TEST_SUITE_P(Rules, EveryRule,
                         ::testing::Values(Mixing::LorentzLorenz, Mixing::Bruggeman,
                                           Mixing::Linear));

TEST_P(EveryRule, GivesTheConstituentsAtTheEnds) {
  const C metal = squared(0.2, 10.0);
  for (const C& second : {kCrystalline, metal}) {
    const C none = mix(GetParam(), kAmorphous, second, 0.0);
    const C all = mix(GetParam(), kAmorphous, second, 1.0);
    EXPECT_LT(std::abs(to_std(none - kAmorphous)), 1e-12 * std::abs(to_std(kAmorphous)));
    EXPECT_LT(std::abs(to_std(all - second)), 1e-12 * std::abs(to_std(second)));
  }
}

TEST_P(EveryRule, OfPassiveMediaIsPassive) {
  for (const C& second : {kCrystalline, C{-100, 5}, C{-2.5, 0.01}, C{4, 0}})
    for (double x = 0; x <= 1; x += 0.01)
      EXPECT_GE(mix(GetParam(), kAmorphous, second, x).im, 0.0) << second.re << " at " << x;
}

TEST_P(EveryRule, StaysWithinTheHashinShtrikmanBoundsOfRealMedia) {
  // For real permittivities a < b, fraction x of b, in three dimensions; Linear is the Wiener bound
  // above both.
  const double a = 2, b = 12;
  for (double x = 0.05; x < 1; x += 0.05) {
    const double low = a + x / (1 / (b - a) + (1 - x) / (3 * a));
    const double high = b + (1 - x) / (1 / (a - b) + x / (3 * b));
    const double e = mix(GetParam(), C{a}, C{b}, x).re;
    if (GetParam() == Mixing::Linear) {
      EXPECT_GT(e, high);
    }
    if (GetParam() == Mixing::Bruggeman) {
      EXPECT_GT(e, low);
      EXPECT_LT(e, high);
    }
    if (GetParam() == Mixing::LorentzLorenz) {
      EXPECT_LT(e, low) << "a host of vacuum";
    }
  }
}

TEST(Mixing, BruggemanIsSymmetricInItsConstituents) {
  const C one = mix(Mixing::Bruggeman, kAmorphous, kCrystalline, 0.3);
  const C other = mix(Mixing::Bruggeman, kCrystalline, kAmorphous, 0.7);
  EXPECT_LT(std::abs(to_std(one - other)), 1e-12);
}

TEST(Mixing, BruggemanIsTheSelfConsistentField) {
  const double x = 0.4;
  const C e = mix(Mixing::Bruggeman, kAmorphous, kCrystalline, x);
  const auto polarised = [&](const C& of) { return (of - e) / (of + 2.0 * e); };
  const C sum = x * polarised(kCrystalline) + (1 - x) * polarised(kAmorphous);
  EXPECT_LT(std::abs(to_std(sum)), 1e-13);
}

}  // namespace
}  // namespace verdet::physics
