// The interface of devices whose cross-section carries guided modes.
#pragma once

#include <limits>

#include "verdet/fields/modes/cross_section.hpp"

namespace verdet {

class Guide {
 public:
  static constexpr const char* kName = "modes";
  virtual ~Guide() = default;

  /// Media and shapes at a vacuum wavelength (m). Throws DomainError outside a material's validity.
  virtual CrossSection cross_section(double wavelength) const = 0;
  /// Radius of the bend in the plane of the wafer, m; centre of curvature at negative x.
  virtual double bend_radius() const { return std::numeric_limits<double>::infinity(); }
};

}  // namespace verdet
