// A laser-heated film: heat against closed forms, light, energy, convergence, and the published
// simulation of such a film (Wang2021).
#include "verdet/fields/phase_change/spot_film.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "fields/phase_change/films.hpp"
#include "fields/phase_change/published_film.hpp"

namespace verdet {
namespace {

using testing_films::wang;

constexpr double kSpot = 0.6e-6, kWavelength = 660e-9;

struct Film {
  SpotStack stack{.film_thickness = 30e-9,
                  .film_capacity = 1.25e6,
                  .amorphous_conductivity = 0.2,
                  .crystalline_conductivity = 0.2,
                  .membrane_thickness = 50e-9,
                  .membrane = {700 * 3100, 20},
                  .edge = 10e-6,
                  .ring = half_radius(kSpot) / 24,
                  .fine = 1.2e-6,
                  .film_layers = 6,
                  .membrane_layers = 4};
  SpotAbsorption absorption = SpotAbsorption::beer_lambert;
  SpotSettings settings{kSpot, 298.15, SiteDepth::surface, false};
  StepControl control{10, 0.02};
  int side = 160;

  SpotLight light() const {
    const auto mixed = [](double x) {
      using Complex = std::complex<double>;
      const auto ratio = [](Complex n) { return (n * n - 1.0) / (n * n + 2.0); };
      const Complex r = x * ratio({4.61, 4.01}) + (1 - x) * ratio({4.36, 1.79});
      return std::sqrt((1.0 + 2.0 * r) / (1.0 - r));
    };
    return {SpotGrid(stack), mixed, 2.0193, kWavelength, absorption};
  }
  SpotFilm make() const {
    const SpotGrid grid(stack);
    auto sites = std::make_unique<GillespieAutomaton>(
        spot_lattice(grid, PublishedSites::pitch(), side), wang(), 1);
    return {grid, light(), KineticsTable(wang()), std::move(sites), settings, control};
  }
};

// Plateau with linear edges of 8 ns, cut short at `until`; `each` sees the film every few ns.
template <class Each>
FilmState shine(const SpotFilm& film, double power, double width, double until, Each&& each) {
  constexpr double kEdge = 8e-9;
  FilmState state = film.start(0);
  double time = 0;
  while (time < until - 1e-13) {
    const bool edge =
        time < kEdge - 1e-13 || (time > width + kEdge - 1e-13 && time < width + 2 * kEdge - 1e-13);
    const double piece = std::min(edge ? 0.5e-9 : 4e-9, until - time), middle = time + 0.5 * piece;
    const double share = std::clamp(std::min(middle, width + 2 * kEdge - middle) / kEdge, 0.0, 1.0);
    film.apply(state, WritePulse{power * share, piece, piece}, {});
    each(time += piece, state);
  }
  return state;
}
FilmState shine(const SpotFilm& film, double power, double width, double until) {
  return shine(film, power, width, until, [](double, const FilmState&) {});
}

// On a sheet that conducts K per square and stores C per area the middle of a Gaussian spot warms
// by P/(4 pi K) ln(1 + 8 K t/(C w^2)).
TEST(SpotFilm, WarmsAsASheetUnderAGaussianSpot) {
  Film film;
  film.stack.amorphous_conductivity = film.stack.crystalline_conductivity = 100;
  const SpotFilm cell = film.make();
  const double taken = (1 - 0.61978) * -std::expm1(-4 * std::numbers::pi * 1.79 * 30 / 660);
  const double conducts = 100 * 30e-9 + 20 * 50e-9, stores = 1.25e6 * 30e-9 + 2.17e6 * 50e-9;
  FilmState state = cell.start(0);
  const double power = 0.5e-3;
  double time = 0;
  for (const double until : {5e-9, 20e-9, 80e-9, 200e-9}) {
    cell.apply(state, WritePulse{power, until - time, until - time}, {});
    time = until;
    const double rise = power * taken / (4 * std::numbers::pi * conducts) *
                        std::log1p(8 * conducts * time / (stores * kSpot * kSpot));
    EXPECT_NEAR((cell.film_temperature(state) - 298.15) / rise, 1, 0.015) << until;
  }
}

TEST(SpotFilm, LightOfThePublishedStack) {
  Film film;
  for (const auto absorption : {SpotAbsorption::interference, SpotAbsorption::beer_lambert}) {
    film.absorption = absorption;
    const SpotLight light = film.light();
    // Transfer matrices of the stack, computed apart.
    for (const auto& [x, r, t] :
         {std::tuple{0.0, 0.61978, 0.15266}, {0.5, 0.64209, 0.09159}, {1.0, 0.67058, 0.04533}}) {
      const SpotLight::Response response = light.at(x);
      EXPECT_NEAR(response.reflectance, r, 1e-5);
      EXPECT_NEAR(response.through.transmission, t, 1e-5);
      double taken = 0;
      for (const double part : response.absorptance) taken += part;
      if (absorption == SpotAbsorption::interference)
        EXPECT_NEAR(taken, 1 - r - t, 2e-5);
      else
        EXPECT_GT(taken, 1 - r - t) << "what comes back from the membrane is counted twice";
    }
  }
}

TEST(SpotFilm, EnergyClosesThroughCrystallisationAndMelting) {
  Film film;
  film.settings.latent_heat = true;
  film.stack.crystalline_conductivity = 0.5;
  const SpotFilm cell = film.make();
  FilmState state = cell.start(0);
  const double before = cell.energy(state);
  const PulseOutcome outcome = cell.apply(state, {7e-3, 60e-9, 100e-9}, {});
  EXPECT_GT(outcome.peak_temperature, 900);
  EXPECT_GT(cell.mean_crystalline(state), 0.5);
  // 100 ns do not reach the frame: erfc-like tails of 10 um over sqrt(4 D t) = 1.7 um.
  EXPECT_NEAR((cell.energy(state) - before) / outcome.absorbed, 1, 1e-8);
  EXPECT_NEAR(outcome.delivered, 7e-3 * 60e-9, 1e-15);
}

TEST(SpotFilm, SettlesWithGridAndStep) {
  const auto peak = [](int rings, int layers, double step) {
    Film film;
    film.stack.ring = half_radius(kSpot) / rings;
    film.stack.film_layers = layers;
    film.control.temperature = step;
    return film.make().film_temperature(shine(film.make(), 2e-3, 300e-9, 60e-9)) - 298.15;
  };
  const double fine = peak(24, 12, 2.5);
  EXPECT_NEAR(peak(24, 6, 10) / fine, 1, 0.01);
  EXPECT_NEAR(peak(12, 6, 10) / fine, 1, 0.012);
}

// The scheme of the authors, re-implemented, against the numbers they print for 3.0 mW.
TEST(SpotFilm, ThePublishedSchemeWarmsAsPublished) {
  PublishedHeat heat;
  const double alpha = 4 * std::numbers::pi * 1.79 / kWavelength;
  double time = 0, before = 0, steepest = 0;
  for (int i = 1; i <= 10000; ++i) {
    const double dt = PublishedFilm::step(i % 2 == 1);
    time += dt;
    heat.step(dt, 3e-3 * std::min(1.0, time / 8e-9), 0.61978, alpha);
    if (i % 100 != 0) continue;
    if (before > 0) steepest = std::max(steepest, (heat.top(0) - before) / 0.8e-9);
    before = heat.top(0);
  }
  EXPECT_NEAR(heat.top(0), 566, 3);
  EXPECT_NEAR(steepest, 1.7e10, 0.05e10);
  // Ours, on a grid that has settled: colder by what the scheme's coarse depth makes (README).
  const SpotFilm ours = Film{}.make();
  const FilmState state = shine(ours, 3e-3, 300e-9, 80e-9);
  EXPECT_NEAR(ours.film_temperature(state), 552, 3);
  // Spreading in the sheet, and the fall through the depth of the glass, q d f/k.
  const double taken = (1 - 0.61978) * -std::expm1(-1.0225), power = 3e-3 * taken;
  const double conducts = 20 * 50e-9 + 0.2 * 30e-9, stores = 1.25e6 * 30e-9 + 2.17e6 * 50e-9;
  const double sheet = power / (4 * std::numbers::pi * conducts) *
                       std::log1p(8 * conducts * 76e-9 / (stores * kSpot * kSpot));
  const double fall = 2 * power / (std::numbers::pi * kSpot * kSpot) * 30e-9 / 0.2 *
                      (1 / -std::expm1(-1.0225) - 1 / 1.0225);
  EXPECT_NEAR((ours.film_temperature(state) - 298.15) / (sheet + fall), 1, 0.03);
}

struct Course {
  double onset = 0, onset_kelvin = 0, full = 0, melt = 0, peak = 0, cooling = 0;
  double crystalline = 0, diameter = 0;

