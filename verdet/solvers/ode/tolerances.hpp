// How accurately to integrate, and what was spent.
#pragma once

#include <cstdint>
#include <vector>

namespace verdet {

/// The local error of state i is kept below absolute * scale_i + relative * |x_i|, `scale_i` being
/// the typical size that the model states for it. Lanes and Odeint look at the worst state,
/// SUNDIALS at the root mean square.
struct Tolerances {
  double relative = 1e-6;
  double absolute = 1e-8;        ///< in units of each state's scale
  double first_step = 0;         ///< s; 0 chooses by Hairer1993 (II.4)
  double largest_step = 0;       ///< s; 0 sets no limit
  double most_steps = 10000000;  ///< accepted and rejected, before a point is given up

  bool operator==(const Tolerances&) const = default;
};

/// Throws InputError when a tolerance is not a positive finite number, or is one that double
/// precision cannot meet: the rounding error of a step is a few units of 2.2e-16.
void check(const Tolerances& tolerances);

enum class OdeStatus : std::uint8_t {
  Done,
  Stopped,       ///< an event that ends the run
  NotFinite,     ///< the equations gave NaN or infinity
  StepTooSmall,  ///< the step fell below the resolution of time
  TooManySteps,
  SolverFailed,  ///< a third-party solver gave up for another reason
};

/// What happened, in words; and what to try.
const char* meaning(OdeStatus status);
const char* remedy(OdeStatus status);

struct StepStatistics {
  std::int64_t accepted = 0, rejected = 0;
  std::int64_t rates = 0;      ///< evaluations of dx/dt
  std::int64_t jacobians = 0;  ///< of df/dx

  bool operator==(const StepStatistics&) const = default;
};

/// One attempted step of a run, kept for the message of a failure.
struct StepRecord {
  double time = 0, size = 0;
  double error = 0;  ///< in units of the tolerance: above 1 the step was rejected

  bool operator==(const StepRecord&) const = default;
};

}  // namespace verdet
