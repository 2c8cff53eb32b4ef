// Every resonance of a measured ring, fitted one by one.
#pragma once

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/studies/fit/fit.hpp"
#include "verdet/studies/fit/ring_start.hpp"

namespace verdet {

/// `each: dip` of a fit: the dips of the spectrum, each with a model over its own free spectral
/// range. The group index of each comes from the distance to its neighbours. Throws InputError
/// where fewer than three dips are seen or the model is no behavioural ring.
std::vector<DipPlan> plan_dips(const Node& model, const Node& fit, const DataFile& data,
                               const Registry& registry, const MaterialLibrary& materials,
                               const Context& context);

/// Fits all dips on `context.threads` threads. The table holds axis `resonance` with wavelength, q,
/// through_coupling, loss, group_index, each with standard error and 95 % limits, the twin of equal
/// cost where there is one, and the whole data with the fits joined.
FitResult run_dips(const FitPlan& plan, const Context& context);

}  // namespace verdet
