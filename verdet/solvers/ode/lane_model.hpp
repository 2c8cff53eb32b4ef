// The entry of one model into the lanes library, without SIMD types: the model is stated by its
// device, the table below is made by the device's *_lanes.cpp (see run_lanes.hpp).
#pragma once

#include "verdet/solvers/ode/lane_job.hpp"

namespace verdet {

enum class EnsembleMethod : std::uint8_t {
  Automatic,      ///< decided by a trial, see choose_method
  Rosenbrock,     ///< Rodas5P: stiff systems
  DormandPrince,  ///< 5(4): drives faster than the system
};
const char* name(EnsembleMethod method);

struct LaneModel {
  std::size_t states = 0, inputs = 0, observables = 0;
  std::size_t coefficients = 0;          ///< doubles per point
  std::vector<const char*> state_names;  ///< empty when the model names none
  /// Integrates what `queue` hands out until it is empty; called by every thread.
  void (*run)(const LaneJob& job, PointQueue& queue, EnsembleMethod method,
              DriveShape shape) = nullptr;

  std::size_t channels() const { return states + observables; }
};

/// Defined once per model in the lanes library. A model M states
///   kStates, kInputs, kStateList[i].scale, template <T> Coefficients (nothing but T),
///   template <T> rhs(const Coefficients<T>&, const T& t, const T* x, const T* u, T* dxdt)
/// and may state kObservables, template <T> observe(c, t, x, u, y).
template <class M>
const LaneModel& lane_model();

}  // namespace verdet
