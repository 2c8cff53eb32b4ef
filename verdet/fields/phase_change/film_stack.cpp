#include "verdet/fields/phase_change/film_stack.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace verdet {
namespace {

// `count` steps from 0 to `total` that grow by one ratio, the first one being `first`.
std::vector<double> growing(double total, double first, int count) {
  first = std::min(first, total / count);
  double low = 1, high = 10;
  for (int i = 0; i < 60; ++i) {
    const double ratio = 0.5 * (low + high);
    double sum = 0, step = first;
    for (int k = 0; k < count; ++k) sum += step, step *= ratio;
    (sum < total ? low : high) = ratio;
  }
  std::vector<double> steps;
  double sum = 0, step = first;
  for (int k = 0; k < count; ++k) steps.push_back(step), sum += step, step *= low;
  for (double& s : steps) s *= total / sum;
  return steps;
}

}  // namespace

double StackGrid::edge(int column) const noexcept {
  return 0.5 * stack_.core_width * std::sin(0.5 * std::numbers::pi * column / stack_.columns);
}

StackGrid::StackGrid(const ThermalStack& stack) : stack_(stack), grid_({1, 1, 1}) {
  leads_ = std::clamp(static_cast<int>(std::ceil(1e-6 / segment_length())), 1, 4);
  for (int c = 0; c < stack_.columns; ++c) {
    const double reach = std::min(edge(c + 1), 0.5 * stack_.film_width);
    covered_.push_back(2 * std::max(0.0, reach - edge(c)));
  }
  lay_rows();
  rows_ = static_cast<int>(pieces_.size()) / stack_.columns;
  grid_ = ConductionGrid({stack_.segments + 2 * leads_, rows_, stack_.columns});
  fill();
  join_down();
  share_heat();
  update(grid_, std::vector<double>(film_.size(), 1.0));
}

// A column without film keeps an idle sliver of what lies on the core.
double StackGrid::width_on_top(int column) const noexcept {
  return std::max(film_width(column), 2e-6 * (edge(column + 1) - edge(column)));
}

void StackGrid::lay_flat(Part part, double height, const ThermalLayer& layer) {
  const bool on_top = part != Part::Core;
  for (int c = 0; c < stack_.columns; ++c) {
    const double across = 2 * (edge(c + 1) - edge(c));
    const double width = on_top ? width_on_top(c) : across;
    const double half = 0.5 * height / (layer.conductivity * width);
    const double side = on_top || c + 1 == stack_.columns
                            ? 0
                            : 4 * layer.conductivity * height / (edge(c + 2) - edge(c));
    pieces_.push_back({part, layer.capacity * height * width, half, half, side,
                       on_top ? 0 : layer.conductivity * height * width});
  }
}

void StackGrid::lay_ellipse(double mu, double step) {
  const double a = 0.5 * stack_.core_width, k = stack_.oxide.conductivity;
  const double dnu = 0.5 * std::numbers::pi / stack_.columns;
  const double flat = (std::sinh(2 * (mu + step)) - std::sinh(2 * mu)) / 4 - step / 2;
  for (int c = 0; c < stack_.columns; ++c) {
    const double nu = c * dnu, half = 0.5 * step / (2 * k * dnu);
    // The area element is a^2 (sinh^2 mu + cos^2 nu).
    const double round = dnu / 2 + (std::sin(2 * (nu + dnu)) - std::sin(2 * nu)) / 4;
    const double area = 2 * a * a * (flat * dnu + step * round);
    pieces_.push_back({Part::Oxide, stack_.oxide.capacity * area, half, half,
                       c + 1 == stack_.columns ? 0 : 2 * k * step / dnu, k * area});
  }
}

void StackGrid::lay_heater() {
  for (int i = 0; i < 2; ++i) lay_flat(Part::Heater, stack_.heater_thickness / 2, stack_.heater);
}

void StackGrid::lay_rows() {
  if (stack_.heater_place == HeaterPlace::Above) lay_heater();
  if (stack_.cap_thickness > 0)
    for (int i = 0; i < 3; ++i) lay_flat(Part::Cap, stack_.cap_thickness / 3, stack_.cap);
  const ThermalLayer film{stack_.film_capacity, stack_.crystalline_conductivity};
  for (int i = 0; i < stack_.film_layers; ++i) lay_flat(Part::Film, layer_thickness(), film);
  if (stack_.heater_place == HeaterPlace::Below) lay_heater();
  for (const double h : growing(stack_.core_height, 12e-9, stack_.core_layers))
    lay_flat(Part::Core, h, stack_.core);
  const double a = 0.5 * stack_.core_width, end = std::asinh(stack_.oxide_thickness / a);
  double mu = 0;
  for (const double step : growing(end, 25e-9 / a, stack_.oxide_layers)) {
    lay_ellipse(mu, step);
    mu += step;
  }
}

