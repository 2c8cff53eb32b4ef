#include "verdet/fields/phase_change/spot_grid.hpp"

#include <algorithm>
#include <numbers>

namespace verdet {
namespace {

// Beyond the spot the temperature goes with the logarithm of the radius.
constexpr double kGrowth = 1.12;

std::vector<double> radii(const SpotStack& stack) {
  std::vector<double> list{0};
  double step = stack.ring;
  while (list.back() + 1.5 * step < stack.edge) {
    list.push_back(list.back() + step);
    if (list.back() > stack.fine) step *= kGrowth;
  }
  list.push_back(stack.edge);
  return list;
}

}  // namespace

SpotGrid::SpotGrid(const SpotStack& stack)
    : stack_(stack), radius_(radii(stack)), grid_({1, rows(), rings()}) {
  for (int ring = 0; ring < rings(); ++ring)
    for (int row = 0; row < rows(); ++row) {
      const double capacity =
          row < stack_.film_layers ? stack_.film_capacity : stack_.membrane.capacity;
      grid_.capacity[volume(ring, row)] = capacity * area(ring) * thickness(row);
    }
  update(grid_, std::vector<double>(static_cast<std::size_t>(rings()), 0.0));
}

double SpotGrid::area(int ring) const noexcept {
  return std::numbers::pi * (radius(ring + 1) + radius(ring)) * width(ring);
}

int SpotGrid::ring_at(double distance) const noexcept {
  const auto above = std::upper_bound(radius_.begin(), radius_.end(), distance);
  return std::min(static_cast<int>(above - radius_.begin()), rings()) - 1;
}

void SpotGrid::update(ConductionGrid& grid, std::span<const double> crystalline) const {
  for (int ring = 0; ring < rings(); ++ring) {
    const bool outermost = ring + 1 == rings();
    const auto here = static_cast<std::size_t>(ring);
    const double x = crystalline[here], x_out = crystalline[outermost ? here : here + 1];
    const double face = 2 * std::numbers::pi * radius(ring + 1);
    for (int row = 0; row < rows(); ++row) {
      const std::size_t at = volume(ring, row);
      const double h = thickness(row), k = conductivity(row, x);
      const double inside = 0.5 * width(ring) / k;
      if (outermost)
        grid.sink[at] = face * h / inside;
      else
        grid.conductance[2][at] =
            face * h / (inside + 0.5 * width(ring + 1) / conductivity(row, x_out));
      if (row + 1 < rows())
        grid.conductance[1][at] =
            area(ring) / (0.5 * h / k + 0.5 * thickness(row + 1) / conductivity(row + 1, x));
    }
  }
}

}  // namespace verdet
