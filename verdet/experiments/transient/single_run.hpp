// A transient by one of the single-run solvers: what has no lanes, and what the user asks for.
#pragma once

#include "verdet/devices/device.hpp"
#include "verdet/experiments/transient/parameters.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// Throws ConvergenceError with time, state, recent steps and what to try.
Table run_single(const Dynamics& dynamics, const TransientParameters& p, const Context& context);

}  // namespace verdet