  void see(double time, double kelvin, double fraction) {
    if (onset == 0 && fraction > 0.01) onset = time, onset_kelvin = kelvin;
    if (full == 0 && fraction > 0.99) full = time;
    if (melt == 0 && kelvin > 900) melt = time;
    if (time_ > 0) cooling = std::max(cooling, (kelvin_ - kelvin) / (time - time_));
    peak = std::max(peak, kelvin);
    time_ = time, kelvin_ = kelvin;
  }

 private:
  double time_ = 0, kelvin_ = 0;
};

Course published(double power, double width, bool kept = true) {
  PublishedFilm film(wang(), power, width, kept);
  Course course;
  while (film.time() < width + 60e-9) {
    film.run(film.time() + 1e-9);
    course.see(film.time(), film.kelvin(), film.sites().crystalline());
  }
  course.crystalline = film.sites().crystalline();
  course.diameter = film.sites().diameter();
  return course;
}

Course ours(double power, double width) {
  Film film;
  film.side = 400;
  const SpotFilm cell = film.make();
  Course course;
  const FilmState end =
      shine(cell, power, width, width + 60e-9, [&](double time, const FilmState& state) {
        course.see(time, cell.film_temperature(state), cell.mean_crystalline(state));
      });
  course.crystalline = cell.mean_crystalline(end);
  course.diameter = cell.mark_diameter(end);
  return course;
}

TEST(SpotFilm, LongThePublishedSchemeGivesThePublishedFigures) {
  const Course c = published(3.0e-3, 300e-9);
  EXPECT_NEAR(c.onset, 80e-9, 5e-9);
  EXPECT_NEAR(c.onset_kelvin, 566, 5);
  EXPECT_NEAR(c.full, 260e-9, 15e-9);
  EXPECT_NEAR(c.diameter, 810e-9, 20e-9);
  EXPECT_NEAR(c.cooling / 2.4e10, 1, 0.08);  // steepest between two samples of theirs, of ours
  EXPECT_LT(c.peak, 900);
  // Windows of power: nothing, partial (2.0 to 2.9 mW), full (3.0 to 3.8 mW), molten in the middle.
  EXPECT_LT(published(1.8e-3, 300e-9).crystalline, 0.005);
  EXPECT_NEAR(published(2.8e-3, 300e-9).crystalline, 0.97, 0.02);
  const Course most = published(3.8e-3, 300e-9), hot = published(3.9e-3, 300e-9);
  EXPECT_GT(most.crystalline, 0.99);
  EXPECT_LT(most.peak, 900);
  EXPECT_GT(hot.peak, 900);
  EXPECT_GT(hot.crystalline, 0.99);
  EXPECT_NEAR(published(5.0e-3, 300e-9).melt, 95e-9, 5e-9);
  // Of width, at 5.4 mW: nothing below 10 ns, full from 60 ns.
  EXPECT_LT(published(5.4e-3, 8e-9).crystalline, 0.01);
  EXPECT_GT(published(5.4e-3, 10e-9).crystalline, 0.01);
  EXPECT_LT(published(5.4e-3, 50e-9).crystalline, 0.95);
  EXPECT_GT(published(5.4e-3, 60e-9).crystalline, 0.99);
}

// What makes the difference, one cause at a time: the clock of events that runs on, then heat on a
// settled grid. All windows move up by 13 % in power.
TEST(SpotFilm, LongSettledNumbersNeedAnEighthMorePower) {
  const Course exact = published(3.0e-3, 300e-9, false);
  EXPECT_NEAR(exact.onset, 145e-9, 10e-9);
  EXPECT_NEAR(exact.diameter, 716e-9, 20e-9);
  const Course same = ours(3.0e-3, 300e-9);
  EXPECT_NEAR(same.crystalline, 0.48, 0.06);
  EXPECT_NEAR(same.cooling, 2.1e10, 0.3e10);
  EXPECT_LT(ours(2.3e-3, 300e-9).crystalline, 0.005);
  EXPECT_LT(ours(3.2e-3, 300e-9).crystalline, 0.97);
  EXPECT_GT(ours(3.4e-3, 300e-9).crystalline, 0.99);
  EXPECT_LT(ours(4.2e-3, 300e-9).peak, 900);
  const Course hot = ours(4.4e-3, 300e-9);
  EXPECT_GT(hot.peak, 900);
  EXPECT_GT(hot.crystalline, 0.99);
}

}  // namespace
}  // namespace verdet