void StackGrid::fill() {
  const double length = segment_length();
  for (int c = 0; c < stack_.columns; ++c)
    for (int j = 0; j < rows_; ++j)
      for (int i = 0; i < grid_.size[0]; ++i) {
        const std::size_t at = grid_.index(i, j, c);
        const Piece& p = piece(j, c);
        grid_.capacity[at] = p.capacity * length;
        grid_.conductance[2][at] = p.side * length;
        if (i + 1 < grid_.size[0]) grid_.conductance[0][at] = p.along / length;
        if (p.part == Part::Film && in_film(i)) film_.push_back(at);
        if (p.part == Part::Core || p.part == Part::Oxide) guide_.push_back(at);
        if (j + 1 == rows_) grid_.sink[at] = length / p.down;
      }
}

void StackGrid::join_down() {
  for (int c = 0; c < stack_.columns; ++c)
    for (int j = 0; j + 1 < rows_; ++j) {
      const Piece &upper = piece(j, c), &lower = piece(j + 1, c);
      if (upper.part == Part::Film || lower.part == Part::Film) continue;  // see update
      const bool leaves = upper.part == Part::Heater && lower.part != Part::Heater;
      const double boundary = leaves ? stack_.heater_resistance / width_on_top(c) : 0;
      const bool everywhere = upper.part == Part::Core || upper.part == Part::Oxide;
      for (int i = 0; i < grid_.size[0]; ++i)
        if (everywhere || in_film(i))
          grid_.conductance[1][grid_.index(i, j, c)] =
              segment_length() / (upper.down + boundary + lower.up);
    }
}

// One material of one heat capacity: shares of the volume.
void StackGrid::share_heat() {
  if (stack_.heater_place == HeaterPlace::None) return;
  const Part part = stack_.heater_place == HeaterPlace::Core ? Part::Core : Part::Heater;
  double sum = 0;
  for (int c = 0; c < stack_.columns; ++c)
    for (int j = 0; j < rows_; ++j)
      for (int i = 0; i < grid_.size[0]; ++i) {
        if (piece(j, c).part != part || !in_film(i)) continue;
        heated_.push_back({grid_.index(i, j, c), piece(j, c).capacity});
        sum += piece(j, c).capacity;
      }
  for (Heated& one : heated_) one.share /= sum;
}

void StackGrid::update(ConductionGrid& grid, std::span<const double> crystalline) const {
  const double h = layer_thickness(), length = segment_length();
  const std::size_t stride = grid.stride(1);
  const auto segments = static_cast<std::size_t>(stack_.segments);
  for (int c = 0; c < stack_.columns; ++c) {
    if (!(film_width(c) > 0)) continue;
    const double area = film_width(c) * length, boundary = stack_.boundary_resistance / area;
    const auto half = [&](std::size_t at) {
      return 0.5 * h / (conductivity(crystalline[at]) * area);
    };
    for (int layer = 0; layer < stack_.film_layers; ++layer)
      for (int s = 0; s < stack_.segments; ++s) {
        const std::size_t at = cell(s, layer, c), here = film_[at];
        const int row = static_cast<int>(here / stride) % rows_;
        if (layer == 0 && row > 0)
          grid.conductance[1][here - stride] =
              1 / (piece(row - 1, c).down / length + boundary + half(at));
        const bool last = layer + 1 == stack_.film_layers;
        const double below = last ? boundary + piece(row + 1, c).up / length : half(at + segments);
        grid.conductance[1][here] = 1 / (half(at) + below);
      }
  }
  if (stack_.spreading_film) spread(grid, crystalline);
}

// Between film cells side by side: their halves in series.
void StackGrid::spread(ConductionGrid& grid, std::span<const double> crystalline) const {
  const double h = layer_thickness(), length = segment_length();
  const auto series = [&](std::size_t a, std::size_t b) {
    const double ka = conductivity(crystalline[a]), kb = conductivity(crystalline[b]);
    return 2 * ka * kb / (ka + kb);
  };
  for (int c = 0; c < stack_.columns; ++c) {
    const bool outwards = c + 1 < stack_.columns && film_width(c + 1) > 0;
    for (int layer = 0; layer < stack_.film_layers; ++layer)
      for (int s = 0; s < stack_.segments; ++s) {
        const std::size_t here = cell(s, layer, c);
        if (s + 1 < stack_.segments)
          grid.conductance[0][film_[here]] =
              series(here, cell(s + 1, layer, c)) * film_width(c) * h / length;
        if (outwards)
          grid.conductance[2][film_[here]] =
              4 * series(here, cell(s, layer, c + 1)) * h * length / (edge(c + 2) - edge(c));
      }
  }
}

std::vector<double> StackGrid::film_kelvin(std::span<const double> rise, double ambient) const {
  std::vector<double> kelvin;
  for (const std::size_t volume : film_) kelvin.push_back(ambient + rise[volume]);
  return kelvin;
}

}  // namespace verdet
