// Indices over spans of wavelengths; internal to materials.
#pragma once

#include <complex>
#include <span>

#include "verdet/materials/laws.hpp"
#include "verdet/materials/validity.hpp"

namespace verdet {

/// n + ik of `law` at every wavelength (m), into `out` of equal size.
void fill_index(const IndexLaw& law, std::span<const double> wavelengths, const Conditions& at,
                std::span<std::complex<double>> out);

/// Adds n(kelvin) - n(reference) of a thermo-optic law at every wavelength inside `reach`.
void add_thermo_optic_shift(const Law& law, std::span<const double> wavelengths, const Range& reach,
                            double kelvin, double reference, std::span<std::complex<double>> out);

}  // namespace verdet
