// Heat in a film on a free membrane that is lit by a round spot: rings about the spot, rows in
// depth.
#pragma once

#include <span>
#include <vector>

#include "verdet/fields/heat/conduction.hpp"
#include "verdet/fields/phase_change/film_stack.hpp"

namespace verdet {

/// Film above, membrane below, nothing on either side.
struct SpotStack {
  double film_thickness = 0;                                        ///< m
  double film_capacity = 0;                                         ///< J/(m^3 K)
  double amorphous_conductivity = 0, crystalline_conductivity = 0;  ///< W/(m K)
  double membrane_thickness = 0;                                    ///< m
  ThermalLayer membrane;
  double edge = 0;  ///< radius at which film and membrane are held at ambient temperature, m
  double ring = 0;  ///< width of the rings in the spot, m
  double fine = 0;  ///< radius up to which they are that wide; from there on each is wider, m
  int film_layers = 4, membrane_layers = 4;
};

/// Volumes of the stack: axis 1 of the grid goes down, axis 2 outwards. Ring to ring flows
/// k 2 pi r h / dr through the face at r. No boundary resistance, no loss to the air.
class SpotGrid {
 public:
  explicit SpotGrid(const SpotStack& stack);

  const SpotStack& stack() const noexcept { return stack_; }
  const ConductionGrid& grid() const noexcept { return grid_; }
  int rings() const noexcept { return static_cast<int>(radius_.size()) - 1; }
  int rows() const noexcept { return stack_.film_layers + stack_.membrane_layers; }
  /// Inner edge of a ring, m; that of ring `rings()` is the edge.
  double radius(int ring) const noexcept { return radius_[static_cast<std::size_t>(ring)]; }
  double area(int ring) const noexcept;       ///< m^2
  double thickness(int row) const noexcept {  ///< m
    return row < stack_.film_layers ? stack_.film_thickness / stack_.film_layers
                                    : stack_.membrane_thickness / stack_.membrane_layers;
  }
  std::size_t volume(int ring, int row) const { return grid_.index(0, row, ring); }
  /// Ring at this distance from the middle of the spot.
  int ring_at(double distance) const noexcept;

  /// Sets the conductances for these crystalline fractions of the film (per ring).
  void update(ConductionGrid& grid, std::span<const double> crystalline) const;

 private:
  double conductivity(int row, double crystalline) const noexcept {
    if (row >= stack_.film_layers) return stack_.membrane.conductivity;
    return stack_.amorphous_conductivity +
           crystalline * (stack_.crystalline_conductivity - stack_.amorphous_conductivity);
  }
  double width(int ring) const noexcept { return radius(ring + 1) - radius(ring); }

  SpotStack stack_;
  std::vector<double> radius_;
  ConductionGrid grid_;
};

}  // namespace verdet
