// Entry points of the lanes library: declared here without SIMD types, defined once per instruction
// set by the *_lanes.cpp files.
#pragma once

#include <span>
#include <string>

namespace verdet {

/// Distinct scattering amplitudes of model D at many wavelengths; layout as Scattering::amplitudes.
template <class D>
void scatter_lanes(const typename D::template Coefficients<double>& coefficients,
                   std::span<const double> wavelengths, std::span<double> real,
                   std::span<double> imag);

/// "x86-64-v4", "x86-64-v3" or "baseline": the build of the lanes library the loader chose.
std::string lanes_isa();

}  // namespace verdet
