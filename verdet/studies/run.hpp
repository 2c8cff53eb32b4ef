// Carries out a plan: one point, or the grid of its sweep.
#pragma once

#include "verdet/studies/plan.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// The table of a plan, with provenance. A plan with `sweep:` gives one axis per swept path in
/// front of every variable, and `status` and `message` per point; a failed point is NaN.
Table run(const Plan& plan, const MaterialLibrary& materials, const Context& context);

/// Reads, checks and runs a spec in one call; for bindings and tests.
Table run(const Node& spec, const Context& context);

}  // namespace verdet
