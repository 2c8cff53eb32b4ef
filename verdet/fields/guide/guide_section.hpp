// A waveguide shape with its materials: the cross-section at any wavelength.
#pragma once

#include "verdet/fields/guide/guide_shape.hpp"
#include "verdet/fields/modes/cross_section.hpp"
#include "verdet/fields/modes/sidewall_roughness.hpp"
#include "verdet/materials/library.hpp"

namespace verdet {

/// Resolves the materials once; `at` then costs a few index evaluations.
class GuideSection {
 public:
  /// Temperature applies to all materials, carriers to the core. Throws InputError for unknown
  /// materials, DomainError later for wavelengths outside their validity.
  GuideSection(const GuideShape<double>& shape, const Conditions& conditions,
               const MaterialLibrary& materials, const Context& context);

  CrossSection at(double wavelength) const;

  /// Two such guides side by side, `gap` apart edge to edge, symmetric about x = 0.
  CrossSection pair_at(double wavelength, double gap) const;

  /// What TE light meets from wall to wall, by the effective-index method: the slab modes of the
  /// layers in and beside the core, at the mean width of slanted walls. No roughness yet.
  RoughSlab between_walls(double wavelength) const;

  const GuideShape<double>& shape() const noexcept { return shape_; }
  std::vector<std::string> records() const;
  std::vector<std::string> references() const;

 private:
  GuideShape<double> shape_;
  Conditions core_conditions_, other_conditions_;
  Material core_, cladding_, substrate_;
};

/// The medium of a material at one wavelength, with its wavelength derivative.
Medium medium_at(const Material& material, double wavelength, const Conditions& conditions);

}  // namespace verdet
