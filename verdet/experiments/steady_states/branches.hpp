// All fixed points of a device under one laser, over its power or its detuning.
#pragma once

#include "verdet/experiments/input/laser.hpp"
#include "verdet/solvers/continuation/continuation.hpp"

namespace verdet {

/// What moves along the branches.
enum class SteadyAxis { Power, Detuning };

struct SteadyProblem {
  const Dynamics& dynamics;
  LaserInput input;
  SteadyAxis axis;
  double power, angular_detuning;  ///< W, rad/s; the one that moves is ignored
  std::vector<double> inputs;      ///< of the other inputs
};

/// The parameter of the curves is the field amplitude (sqrt(W)) along power, in which the inputs
/// are linear, and the detuning (m) along detuning. The inputs, and the value of the axis (W or m):
std::vector<double> inputs_at(const SteadyProblem& problem, double parameter);
double axis_value(const SteadyProblem& problem, double parameter);

/// Curves between `from` and `to` (W or m). Along power the curve begins in the dark and is
/// followed far beyond `to`, since a hot branch may return from there. Along detuning it begins
/// from every state at the ends and at points between them, so that closed branches are found too.
std::vector<SolutionCurve> find_branches(const SteadyProblem& problem, double from, double to,
                                         const Context& context);

}  // namespace verdet
