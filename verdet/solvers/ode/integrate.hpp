// One run of one system, by the solver of choice.
#pragma once

#include <functional>
#include <string>

#include "verdet/base/context.hpp"
#include "verdet/solvers/ode/system.hpp"
#include "verdet/solvers/ode/tolerances.hpp"

namespace verdet {

enum class OdeMethod : std::uint8_t {
  Bdf,                 ///< CVODES, orders 1 to 5: stiff or large
  Adams,               ///< CVODES, orders 1 to 12: smooth and not stiff
  ExplicitRungeKutta,  ///< ARKODE, Dormand-Prince 5(4)
  ImplicitRungeKutta,  ///< ARKODE, ESDIRK 5(4) (ARK548L2SA): stiff with frequent jumps
  DormandPrince,       ///< Boost.Odeint, 5(4)
};
const char* name(OdeMethod method);

struct OdeOutput {
  double begin = 0, end = 0;   ///< s
  std::vector<double> times;   ///< where to give the state (s, ascending, inside the run)
  bool sensitivities = false;  ///< dx/dp of all parameters; Bdf and Adams only
};

/// A function of state whose zeros are looked for inside every step.
struct OdeEvent {
  std::function<double(double t, std::span<const double> x)> value;
  int direction = 0;      ///< +1: rising zeros only, -1: falling ones, 0: both
  bool terminal = false;  ///< ends the run
};

struct OdeHit {
  std::size_t event;
  double time;  ///< s
  std::vector<double> state;
};

struct OdeResult {
  OdeStatus status = OdeStatus::Done;
  std::string message;                ///< of a failure: what, where, recent steps, what to try
  std::vector<double> times, states;  ///< as asked for, up to the end; time by state
  std::vector<double> sensitivities;  ///< time by parameter by state
  double end_time = 0;
  std::vector<double> final_state;
  std::vector<OdeHit> hits;
  StepStatistics steps;
};

enum class OnFailure { Throw, Report };

/// Integrates from `initial` at output.begin to output.end. Zeros of events are located on the
/// dense output to rounding; for ImplicitRungeKutta that is only a cubic.
///
/// Throws InputError for a badly posed call, ConvergenceError when the solver fails (with
/// OnFailure::Report the result says so instead and holds what was computed), Interrupted.
OdeResult integrate(const OdeSystem& system, OdeMethod method, std::span<const double> initial,
                    const Tolerances& tolerances, const OdeOutput& output,
                    const std::vector<OdeEvent>& events = {}, const Context& context = {},
                    OnFailure on_failure = OnFailure::Throw);

/// The same for F(t, x, dx/dt) = 0 by IDA (BDF of orders 1 to 5). `initial_rates` is a guess where
/// the equations fix the value; both are made consistent first.
OdeResult integrate(const ImplicitSystem& system, std::span<const double> initial,
                    std::span<const double> initial_rates, const Tolerances& tolerances,
                    const OdeOutput& output, const std::vector<OdeEvent>& events = {},
                    const Context& context = {}, OnFailure on_failure = OnFailure::Throw);

}  // namespace verdet
