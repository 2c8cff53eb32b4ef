// Conduction against half-space, film, slab and Stefan solutions; order in step and grid.
#include "verdet/fields/heat/conduction.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "verdet/fields/heat/phase_heat.hpp"

namespace verdet {
namespace {

// n equal volumes of area 1 m^2 along axis 1.
ConductionGrid line(int n, double length, double k, double rho_c) {
  ConductionGrid grid({1, n, 1});
  const double h = length / n;
  for (int j = 0; j < n; ++j) {
    grid.capacity[j] = rho_c * h;
    if (j + 1 < n) grid.conductance[1][j] = k / h;
  }
  return grid;
}

TEST(Conduction, HalfSpaceUnderConstantFlux) {
  const double k = 1.38, rho_c = 1.6e6, flux = 1e9, time = 20e-9;
  const auto error = [&](int n, int steps) {
    Conduction heat(line(n, 3e-6, k, rho_c));
    std::vector<double> rise(n, 0.0), power(n, 0.0);
    power[0] = flux;
    for (int s = 0; s < steps; ++s) heat.step(rise, power, time / steps);
    // The surface lies half a cell above the first centre.
    const double surface = rise[0] + flux * (3e-6 / n) / 2 / k;
    return surface / (2 * flux * std::sqrt(time / (M_PI * k * rho_c))) - 1;
  };
  EXPECT_LT(std::abs(error(1500, 2000)), 2e-4);
}

TEST(Conduction, FilmThroughABoundaryResistanceDecaysExponentially) {
  // tau = rho c d R: 20 nm, 5e-8 m^2K/W -> 1.25 ns; 30 nm, 3e-8 -> 1.125 ns.
  for (const auto& [thickness, resistance, tau] :
       {std::tuple{20e-9, 5e-8, 1.25e-9}, std::tuple{30e-9, 3e-8, 1.125e-9}}) {
    ConductionGrid grid({1, 1, 1});
    grid.capacity[0] = 1.25e6 * thickness;
    grid.sink[0] = 1 / resistance;
    Conduction heat(grid);
    std::vector<double> rise{500.0}, none{0.0};
    for (int s = 0; s < 400; ++s) heat.step(rise, none, 2.5e-9 / 400);
    EXPECT_NEAR(rise[0] / (500 * std::exp(-2.5e-9 / tau)), 1, 1e-5);
  }
}

TEST(Conduction, SteadySlabWithAJumpIsExact) {
  const double d1 = 20e-9, k1 = 0.2, d2 = 500e-9, k2 = 1.38, r = 5e-8, flux = 1e9;
  ConductionGrid grid({1, 20, 1});
  for (int j = 0; j < 20; ++j) {
    const bool top = j < 10;
    const double h = (top ? d1 : d2) / 10, k = top ? k1 : k2;
    grid.capacity[j] = 1.5e6 * h;
    grid.conductance[1][j] = j == 9 ? 1 / (d1 / 20 / k1 + r + d2 / 20 / k2) : k / h;
  }
  grid.conductance[1][19] = 0;
  grid.sink[19] = 1 / (d2 / 20 / k2);
  Conduction heat(grid);
  std::vector<double> rise(20, 0.0), power(20, 0.0);
  power[0] = flux;
  for (int s = 0; s < 60; ++s) heat.step(rise, power, 1e-6);  // steps far above all time constants
  EXPECT_NEAR(rise[0] / (flux * (d1 / k1 - d1 / 20 / k1 + r + d2 / k2)), 1, 1e-9);
  EXPECT_NEAR((rise[9] - rise[10]) / (flux * (d1 / 20 / k1 + r + d2 / 20 / k2)), 1, 1e-9);
}

// A cosine decays with the exact rate of the continuum; errors fall with h^2 and dt^2.
TEST(Conduction, SecondOrderInGridAndStep) {
  const double k = 2, rho_c = 1e6, length = 1e-6, time = 2e-7;
  const double rate = k / rho_c * std::pow(M_PI / length, 2);
  const auto error = [&](int n, int steps, bool against_grid) {
    Conduction heat(line(n, length, k, rho_c));
    std::vector<double> rise(n), none(n, 0.0);
    for (int j = 0; j < n; ++j) rise[j] = std::cos(M_PI * (j + 0.5) / n);
    for (int s = 0; s < steps; ++s) heat.step(rise, none, time / steps);
    const double h = length / n;
    const double grid_rate = k / rho_c * std::pow(2 / h * std::sin(M_PI * h / length / 2), 2);
    const double exact = std::exp(-(against_grid ? grid_rate : rate) * time);
    return std::abs(rise[0] / std::cos(M_PI * 0.5 / n) - exact);
  };
  const double in_time = std::log2(error(64, 40, true) / error(64, 80, true));
  const double in_space = std::log2(error(20, 20000, false) / error(40, 20000, false));
  EXPECT_NEAR(in_time, 2, 0.2);
  EXPECT_NEAR(in_space, 2, 0.2);
}

// The product of three cosines: the splitting must not spoil it. On a cube with different rates.
TEST(Conduction, ThreeAxesAgainstTheProductSolution) {
  const std::array<int, 3> size{12, 16, 20};
  ConductionGrid grid(size);
  const double rho_c = 1e6, h = 1e-7;
  const std::array<double, 3> k{1.0, 2.0, 3.0};
  for (int z = 0; z < size[2]; ++z)
    for (int y = 0; y < size[1]; ++y)
      for (int x = 0; x < size[0]; ++x) {
        const std::size_t i = grid.index(x, y, z);
        grid.capacity[i] = rho_c * h * h * h;
        const std::array<int, 3> at{x, y, z};
        for (int a = 0; a < 3; ++a)
          if (at[a] + 1 < size[a]) grid.conductance[a][i] = k[a] * h;
      }
  Conduction heat(grid);
  std::vector<double> rise(grid.count()), none(grid.count(), 0.0);
  const auto shape = [&](int x, int y, int z) {
    return std::cos(M_PI * (x + 0.5) / size[0]) * std::cos(M_PI * (y + 0.5) / size[1]) *
           std::cos(M_PI * (z + 0.5) / size[2]);
  };
  for (int z = 0; z < size[2]; ++z)
    for (int y = 0; y < size[1]; ++y)
      for (int x = 0; x < size[0]; ++x) rise[grid.index(x, y, z)] = shape(x, y, z);
  const double time = 2e-7;
  double rate = 0;
  for (int a = 0; a < 3; ++a)
    rate += k[a] / rho_c * std::pow(2 / h * std::sin(M_PI / size[a] / 2), 2);
  for (int s = 0; s < 200; ++s) heat.step(rise, none, time / 200);
  EXPECT_NEAR(rise[grid.index(0, 0, 0)] / (shape(0, 0, 0) * std::exp(-rate * time)), 1, 1e-4);
  EXPECT_NEAR(rise[grid.index(11, 3, 7)] / (shape(11, 3, 7) * std::exp(-rate * time)), 1, 1e-4);
}

// Two axes: the error of the splitting falls with dt^2, and none is left in the steady state.
TEST(Conduction, SplittingIsOfSecondOrderAndExactWhenSteady) {
  const std::array<int, 3> size{6, 8, 1};
  ConductionGrid grid(size);
  for (int y = 0; y < size[1]; ++y)
    for (int x = 0; x < size[0]; ++x) {
      const std::size_t i = grid.index(x, y);
      grid.capacity[i] = 1 + 0.1 * x;
      if (x + 1 < size[0]) grid.conductance[0][i] = 1 + 0.2 * y;
      if (y + 1 < size[1]) grid.conductance[1][i] = 2;
      if (y + 1 == size[1]) grid.sink[i] = 1;
    }
  const auto after = [&](int steps, double time) {
    Conduction heat(grid);
    std::vector<double> rise(grid.count(), 0.0), power(grid.count(), 0.0);
    power[0] = 1;
    for (int s = 0; s < steps; ++s) heat.step(rise, power, time / steps);
    return rise;
  };
  const double exact = after(4096, 3)[9];
  const double order =
      std::log2(std::abs(after(32, 3)[9] - exact) / std::abs(after(64, 3)[9] - exact));
  EXPECT_NEAR(order, 2, 0.2);
  const std::vector<double> fine = after(100000, 4000), rough = after(3000, 4000);
  for (std::size_t i = 0; i < fine.size(); ++i) EXPECT_NEAR(rough[i] / fine[i], 1, 1e-9);
  double drained = 0;
  for (int x = 0; x < size[0]; ++x) drained += fine[grid.index(x, size[1] - 1)];
  EXPECT_NEAR(drained, 1, 1e-9);
}

TEST(Conduction, EnergyIsConservedToRounding) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> of(0.5, 2.0);
  ConductionGrid grid({5, 7, 3});
  for (std::size_t i = 0; i < grid.count(); ++i) grid.capacity[i] = of(random);
  for (int z = 0; z < 3; ++z)
    for (int y = 0; y < 7; ++y)
      for (int x = 0; x < 5; ++x) {
        if (x < 4) grid.conductance[0][grid.index(x, y, z)] = of(random);
        if (y < 6) grid.conductance[1][grid.index(x, y, z)] = of(random);
        if (z < 2) grid.conductance[2][grid.index(x, y, z)] = of(random);
      }
  Conduction heat(grid);
  std::vector<double> rise(grid.count(), 0.0), power(grid.count(), 0.0);
  power[17] = 2.0;
  for (int s = 0; s < 50; ++s) heat.step(rise, power, 0.4);
  const double stored = std::inner_product(rise.begin(), rise.end(), grid.capacity.begin(), 0.0);
  EXPECT_NEAR(stored, 2.0 * 50 * 0.4, 1e-11);
}

// Neumann's one-phase problem: crystal at T_m, its surface held dT above. The front lies at
// 2 lambda sqrt(a t), lambda exp(lambda^2) erf(lambda) = St/sqrt(pi), St = c dT/L.
struct Melt {
  double front;
  std::vector<double> rise;  ///< above the melting point, K
};

constexpr double kStefanLength = 60e-9, kStefanCapacity = 1.25e6, kStefanTime = 10e-9;

Melt melt_from_above(double stefan, double k, int n, int steps) {
  const double latent = 625e6, h = kStefanLength / n, above = stefan * latent / kStefanCapacity;
  const Melting melting{900, latent * h};
  ConductionGrid grid = line(n, kStefanLength, k, kStefanCapacity);
  grid.sink[0] = 2 * k / h;  // the surface; rises are counted from T_m + dT
  Conduction heat(grid);
  std::vector<double> rise(n, -above), none(n, 0.0), crystal(n, 1.0);
  for (int s = 0; s < steps; ++s) {
    heat.step(rise, none, kStefanTime / steps);
    for (int j = 0; j < n; ++j) {
      const Phase phase = melt({rise[j] + 900 + above, crystal[j]}, kStefanCapacity * h, melting);
      rise[j] = phase.kelvin - 900 - above;
      crystal[j] = phase.crystalline;
    }
  }
  Melt result{0, rise};
  for (int j = 0; j < n; ++j) result.front += (1 - crystal[j]) * h;
  for (double& r : result.rise) r += above;
  return result;
}

TEST(Conduction, StefanProblemOfAMeltingFilm) {
  struct Row {
    double stefan, conductivity, lambda;
  };
  // lambda of an independent script; 33.699 and 53.283 nm are the fronts of the third and fourth.
  for (const Row& row : {Row{0.1, 0.2, 0.2200163},
                         {0.5, 0.2, 0.4647859},
                         {0.4, 0.2, 0.421238},
                         {0.4, 0.5, 0.421238},
                         {1.0, 0.2, 0.6200626}}) {
    const double depth = 2 * std::sqrt(row.conductivity / kStefanCapacity * kStefanTime);
    const double expected = row.lambda * depth;
    if (row.stefan == 0.4) {
      EXPECT_NEAR(expected, row.conductivity == 0.2 ? 33.699e-9 : 53.283e-9, 1e-12);
    }
    const Melt rough = melt_from_above(row.stefan, row.conductivity, 60, 2000);
    const Melt fine = melt_from_above(row.stefan, row.conductivity, 240, 16000);
    EXPECT_LT(std::abs(rough.front / expected - 1), 0.03) << row.stefan;
    EXPECT_LT(std::abs(fine.front / expected - 1), 0.006) << row.stefan;
    // The melt's temperature falls as erf(x/2 sqrt(a t))/erf(lambda).
    const double above = row.stefan * 500;
    for (const double share : {0.25, 0.5, 0.75}) {
      const auto j = static_cast<std::size_t>(share * expected / kStefanLength * 240);
      const double x = (static_cast<double>(j) + 0.5) * kStefanLength / 240;
      const double profile = 1 - std::erf(x / depth) / std::erf(row.lambda);
      EXPECT_NEAR(fine.rise[j] / above, profile, 0.01) << row.stefan << ' ' << share;
    }
  }
}

// A weak excess moves the front by a few nanometres only.
TEST(Conduction, StefanProblemNearTheMeltingPoint) {
  const double expected = 0.0705933 * 2 * std::sqrt(0.2 / kStefanCapacity * kStefanTime);
  EXPECT_NEAR(melt_from_above(0.01, 0.2, 480, 20000).front / expected, 1, 0.01);
}

TEST(PhaseHeat, MeltAndFreezeKeepEnthalpy) {
  const Melting melting{900, 6.25};
  const double c = 0.0125;
  const auto enthalpy = [&](const Phase& p) {
    return c * p.kelvin + melting.latent_heat * (1 - p.crystalline);
  };
  for (const Phase start : {Phase{950, 1}, Phase{1700, 0.8}, Phase{900, 0.5}, Phase{880, 0.5}}) {
    const Phase after = melt(start, c, melting);
    EXPECT_NEAR(enthalpy(after), enthalpy(start), 1e-12);
    EXPECT_TRUE(after.crystalline == 0 || after.kelvin <= 900);
  }
  const Phase cold{600, 0.1}, freed = crystallise(cold, 0.4, c, melting);
  EXPECT_NEAR(enthalpy(freed), enthalpy(cold), 1e-12);
  EXPECT_NEAR(freed.crystalline, 0.4, 1e-15);
  const Phase near{895, 0.0}, held = crystallise(near, 1.0, c, melting);
  EXPECT_NEAR(held.kelvin, 900, 1e-12);
  EXPECT_NEAR(held.crystalline, 0.01, 1e-12);
}

}  // namespace
}  // namespace verdet
