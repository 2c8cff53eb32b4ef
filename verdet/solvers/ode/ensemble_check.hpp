// Is an ensemble well posed?
#pragma once

#include "verdet/solvers/ode/ensemble.hpp"

namespace verdet {

/// Number of points; throws InputError.
std::size_t check(const LaneModel& model, const EnsembleProblem& problem);

}  // namespace verdet
