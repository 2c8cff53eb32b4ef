#include "verdet/solvers/ode/tolerances.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verdet/base/error.hpp"

namespace verdet {

void check(const Tolerances& tolerances) {
  std::vector<Fault> faults;
  const auto refuse = [&](const char* key, const std::string& message) {
    faults.push_back({{}, key, message});
  };
  // A step of order 5 adds a few tens of terms, each rounded to 1.1e-16.
  constexpr double kLeast = 1e-13;
  if (!(tolerances.relative > 0) || !(tolerances.relative < 1))
    refuse("relative", fmt::format("the relative tolerance must lie between 0 and 1, not {:g}",
                                   tolerances.relative));
  else if (tolerances.relative < kLeast)
    refuse("relative", fmt::format("a relative tolerance of {:g} cannot be met in double precision;"
                                   " the least is {:g}",
                                   tolerances.relative, kLeast));
  if (!(tolerances.absolute > 0) || !std::isfinite(tolerances.absolute))
    refuse("absolute",
           fmt::format("the absolute tolerance must be positive, not {:g}", tolerances.absolute));
  if (!(tolerances.first_step >= 0) || !std::isfinite(tolerances.first_step))
    refuse("first_step", "the first step must not be negative");
  if (!(tolerances.largest_step >= 0) || !std::isfinite(tolerances.largest_step))
    refuse("largest_step", "the largest step must not be negative");
  if (!(tolerances.most_steps >= 1)) refuse("most_steps", "at least one step must be allowed");
  if (!faults.empty()) throw InputError(faults);
}

const char* meaning(OdeStatus status) {
  switch (status) {
    case OdeStatus::Done:
      return "done";
    case OdeStatus::Stopped:
      return "stopped by an event";
    case OdeStatus::NotFinite:
      return "the equations gave a value that is not finite";
    case OdeStatus::StepTooSmall:
      return "the step fell below the resolution of time";
    case OdeStatus::TooManySteps:
      return "the number of steps reached its limit";
    case OdeStatus::SolverFailed:
      return "the solver gave up";
  }
  return "";
}

const char* remedy(OdeStatus status) {
  switch (status) {
    case OdeStatus::Done:
    case OdeStatus::Stopped:
      return "";
    case OdeStatus::NotFinite:
      return "look for a quantity that leaves its range (a negative density, a division by zero) "
             "near this state, or start closer to the solution";
    case OdeStatus::StepTooSmall:
      return "the solution may be singular or jump here: check the drive and the parameters, or "
             "loosen the tolerances";
    case OdeStatus::TooManySteps:
      return "use a method for stiff systems, loosen the tolerances, shorten the run or allow more "
             "steps";
    case OdeStatus::SolverFailed:
      return "loosen the tolerances or try another method";
  }
  return "";
}

}  // namespace verdet
