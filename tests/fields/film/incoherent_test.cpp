// Incoherent layers against the closed form of a thick plate and the average over phases.
#include "verdet/fields/film/incoherent.hpp"

#include <gtest/gtest.h>

namespace verdet {
namespace {

using C = std::complex<double>;
using std::numbers::pi;
constexpr double kWavenumber = 2 * pi / 633e-9;

FilmLayer<double> layer(C index, double thickness = 0) {
  const C e = index * index;
  return {{e.real(), e.imag()}, {e.real(), e.imag()}, thickness, {}};
}

TEST(IncoherentFilm, GlassPlateReflectsTwice) {
  // 2R/(1 + R) and (1 - R)/(1 + R) with R = 4 %.
  const PartlyCoherentStack plate{{1, {layer(1.5, 1e-3)}, layer(1)}, {true}};
  const FilmPowers<double> powers = film_powers(plate, {kWavenumber, 0, Polarisation::S});
  EXPECT_NEAR(powers.reflectance, 2 * 0.04 / 1.04, 1e-14);
  EXPECT_NEAR(powers.transmittance, 0.96 / 1.04, 1e-14);
}

TEST(IncoherentFilm, IsTheAverageOverTheThickness) {
  // A slab of 1 mm with films on both sides and a sheet, averaged over many half waves.
  const double sine = std::sin(0.8);
  PartlyCoherentStack whole{
      {1,
       {layer({2.1, 0.05}, 70e-9), layer({1.5, 2e-6}, 1e-3), layer({3, 0.4}, 20e-9)},
       layer({1.8, 0.1})},
      {false, true, false}};
  whole.stack.layers[0].sheet = {0.03, 0.01};
  whole.stack.layers[1].sheet = {0.05, 0.02};
  whole.stack.substrate.sheet = {0.02, 0};
  const ReflectedCoherence got = reflected_coherence(whole, kWavenumber, sine);
  double p = 0, s = 0;
  C cross = 0;
  FilmPowers<double> mean;
  mean.absorptance.assign(3, 0.0);
  mean.sheets.assign(4, 0.0);
  constexpr int kSteps = 400;
  const double half_wave = pi / kWavenumber / std::sqrt(1.5 * 1.5 - sine * sine);
  FilmStack<double> moving = whole.stack;
  for (int i = 0; i < kSteps; ++i) {
    moving.layers[1].thickness = 1e-3 + half_wave * i / kSteps;
    const C rp = to_std(film_reflection(moving, {kWavenumber, sine, Polarisation::P}));
    const C rs = to_std(film_reflection(moving, {kWavenumber, sine, Polarisation::S}));
    p += std::norm(rp) / kSteps;
    s += std::norm(rs) / kSteps;
    cross += rp * std::conj(rs) / double(kSteps);
    const FilmPowers<double> one = film_powers(moving, {kWavenumber, sine, Polarisation::P});
    mean.transmittance += one.transmittance / kSteps;
    for (int k = 0; k < 4; ++k) mean.sheets[k] += one.sheets[k] / kSteps;
    for (int k = 0; k < 3; ++k) mean.absorptance[k] += one.absorptance[k] / kSteps;
  }
  // The slab's own extinction is left out at its interfaces: agreement to its size.
  EXPECT_NEAR(got.p, p, 2e-5);
  EXPECT_NEAR(got.s, s, 2e-5);
  EXPECT_NEAR(std::abs(got.cross - cross), 0, 2e-5);
  const FilmPowers<double> powers = film_powers(whole, {kWavenumber, sine, Polarisation::P});
  EXPECT_NEAR(powers.reflectance, got.p, 1e-12);
  EXPECT_NEAR(powers.transmittance, mean.transmittance, 2e-5);
  double sum = powers.reflectance + powers.transmittance;
  for (int k = 0; k < 4; ++k) {
    EXPECT_NEAR(powers.sheets[k], mean.sheets[k], 2e-5) << k;
    sum += powers.sheets[k];
  }
  for (int k = 0; k < 3; ++k) {
    EXPECT_NEAR(powers.absorptance[k], mean.absorptance[k], 2e-5) << k;
    sum += powers.absorptance[k];
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

TEST(IncoherentFilm, WithoutIncoherentLayersNothingChanges) {
  const FilmStack<double> stack{1, {layer({2.1, 0.05}, 70e-9)}, layer({1.8, 0.1})};
  const PlaneWave wave{kWavenumber, 0.6, Polarisation::P};
  EXPECT_NEAR(film_powers(PartlyCoherentStack{stack, {false}}, wave).absorptance[0],
              film_powers(stack, wave).absorptance[0], 1e-15);
}

}  // namespace
}  // namespace verdet
