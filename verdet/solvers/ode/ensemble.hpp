// Many points of one model at once: the call that experiments and sweeps use.
#pragma once

#include <string>
#include <type_traits>

#include "verdet/base/context.hpp"
#include "verdet/solvers/ode/lane_model.hpp"

namespace verdet {

/// What to integrate. Spans must outlive the call.
struct EnsembleProblem {
  std::span<const double> coefficients;  ///< point by coefficient: Coefficients<double> as an array
  std::span<const double> initial;       ///< point by state, or one state for all points
  std::vector<Drive> drives;             ///< one, or as many as `drive_of_point` refers to
  std::span<const std::uint32_t> drive_of_point;  ///< empty: the first drive for all
  std::span<const double> input_scale;    ///< factor of each input, point by input; empty: one
  std::span<const double> expected_cost;  ///< per point, any unit: dear points start first
  double begin = 0, end = 0;              ///< s
  Tolerances tolerances;
  EnsembleMethod method = EnsembleMethod::Automatic;
  OutputRequest output;
};

struct EnsembleResult {
  std::size_t points = 0;
  EnsembleMethod method = EnsembleMethod::Automatic;  ///< the one used
  std::string reason;                                 ///< why, in one sentence
  std::vector<double> final_states;  ///< point by state; where a failed point ended
  std::vector<double> samples;       ///< point by time by channel; NaN after a failure
  std::vector<ProbeResult> probes;   ///< point by probe
  std::vector<PointOutcome> outcomes;

  std::span<const double> final_state(std::size_t point) const {
    const std::size_t n = final_states.size() / points;
    return std::span(final_states).subspan(point * n, n);
  }
};

/// Integrates all points in SIMD lanes on `context.threads` threads. The numbers of a point depend
/// neither on the other points nor on their order, nor on the number of threads, bit for bit. A
/// point that fails is marked in `outcomes`, the others go on.
///
/// Throws InputError for arrays of the wrong size, values that are not finite, tolerances that
/// double precision cannot meet; Interrupted when asked to stop.
EnsembleResult integrate_ensemble(const LaneModel& model, const EnsembleProblem& problem,
                                  const Context& context);

/// The coefficients of many points, a vector or span of M::Coefficients<double>, as one array.
template <class Points>
std::span<const double> as_doubles(const Points& points) {
  using C = typename Points::value_type;
  static_assert(std::is_trivially_copyable_v<C> && sizeof(C) % sizeof(double) == 0);
  return {reinterpret_cast<const double*>(points.data()),
          points.size() * sizeof(C) / sizeof(double)};
}

struct MethodChoice {
  EnsembleMethod method;
  std::string reason;
};

/// Runs both methods on up to one lane group of points, evenly spaced over the ensemble, and takes
/// the one with less arithmetic: decided by counted steps, never by time, so that the choice is the
/// same on every machine.
MethodChoice choose_method(const LaneModel& model, const EnsembleProblem& problem,
                           const Context& context);

/// Why a point failed: status, time, state, its last steps and what to try.
std::string describe_failure(const LaneModel& model, const EnsembleResult& result,
                             std::size_t point);

}  // namespace verdet
