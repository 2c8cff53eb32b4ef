// Crystallisation on a lattice: Kolmogorov's fractions, velocity of fronts, melting, the automaton.
#include <gtest/gtest.h>

#include <cmath>

#include "fields/phase_change/films.hpp"
#include "verdet/base/error.hpp"
#include "verdet/fields/phase_change/automaton.hpp"
#include "verdet/fields/phase_change/growth_fronts.hpp"

namespace verdet {
namespace {

using testing_films::wang;

constexpr double kPitch = 2.5e-9;

SiteLattice one_cell(std::array<int, 3> size, bool periodic, double volume = std::pow(kPitch, 3)) {
  return {size, kPitch, volume, periodic, 1, [](const std::array<int, 3>&) { return 0; }};
}

GrowthFronts fronts(SiteLattice lattice, std::uint64_t seed) {
  return {std::move(lattice), KineticsTable(wang()), seed};
}

// Rates at 650 K, and times: synapses of the same parameter set computed by an independent script.
constexpr double kKelvin = 650, kGrowth = 0.5011, kNucleation = 1.110e29, kHalf = 8.30e-8;

// 1 - exp(-pi/3 I v^3 t^4) in a volume. One film of 510 nuclei scatters by some 0.035 at the half;
// eight are averaged.
TEST(GrowthFronts, LongIsothermalVolumeFollowsKolmogorov) {
  const std::array<double, 3> shares{0.7, 1.0, 1.3};
  const int films = 8, side = 70;
  const double pitch = 2 * kPitch;
  const SiteLattice lattice({side, side, side}, pitch, std::pow(pitch, 3), true, 1,
                            [](const std::array<int, 3>&) { return 0; });
  std::array<double, 3> mean{};
  for (std::uint64_t seed = 1; seed <= films; ++seed) {
    const GrowthFronts model = fronts(lattice, seed);
    SiteState state = model.lattice().glass();
    const std::array<double, 1> kelvin{kKelvin};
    double now = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      for (int s = 0; s < 20; ++s) model.advance(state, kelvin, (shares[i] - now) * kHalf / 20);
      now = shares[i];
      mean[i] += lattice.fraction(state) / films;
    }
  }
  for (std::size_t i = 0; i < shares.size(); ++i)
    EXPECT_NEAR(mean[i], 1 - std::exp(-M_LN2 * std::pow(shares[i], 4)), 0.025) << shares[i];
}

// A film cuts off the spheres that it is too thin for: the extended volume at depth z is that of
// spheres clipped to the film, averaged over z. It tends to Kolmogorov's volume in thick films.
double clipped_share(double thickness, double time) {
  constexpr int kDepths = 40, kTimes = 200, kSlices = 200;
  double mean = 0;
  for (int i = 0; i < kDepths; ++i) {
    const double depth = (i + 0.5) / kDepths * thickness, step = thickness / kSlices;
    double extended = 0;
    for (int t = 0; t < kTimes; ++t) {
      const double radius = kGrowth * time * (t + 0.5) / kTimes;
      for (int u = 0; u < kSlices; ++u) {
        const double away = (u + 0.5) * step - depth;
        extended += M_PI * std::max(0.0, radius * radius - away * away) * step;
      }
    }
    mean += (1 - std::exp(-kNucleation * extended * time / kTimes)) / kDepths;
  }
  return mean;
}

// What three dimensions crystallise to 0.76 or 0.93, a film of 20 nm does to far less: the films
// agree when they are thick against their grains of some 40 nm.
TEST(GrowthFronts, ThinFilmsLagBehindKolmogorovsVolume) {
  const double pitch = 5e-9, even = std::pow(-std::log(1 - 0.76) / M_LN2, 0.25);
  for (const int deep : {4, 40}) {
    const SiteLattice lattice({deep == 4 ? 300 : 100, deep == 4 ? 300 : 100, deep}, pitch,
                              std::pow(pitch, 3), false, 1,
                              [](const std::array<int, 3>&) { return 0; });
    const GrowthFronts model = fronts(lattice, 3);
    SiteState state = model.lattice().glass();
    const std::array<double, 1> kelvin{kKelvin};
    for (int s = 0; s < 25; ++s) model.advance(state, kelvin, even * kHalf / 25);
    const double expected = clipped_share(deep * pitch, even * kHalf);
    EXPECT_NEAR(lattice.fraction(state), expected, 0.05) << deep;
    if (deep == 4)
      EXPECT_LT(expected, 0.5);
    else
      EXPECT_GT(expected, 0.68);
  }
}

// In a sheet much thinner than its grains: 1 - exp(-pi/3 I h v^2 t^3).
TEST(GrowthFronts, IsothermalSheetFollowsKolmogorov) {
  const double thickness = 10e-9;
  const double half = std::cbrt(3 * M_LN2 / (M_PI * kNucleation * thickness * kGrowth * kGrowth));
  for (const double share : {0.6, 1.0, 1.4}) {
    const double expected = 1 - std::exp(-M_LN2 * std::pow(share, 3));
    const GrowthFronts model =
        fronts(one_cell({800, 800, 1}, true, kPitch * kPitch * thickness), 5);
    SiteState state = model.lattice().glass();
    const std::array<double, 1> kelvin{kKelvin};
    for (int s = 0; s < 60; ++s) model.advance(state, kelvin, share * half / 60);
    EXPECT_NEAR(model.lattice().fraction(state), expected, 0.02) << share;
  }
}

// A rim of one layer at 800 K, where next to nothing nucleates: 2.259 m/s.
TEST(GrowthFronts, AFlatFrontRunsAtTheGrowthVelocity) {
  const SiteLattice lattice({400, 6, 3}, kPitch, std::pow(kPitch, 3), false, 2,
                            [](const std::array<int, 3>& at) { return at[0] > 0 ? 1 : 0; });
  const GrowthFronts rim = fronts(lattice, 1);
  SiteState grown = rim.crystallised(1, kKelvin, kHalf);
  EXPECT_EQ(rim.melt(grown, 1, 399 * 6 * 3), 399u * 6 * 3);
  const std::array<double, 2> kelvin{800, 800};
  const double time = 0.8 * 400 * kPitch / 2.259;
  for (int s = 0; s < 800; ++s) rim.advance(grown, kelvin, time / 800);
  const double distance = grown.solid[1] / 18.0 * kPitch;
  EXPECT_NEAR(distance / (2.259 * time), 1, 0.004);
}

// One grain in the open: a ball of radius v t, in whatever direction.
TEST(GrowthFronts, AGrainStaysRound) {
  const SiteLattice lattice({61, 61, 61}, kPitch, std::pow(kPitch, 3), false, 2,
                            [](const std::array<int, 3>& at) {
                              return at == std::array{30, 30, 30} ? 0 : 1;
                            });
  const GrowthFronts model = fronts(lattice, 3);
  SiteState state = model.crystallised(1, kKelvin, kHalf);
  model.melt(state, 1, lattice.members(1).size());
  const std::array<double, 2> kelvin{800, 800};
  const double radius = 25 * kPitch, time = (radius - 0.5 * kPitch) / 2.259;
  for (int s = 0; s < 100; ++s) model.advance(state, kelvin, time / 100);
  const auto solid = [&](int x, int y, int z) {
    return state.grain[static_cast<std::size_t>(x + 61 * (y + 61 * z))] != 0;
  };
  EXPECT_NEAR(state.solid[1] * std::pow(kPitch, 3) / (4 * M_PI / 3 * std::pow(radius, 3)), 1, 0.02);
  EXPECT_TRUE(solid(30 + 24, 30, 30));
  EXPECT_FALSE(solid(30 + 26, 30, 30));
  EXPECT_TRUE(solid(30 + 14, 30 + 14, 30 + 14));   // 24.2 pitches along the diagonal
  EXPECT_FALSE(solid(30 + 15, 30 + 15, 30 + 15));  // 26.0
}

TEST(GrowthFronts, SameSeedSameFilmAndAnotherSeedAnother) {
  const std::array<double, 1> kelvin{kKelvin};
  const auto grown = [&](std::uint64_t seed) {
    const GrowthFronts model = fronts(one_cell({60, 60, 4}, false), seed);
    SiteState state = model.lattice().glass();
    for (int s = 0; s < 20; ++s) model.advance(state, kelvin, kHalf / 20);
    return state.grain;
  };
  EXPECT_EQ(grown(7), grown(7));
  EXPECT_NE(grown(7), grown(8));
}

TEST(GrowthFronts, MeltingTakesWhatTouchesGlassFirst) {
  const GrowthFronts model = fronts(one_cell({20, 20, 20}, false), 1);
  SiteState state = model.crystallised(1, kKelvin, kHalf);
  EXPECT_EQ(state.solid[0], 8000u);
  model.melt(state, 0, 1);
  for (int i = 0; i < 26; ++i) model.melt(state, 0, 1);
  EXPECT_EQ(state.solid[0], 8000u - 27u);
  // No molten site is alone.
  for (std::size_t s = 0; s < 8000; ++s) {
    if (state.grain[s] != 0) continue;
    int glass = 0;
    model.lattice().neighbours(s, [&](std::size_t o, const auto&) { glass += !state.grain[o]; });
    EXPECT_GT(glass, 0);
  }
  EXPECT_EQ(model.melt(state, 0, 100000), 8000u - 27u);
}

TEST(GrowthFronts, StartsAtTheFractionAskedFor) {
  const GrowthFronts model = fronts(one_cell({100, 100, 1}, false), 1);
  for (const double x : {0.0, 0.25, 0.8, 1.0})
    EXPECT_NEAR(model.lattice().fraction(model.crystallised(x, kKelvin, kHalf)), x, 2e-3);
}

// P_nu, P_gr, P_di by hand from the laws at 650 K, D = 6 d = 4.926 nm: v_g = 0.5011 m/s,
// I = 1.110e29 1/(m^3 s), n_c = 7.40, (D/d)^2 = 36; dg/kT = ln(v_+/v_-) = 4.724.
TEST(Automaton, RatesOfThePublishedStudy) {
  const double pitch = 4.926e-9;
  const AutomatonRates rates = automaton_rates(wang(), 650, pitch);
  const double ratio = 2.9e-28 * 625e6 * (250.0 / 900) * (1300.0 / 1550) / (1.380649e-23 * 650);
  EXPECT_NEAR((rates.growth - rates.dissociation) * pitch / 0.5011, 1, 1e-3);
  EXPECT_NEAR(std::log(rates.growth / rates.dissociation), ratio, 1e-9);
  EXPECT_NEAR(rates.nucleation / (1.110e29 * 7.40 * 2.9e-28 * 36), 1, 2e-3);
  EXPECT_EQ(automaton_rates(wang(), 900, pitch).nucleation, 0);
  // A site with one crystalline neighbour and seven of glass stays as likely as not at 787.4 K.
  const AutomatonRates even = automaton_rates(wang(), 787.44, pitch);
  EXPECT_NEAR(7 * even.dissociation / even.growth, 1, 1e-3);
}

// While little is crystalline, nuclei come at 8 P_nu per site.
TEST(Automaton, FirstNucleiArriveAtTheirRate) {
  const SiteLattice lattice = one_cell({300, 300, 1}, true);
  const GillespieAutomaton model(lattice, wang(), 11);
  SiteState state = lattice.glass();
  const double rate = 8 * automaton_rates(wang(), 400, kPitch).nucleation;
  const double time = 300 / (rate * 90000);
  const std::array<double, 1> kelvin{400};
  model.advance(state, kelvin, time);
  EXPECT_NEAR(state.grains, 300, 4 * std::sqrt(300.0));
}

// Above the melting point crystal dissolves; a seed of the random numbers fixes the history.
TEST(Automaton, DissolvesAboveTheMeltingPoint) {
  const SiteLattice lattice = one_cell({60, 60, 1}, true);
  const GillespieAutomaton model(lattice, wang(), 2), same(lattice, wang(), 2);
  SiteState state = model.crystallised(1, 650, 1e-8);
  EXPECT_EQ(state.grain, same.crystallised(1, 650, 1e-8).grain);
  EXPECT_EQ(state.solid[0], 3600u);
  const std::array<double, 1> hot{1000};
  model.advance(state, hot, 200e-9);
  EXPECT_LT(lattice.fraction(state), 0.2);
}

TEST(Automaton, IsForSheets) {
  EXPECT_THROW(GillespieAutomaton(one_cell({4, 4, 2}, true), wang(), 1), InputError);
}

}  // namespace
}  // namespace verdet
