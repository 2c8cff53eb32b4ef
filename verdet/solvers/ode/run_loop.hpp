// From break point to break point: outputs, events and failures, the same for every solver library.
#pragma once

#include <deque>

#include "verdet/solvers/ode/integrator.hpp"

namespace verdet {

/// Everything about a run except how steps are made.
struct OdeRun {
  std::span<const double> initial;
  std::vector<double> stops;  ///< break points inside the run, then its end
  const Tolerances& tolerances;
  const OdeOutput& output;
  const std::vector<OdeEvent>& events;
  const Context& context;
  std::size_t parameters = 0;  ///< whose sensitivities are wanted
};

OdeResult run(Integrator& integrator, const OdeRun& run);

}  // namespace verdet
