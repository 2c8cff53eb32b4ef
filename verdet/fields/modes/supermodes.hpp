// Coupling of two equal parallel guides from their even and odd supermodes.
#pragma once

#include "verdet/fields/modes/mode_solver.hpp"

namespace verdet {

/// Field coupling coefficient per length, kappa = (beta_even - beta_odd) / 2
/// = pi (n_even - n_odd) / lambda, 1/m: power crosses over as sin^2(kappa z) (Yariv 1973, eq. 26,
/// for synchronous guides). `wavelength` in m.
double supermode_coupling(double n_even, double n_odd, double wavelength);

/// Length after which all power has crossed over: pi / (2 kappa), m.
double crossover_length(double coupling);

enum class ModePolarisation { te, tm };  ///< main electric field along x, or along y

struct Supermodes {
  Mode even;  ///< main field component even in x
  Mode odd;
  double coupling = 0;        ///< 1/m, extrapolated from the differences grid by grid
  double error_estimate = 0;  ///< of `coupling`, 1/m
};

/// Even and odd mode of highest index of a section that is symmetric about a plane x = const.
/// Discretisation errors of the two nearly cancel in the difference, which is extrapolated by
/// itself. Refines the grids until the error of the coupling is below `relative_error` of it or the
/// memory limit is met. Throws InputError when the section has no mirror plane.
Supermodes solve_supermodes(const CrossSection& section, const ModeOptions& options,
                            ModePolarisation polarisation, double relative_error = 0.01,
                            const Context& context = {});

}  // namespace verdet
