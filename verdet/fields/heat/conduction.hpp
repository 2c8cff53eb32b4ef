// Transient heat conduction on an orthogonal grid of control volumes, one to three axes.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace verdet {

/// Control volumes and what joins them. Volumes are numbered with axis 0 fastest. Any orthogonal
/// coordinates fit, since only integrals enter: the volumes' heat capacities (J/K) and the
/// conductances (W/K) of the faces between neighbours.
struct ConductionGrid {
  std::array<int, 3> size{1, 1, 1};
  std::vector<double> capacity;
  /// conductance[a][i] joins volume i with its next one along axis a; 0 closes the face. The last
  /// volume of a line has none: its entry must be 0.
  std::array<std::vector<double>, 3> conductance;
  /// To a sink at rise 0, part of the lines along axis 1.
  std::vector<double> sink;

  explicit ConductionGrid(std::array<int, 3> volumes);

  std::size_t count() const { return capacity.size(); }
  std::size_t stride(int axis) const;
  std::size_t index(int i, int j, int k = 0) const {
    return static_cast<std::size_t>(i) +
           static_cast<std::size_t>(size[0]) *
               (static_cast<std::size_t>(j) + static_cast<std::size_t>(size[1]) * k);
  }
};

/// Solves capacity dT/dt = - conduction(T) + power. Axis 1, with power and sink, by TR-BDF2: second
/// order, L-stable (bib: Bank1985). The other axes enter it with their flow at the start of the
/// step, and then correct the increment one after another as in the scheme of Douglas (bib:
/// Douglas1962): second order as a whole, stable for every step, steady states exact whatever the
/// step, energy conserved to rounding. Cost is proportional to the number of volumes. The axis with
/// the shortest time constants should be axis 1: along the others, steps far above theirs keep
/// what is left of a transient for long.
class Conduction {
 public:
  explicit Conduction(ConductionGrid grid);

  /// Properties may be changed between steps.
  ConductionGrid& grid() noexcept { return grid_; }
  const ConductionGrid& grid() const noexcept { return grid_; }

  /// Moves `rise` (K above the sink) on by `dt` (s) under `power` (W per volume).
  void step(std::span<double> rise, std::span<const double> power, double dt);

 private:
  /// Adds the heat that flows into each volume along `axis`, times `factor`.
  void add_flow(int axis, std::span<const double> rise, double factor,
                std::span<double> into) const;
  void main_axis(std::span<double> rise, double dt);
  template <class Lines>
  void correct(int axis, std::span<double> rise, double dt);
  template <class Lines>
  void factorise(const Lines& lines, int axis, double weight);
  template <class Lines>
  void solve(const Lines& lines, std::span<double> right) const;

  ConductionGrid grid_;
  std::vector<double> pivot_, ratio_, low_, stage_, source_, start_;
};

}  // namespace verdet
