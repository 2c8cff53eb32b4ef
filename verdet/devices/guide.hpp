// The interface of devices whose cross-section carries guided modes.
#pragma once

#include <limits>
#include <optional>

#include "verdet/fields/modes/cross_section.hpp"
#include "verdet/fields/modes/sidewall_roughness.hpp"

namespace verdet {

class Guide {
 public:
  static constexpr const char* kName = "modes";
  virtual ~Guide() = default;

  /// Media and shapes at a vacuum wavelength (m). Throws DomainError outside a material's validity.
  virtual CrossSection cross_section(double wavelength) const = 0;
  /// Radius of the bend in the plane of the wafer, m; centre of curvature at negative x.
  virtual double bend_radius() const { return std::numeric_limits<double>::infinity(); }
  /// The guide as a slab between two rough side walls, for TE; `n_eff` is that of the mode to come.
  /// Nothing where the walls are smooth.
  virtual std::optional<RoughSlab> rough_walls(double /*wavelength*/) const { return std::nullopt; }
};

}  // namespace verdet
