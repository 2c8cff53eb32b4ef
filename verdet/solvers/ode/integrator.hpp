// What the run loop asks of a solver library: one step at a time, and the state inside it.
#pragma once

#include <exception>
#include <memory>
#include <string>

#include "verdet/solvers/ode/integrate.hpp"

namespace verdet {

class Integrator {
 public:
  virtual ~Integrator() = default;

  /// `t` moved off the ends of the segment by a rounding error: at a knot, both neighbours would
  /// otherwise see the value of one of them.
  double inside(double t) const;

  /// Begins at t in state x with the next break point at `stop`; no step passes it.
  virtual void restart(double t, std::span<const double> x, double stop) = 0;
  /// The next time at which the state is wanted: for solvers whose interpolant is worse than their
  /// steps, which then end there.
  virtual void aim(double) {}
  /// Takes one step; NotFinite, StepTooSmall, SolverFailed when it could not.
  virtual OdeStatus step() = 0;
  /// End of the last step.
  virtual double time() const = 0;
  /// State at t inside the last step.
  virtual void state(double t, std::span<double> x) const = 0;
  /// dx/dp at t inside the last step, one parameter after the other.
  virtual void sensitivities(double, std::span<double>) const {}
  /// Since construction; steps are counted by the loop.
  virtual StepStatistics statistics() const = 0;
  /// The library's own words about a failure.
  virtual std::string complaint() const { return {}; }

 protected:
  double segment_begin_ = 0, segment_end_ = 0;  ///< set by `restart`
};

/// Exceptions must not cross C code: kept here by the callbacks, thrown again by the loop.
struct Caught {
  std::exception_ptr error;

  /// Runs `f`; 0: done, 1: a value is not finite (a smaller step may help), -1: it threw.
  template <class F>
  int guard(F&& f) noexcept {
    try {
      return f() ? 0 : 1;
    } catch (...) {
      error = std::current_exception();
      return -1;
    }
  }
  void rethrow() const {
    if (error) std::rethrow_exception(error);
  }
};

bool all_finite(std::span<const double> values);
/// absolute * scale of each state.
std::vector<double> absolute_tolerances(const Tolerances& tolerances,
                                        const std::vector<double>& scales);

std::unique_ptr<Integrator> make_cvodes(const OdeSystem& system, OdeMethod method,
                                        const Tolerances& tolerances, bool sensitivities);
std::unique_ptr<Integrator> make_arkode(const OdeSystem& system, OdeMethod method,
                                        const Tolerances& tolerances);
std::unique_ptr<Integrator> make_odeint(const OdeSystem& system, const Tolerances& tolerances);
std::unique_ptr<Integrator> make_ida(const ImplicitSystem& system, std::span<const double> rates,
                                     const Tolerances& tolerances, double end);

}  // namespace verdet
