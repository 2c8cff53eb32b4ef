// Sampled index curves of a material, for plots and tables.
#pragma once

#include <vector>

#include "verdet/materials/material.hpp"

namespace verdet {

/// Columns of equal length over the vacuum wavelength.
struct MaterialCurve {
  std::vector<double> wavelength;   ///< m
  std::vector<double> n;            ///< 1
  std::vector<double> k;            ///< 1
  std::vector<double> group_index;  ///< 1
  std::vector<std::string> records;
};

/// `points` wavelengths evenly spaced over `wavelengths`; an unbounded range means the whole
/// validity of the index record. Throws InputError for fewer than 2 points or a material without an
/// index, and DomainError outside the validity.
MaterialCurve sample_curve(const Material& material, Range wavelengths = {},
                           const Conditions& at = {}, int points = 401);

}  // namespace verdet
