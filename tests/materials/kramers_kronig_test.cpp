// The causality check against Lorentz oscillators, which satisfy it exactly, and against tables
// made to break it.
#include "verdet/materials/kramers_kronig.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "shared_data.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {
namespace {

using Verdict = KramersKronig::Verdict;

struct Table {
  std::vector<double> wavelength, n, k;
};

// Two oscillators at 3 and 4.5 eV, sampled evenly in log wavelength.
Table oscillators(double low, double high, int points) {
  Table table;
  for (int i = 0; i < points; ++i) {
    const double wavelength = low * std::pow(high / low, i / (points - 1.0));
    const double e = 1.2398419843e-6 / wavelength;
    const std::complex<double> eps = 2.0 + 20.0 / std::complex<double>(9 - e * e, -0.4 * e) +
                                     30.0 / std::complex<double>(20.25 - e * e, -0.9 * e);
    const std::complex<double> index = std::sqrt(eps);
    table.wavelength.push_back(wavelength);
    table.n.push_back(index.real());
    table.k.push_back(index.imag());
  }
  return table;
}

KramersKronig check(const Table& t) {
  return kramers_kronig(t.wavelength, t.n, t.k);
}

TEST(KramersKronig, AcceptsOscillatorsOverAWideRange) {
  const KramersKronig result = check(oscillators(50e-9, 5e-6, 1200));
  EXPECT_EQ(result.verdict, Verdict::Consistent) << result.reason;
  EXPECT_LT(result.deviation, 2e-3);
}

TEST(KramersKronig, ConvergesAsTheTableGetsFiner) {
  // Straight lines between samples: second order in the spacing.
  const double coarse = check(oscillators(20e-9, 20e-6, 400)).deviation;
  const double fine = check(oscillators(20e-9, 20e-6, 800)).deviation;
  EXPECT_NEAR(std::log2(coarse / fine), 2, 0.3) << coarse << " " << fine;
}

TEST(KramersKronig, AcceptsANarrowTableWithAbsorptionOutside) {
  EXPECT_EQ(check(oscillators(0.25e-6, 1.0e-6, 200)).verdict, Verdict::Consistent);
}

TEST(KramersKronig, RefutesAScaledExtinction) {
  Table table = oscillators(100e-9, 3e-6, 400);
  for (double& k : table.k) k *= 1.5;
  const KramersKronig result = check(table);
  EXPECT_EQ(result.verdict, Verdict::Inconsistent) << result.reason;
  EXPECT_GT(result.deviation, result.tolerance);
}

TEST(KramersKronig, RefutesAShiftedPeak) {
  Table table = oscillators(100e-9, 3e-6, 400);
  std::rotate(table.k.begin(), table.k.begin() + 20, table.k.end());
  EXPECT_EQ(check(table).verdict, Verdict::Inconsistent);
}

TEST(KramersKronig, RefutesTheWrongSignOfK) {
  Table table = oscillators(100e-9, 3e-6, 400);
  for (double& k : table.k) k = -k;
  EXPECT_EQ(check(table).verdict, Verdict::Inconsistent);
}

TEST(KramersKronig, SaysWhyItCannotTell) {
  EXPECT_NE(check(oscillators(1.0e-6, 1.5e-6, 200)).reason.find("octave"), std::string::npos);
  EXPECT_NE(check(oscillators(0.1e-6, 3e-6, 10)).reason.find("10 samples"), std::string::npos);
  EXPECT_NE(check(oscillators(0.1e-6, 3e-6, 18)).reason.find("away from the ends"),
            std::string::npos);
  Table clear = oscillators(1e-6, 5e-6, 100);
  for (double& k : clear.k) k = 0;
  const KramersKronig result = check(clear);
  EXPECT_EQ(result.verdict, Verdict::Undecided);
  EXPECT_NE(result.reason.find("absorbs too little"), std::string::npos) << result.reason;
  EXPECT_EQ(kramers_kronig(constant_index({2, 0.1})).verdict, Verdict::Undecided);
}

TEST(KramersKronig, RefusesUnsortedInput) {
  const std::vector<double> w = {2e-6, 1e-6}, v = {1, 1};
  EXPECT_THROW(kramers_kronig(w, v, v), Error);
  EXPECT_THROW(kramers_kronig(w, v, std::vector<double>{1}), Error);
}

TEST(KramersKronig, TellsKnownTablesApart) {
  VERDET_REQUIRE_DATABASE();
  const MaterialLibrary library({}, {testing::shared_database()});
  const auto verdict = [&](const std::string& page) {
    return kramers_kronig(*library.record(page));
  };
  // A causal model over five decades; the deviation is that of straight lines.
  EXPECT_EQ(verdict("main/Si/nk/Franta-300K").verdict, Verdict::Consistent);
  EXPECT_LT(verdict("main/Si/nk/Franta-300K").deviation, 2e-3);
  // Lorentz-Drude models of metals.
  for (const char* page : {"main/Au/nk/Rakic-LD", "main/Cu/nk/Rakic-LD", "main/W/nk/Rakic-LD"})
    EXPECT_EQ(verdict(page).verdict, Verdict::Consistent) << page << verdict(page).reason;
  // Adachi's model is not causal near the gap; Hsu's monolayer data have n and k fitted apart.
  for (const char* page : {"main/InP/nk/Adachi", "main/GaAs/nk/Adachi", "main/WSe2/nk/Hsu-1L"})
    EXPECT_EQ(verdict(page).verdict, Verdict::Inconsistent) << page << verdict(page).reason;
}

}  // namespace
}  // namespace verdet
