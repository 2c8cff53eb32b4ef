// Light in a film that varies along and across its guide: what each cell takes, and the read-out.
#pragma once

#include <span>
#include <vector>

#include "verdet/fields/phase_change/cell_model.hpp"
#include "verdet/fields/phase_change/film_mode.hpp"
#include "verdet/fields/phase_change/film_stack.hpp"

namespace verdet {

/// Liquid phase-change alloys are metallic, but no source at hand gives the index of the melt. It
/// is taken between that of the glass (0) and that of the crystal (1), an assumption. The change
/// from glass to melt is spread over `range` below the melting point.
struct MeltOptics {
  double like_crystal = 1;
  double range = 20;  ///< K
};

/// Segment by segment along the guide, dP/dz = -2 k0 Im n_eff P, with n_eff at the fraction of a
/// uniform film that the mode would see alike; a segment's loss is shared out by Im eps |E|^2.
/// `crystalline` and `kelvin` hold one value per film cell of the grid.
class FilmLight {
 public:
  FilmLight(const StackGrid& grid, FilmModes modes, double melting_temperature, MeltOptics melt);

  const FilmModes& modes() const noexcept { return modes_; }
  /// |E|^2 in each column, sum 1.
  std::span<const double> column_weights() const noexcept { return weight_; }

  /// Power that each film cell takes (W) out of `power` in front of the cell; returns the sum.
  /// `seen` and `taken` hold one value per film cell; `seen` gets the fractions that absorb alike.
  double absorb(std::span<const double> crystalline, std::span<const double> kelvin, double power,
                std::span<double> seen, std::span<double> taken) const;
  CellReadout read(std::span<const double> crystalline, std::span<const double> kelvin,
                   double wavelength) const;

  /// Mean over the film's volume.
  double mean(std::span<const double> crystalline) const;

 private:
  /// Fractions that look as the film does: hot cells count as melt, see MeltOptics.
  void see(std::span<const double> crystalline, std::span<const double> kelvin,
           std::span<double> seen) const;
  double mode_fraction(std::span<const double> crystalline, int segment) const;
  double absorb_segment(int segment, double light, std::span<const double> seen,
                        std::span<double> taken) const;
  std::size_t cell(int segment, int layer, int column) const noexcept {
    const int place = segment + segments_ * (layer + layers_ * column);
    return static_cast<std::size_t>(place);
  }

  FilmModes modes_;
  int segments_, layers_, columns_;
  double segment_length_, melting_;
  MeltOptics melt_;
  std::vector<double> weight_, width_;  ///< of the columns
};

}  // namespace verdet
