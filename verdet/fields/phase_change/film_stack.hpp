// The thermal side of a phase-change cell on a guide: segments along the guide, layers in depth.
#pragma once

#include <span>
#include <vector>

#include "verdet/fields/heat/conduction.hpp"

namespace verdet {

/// Heat capacity per volume (J/(m^3 K)) and conductivity (W/(m K)).
struct ThermalLayer {
  double capacity = 0;
  double conductivity = 0;
};

/// Where current heats: a layer over cap and film, one between film and core, or the core.
enum class HeaterPlace { None, Above, Below, Core };

/// The stack from top to bottom: heater and cap (optional), film, core, buried oxide, wafer. The
/// wafer is the sink. Constant properties, the film's by phase.
struct ThermalStack {
  double film_length = 0;          ///< along the guide, m
  double film_width = 0;           ///< across, m
  double film_thickness = 0;       ///< m
  double cap_thickness = 0;        ///< m; 0 for none
  double core_height = 0;          ///< m
  double core_width = 0;           ///< m
  double oxide_thickness = 0;      ///< between core and wafer, m
  double boundary_resistance = 0;  ///< film to core, and film to cap, m^2 K/W
  double film_capacity = 0;        ///< J/(m^3 K)
  double amorphous_conductivity = 0, crystalline_conductivity = 0;  ///< W/(m K)
  ThermalLayer cap, core, oxide;

  HeaterPlace heater_place = HeaterPlace::None;
  double heater_thickness = 0;   ///< of a layer of its own, m
  double heater_resistance = 0;  ///< between it and what it lies on, but the film's own, m^2 K/W
  ThermalLayer heater = {};

  /// Heat spreads within the film too; matters for volumes of some 20 nm, sqrt(k d R_th).
  bool spreading_film = false;

  int segments = 16;    ///< along the film
  int film_layers = 3;  ///< in depth of the film
  int columns = 4;      ///< across, from the middle to the side: both halves are alike
  int core_layers = 7;
  int oxide_layers = 11;
};

/// The grid of a stack: axis 0 along the guide (segments, and the bare guide on either side of the
/// film), axis 1 downwards, axis 2 across, from the middle outwards (two mirrored columns are one).
///
/// Below the core heat spreads sideways: the volumes of the oxide lie in elliptic coordinates about
/// the strip that the core covers, x = a cosh(mu) sin(nu), depth = a sinh(mu) cos(nu), a = width/2.
/// They are orthogonal, conductances per length are k dnu/dmu and k dmu/dnu exactly, and columns of
/// equal dnu continue the columns x = a sin(nu) of core and film (bib: CarslawJaeger1959, sect.
/// 16.6). The wafer bounds the oxide on an ellipse. Nothing leaves upwards. In the film, far
/// thinner than its columns are wide, heat goes up and down only, unless it is a spreading film.
class StackGrid {
 public:
  explicit StackGrid(const ThermalStack& stack);

  const ThermalStack& stack() const noexcept { return stack_; }
  const ConductionGrid& grid() const noexcept { return grid_; }
  std::size_t film_cells() const noexcept { return film_.size(); }
  int segments() const noexcept { return stack_.segments; }

  int layers() const noexcept { return stack_.film_layers; }
  int columns() const noexcept { return stack_.columns; }

  /// Volume of the grid that holds film cell `cell` = segment + segments (layer + layers column).
  std::size_t volume(std::size_t cell) const { return film_[cell]; }
  std::size_t cell(int segment, int layer, int column) const noexcept {
    const int place = segment + stack_.segments * (layer + stack_.film_layers * column);
    return static_cast<std::size_t>(place);
  }
  double layer_thickness() const noexcept { return stack_.film_thickness / stack_.film_layers; }
  double segment_length() const noexcept { return stack_.film_length / stack_.segments; }
  /// Width of the film in a column, both halves together, m; 0 where the film does not reach.
  double film_width(int column) const noexcept {
    return covered_[static_cast<std::size_t>(column)];
  }
  /// Inner and outer edge of a column, m from the middle.
  double edge(int column) const noexcept;
  double cell_volume(int column) const noexcept {  ///< m^3
    return segment_length() * layer_thickness() * film_width(column);
  }
  /// Grid volumes of the guide (core and oxide), for their peak temperature.
  std::span<const std::size_t> guide_volumes() const noexcept { return guide_; }

  struct Heated {
    std::size_t volume;
    double share;
  };
  /// Volumes over the film's length that a heater heats evenly, their shares adding up to 1.
  std::span<const Heated> heated_volumes() const noexcept { return heated_; }

  /// Temperature of every film cell (K), from the rise of every volume.
  std::vector<double> film_kelvin(std::span<const double> rise, double ambient) const;

  /// Sets the conductances of the film for these crystalline fractions (per film cell).
  void update(ConductionGrid& grid, std::span<const double> crystalline) const;

 private:
  enum class Part { Heater, Cap, Film, Core, Oxide };
  /// One volume per metre of guide: heat capacity, the resistances from its middle up and down, the
  /// conductance to the next column, and conductivity times cross-section.
  struct Piece {
    Part part;
    double capacity;
    double up, down;
    double side;
    double along;
  };
  double width_on_top(int column) const noexcept;
  void lay_flat(Part part, double height, const ThermalLayer& layer);
  void lay_heater();
  void lay_ellipse(double mu, double step);
  void lay_rows();
  void fill();
  void join_down();
  void share_heat();
  void spread(ConductionGrid& grid, std::span<const double> crystalline) const;
  double conductivity(double crystalline) const noexcept {
    return stack_.amorphous_conductivity +
           crystalline * (stack_.crystalline_conductivity - stack_.amorphous_conductivity);
  }
  bool in_film(int segment) const noexcept {
    return segment >= leads_ && segment < leads_ + stack_.segments;
  }
  const Piece& piece(int row, int column) const {
    return pieces_[static_cast<std::size_t>(row) * static_cast<std::size_t>(stack_.columns) +
                   static_cast<std::size_t>(column)];
  }

  ThermalStack stack_;
  std::vector<double> covered_;
  std::vector<Piece> pieces_;  ///< row by row
  int rows_ = 0;
  ConductionGrid grid_;
  std::vector<std::size_t> film_, guide_;
  std::vector<Heated> heated_;
  int leads_ = 0;  ///< bare segments on either side
};

}  // namespace verdet
