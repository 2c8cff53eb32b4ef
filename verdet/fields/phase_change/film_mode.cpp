#include "verdet/fields/phase_change/film_mode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/fields/guide/guide_section.hpp"
#include "verdet/fields/modes/mode_solver.hpp"
#include "verdet/fields/modes/observables.hpp"
#include "verdet/fields/modes/shapes.hpp"

namespace verdet {
namespace {

CrossSection loaded(const FilmSection& s, double wavelength, double fraction) {
  const Conditions at{.crystalline_fraction = fraction};
  CrossSection section = strip({.width = s.guide_width,
                                .height = s.guide_height,
                                .core = medium_at(s.core, wavelength, {}),
                                .cladding = medium_at(s.cladding, wavelength, {}),
                                .substrate = medium_at(s.substrate, wavelength, {})});
  const double half = s.film_width / 2, top = s.guide_height + s.film_thickness;
  section.regions.push_back(
      rectangle("film", {-half, half, s.guide_height, top}, medium_at(s.film, wavelength, at)));
  if (s.cap_thickness > 0)
    section.regions.push_back(rectangle("cap", {-half, half, top, top + s.cap_thickness},
                                        medium_at(s.cap, wavelength, {})));
  return section;
}

CrossSection unloaded_section(const FilmSection& s, double wavelength) {
  CrossSection section = loaded(s, wavelength, 0);
  while (section.regions.back().name == "film" || section.regions.back().name == "cap")
    section.regions.pop_back();
  return section;
}

// Power through the junction: overlap of the two modes, less the Fresnel reflection of their
// indices.
double junction(const Mode& a, const Mode& b) {
  const std::complex<double> r = (a.n_eff - b.n_eff) / (a.n_eff + b.n_eff);
  const double through = std::norm(overlap(a, b)) * (1 - std::norm(r));
  return std::min(through, 1.0);
}

// |E|^2 along the middle of the film, on the side x > 0.
FilmProfile profile_of(const FilmSection& s, const Mode& mode) {
  const FieldGrid& grid = mode.grid;
  const double height = s.guide_height + s.film_thickness / 2;
  int row = 0;
  for (int j = 1; j < grid.ny(); ++j)
    if (std::abs(grid.y[static_cast<std::size_t>(j)] - height) <
        std::abs(grid.y[static_cast<std::size_t>(row)] - height))
      row = j;
  FilmProfile profile;
  for (int i = 0; i < grid.nx(); ++i) {
    const double x = grid.x[static_cast<std::size_t>(i)];
    if (x < 0 || x > s.film_width / 2) continue;
    double sum = 0;
    for (const auto& component : mode.electric) sum += std::norm(component[grid.index(i, row)]);
    profile.distance.push_back(x);
    profile.intensity.push_back(sum);
  }
  return profile;
}

constexpr int kLossPoints = 65;

}  // namespace

std::vector<double> FilmModes::fractions(int points) {
  std::vector<double> list;
  for (int i = 0; i < points; ++i)
    list.push_back(0.5 - 0.5 * std::cos(std::numbers::pi * i / (points - 1)));
  return list;
}

FilmModes::FilmModes(const FilmSection& section, double wavelength, int points, double accuracy,
                     const Context& context)
    : wavelength_(wavelength) {
  ModeSolver solver;
  const ModeOptions options{.wavelength = wavelength, .count = 1, .accuracy = accuracy};
  const Mode unloaded = solver.solve(unloaded_section(section, wavelength), options, context).at(0);
  if (!unloaded.guided)
    throw InputError(fmt::format(
        "the guide of {:.4g} x {:.4g} nm carries no mode at {:.4g} nm (n_eff {:.4f} is not above "
        "what lies beside or below it); widen or thicken it, or clad it",
        1e9 * section.guide_width, 1e9 * section.guide_height, 1e9 * wavelength,
        unloaded.n_eff.real()));
  bare_ = {unloaded.n_eff, unloaded.n_group, 1};
  for (const double fraction : fractions(points)) {
    context.check();
    const Mode mode = solver.solve(loaded(section, wavelength, fraction), options, context).at(0);
    modes_.push_back({mode.n_eff, mode.n_group, junction(unloaded, mode)});
    if (fraction >= 0.5 && profile_.distance.empty()) profile_ = profile_of(section, mode);
  }
  for (int i = 0; i < kLossPoints; ++i) {
    const double fraction = static_cast<double>(i) / (kLossPoints - 1);
    const auto n = section.film.index(wavelength, {.crystalline_fraction = fraction});
    film_loss_.push_back((n * n).imag());
  }
  weigh();
}

FilmModes::FilmModes(double wavelength, FilmMode bare, std::vector<FilmMode> modes,
                     std::vector<double> film_loss, FilmProfile profile)
    : wavelength_(wavelength),
      bare_(bare),
      modes_(std::move(modes)),
      film_loss_(std::move(film_loss)),
      profile_(std::move(profile)) {
  weigh();
}

double FilmModes::film_loss(double fraction) const {
  const double place = fraction * static_cast<double>(film_loss_.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(place), film_loss_.size() - 2);
  const double t = place - static_cast<double>(i);
  return (1 - t) * film_loss_[i] + t * film_loss_[i + 1];
}

double FilmModes::weight(double inner, double outer) const {
  const auto& x = profile_.distance;
  const auto& y = profile_.intensity;
  // The integral of the piecewise linear profile, held constant beyond its ends, from 0 to `end`.
  const auto within = [&](double end) {
    double sum = y.front() * std::min(end, x.front());
    for (std::size_t i = 0; i + 1 < x.size() && x[i] < end; ++i) {
      const double stop = std::min(end, x[i + 1]), t = (stop - x[i]) / (x[i + 1] - x[i]);
      sum += (stop - x[i]) * (y[i] + 0.5 * t * (y[i + 1] - y[i]));
    }
    return sum + y.back() * std::max(0.0, end - x.back());
  };
  return within(outer) - within(inner);
}

// Barycentric weights of Chebyshev points: alternating, halved at the ends (bib: Berrut2004).
void FilmModes::weigh() {
  nodes_ = fractions(static_cast<int>(modes_.size()));
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    weights_.push_back((i % 2 ? -1.0 : 1.0) * (i == 0 || i + 1 == nodes_.size() ? 0.5 : 1.0));
}

template <class Value, class Get>
Value FilmModes::interpolate(double fraction, Get&& get) const {
  Value sum{};
  double total = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const double distance = fraction - nodes_[i];
    if (distance == 0) return get(modes_[i]);
    const double w = weights_[i] / distance;
    sum += w * get(modes_[i]);
    total += w;
  }
  return sum / total;
}

// Extinction grows with the crystal. A polynomial through few points dips below the glass's, even
// below zero, where the true curve is flat: it is cut there.
std::complex<double> FilmModes::index(double fraction) const {
  const auto least = std::min_element(
      modes_.begin(), modes_.end(),
      [](const FilmMode& a, const FilmMode& b) { return a.index.imag() < b.index.imag(); });
  const std::complex<double> n =
      interpolate<std::complex<double>>(fraction, [](const FilmMode& m) { return m.index; });
  return {n.real(), std::max(n.imag(), least->index.imag())};
}

FilmMode FilmModes::at(double fraction) const {
  return {index(fraction),
          interpolate<double>(fraction, [](const FilmMode& m) { return m.group_index; }),
          interpolate<double>(fraction, [](const FilmMode& m) { return m.facet; })};
}

std::complex<double> FilmModes::index(double fraction, double wavelength) const {
  const FilmMode mode = at(fraction);
  const double slope = (mode.index.real() - mode.group_index) / wavelength_;
  return mode.index + slope * (wavelength - wavelength_);
}

double FilmModes::attenuation(double fraction) const {
  return 4 * std::numbers::pi / wavelength_ * index(fraction).imag();
}

}  // namespace verdet
