// Many transients of one model as one problem for the lane engine.
#pragma once

#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/transient/observation.hpp"
#include "verdet/experiments/transient/parameters.hpp"
#include "verdet/solvers/ode/ensemble.hpp"

namespace verdet {

using TransientBatch = Batch<TransientParameters>;

/// Values of {name: quantity} in the order of the named list, SI; a name that is not in it is an
/// InputError with place. Absent ones are 0.
std::vector<double> read_states(const Node& node, const Dynamics& dynamics);
std::vector<double> read_inputs(const Node& node, const Dynamics& dynamics);

/// All inputs of the device over time.
Drive drive_of(const Dynamics& dynamics, const TransientParameters& p);

/// `samples` equally spaced times from 0 to the end.
std::vector<double> sample_times(const TransientParameters& p);

/// Owns what an EnsembleProblem refers to. The points of a batch differ in numbers only, so that
/// everything that is text is read from the first.
class TransientJob {
 public:
  /// `dynamics`: of each point, all of one model.
  TransientJob(const std::vector<const Dynamics*>& dynamics, const TransientBatch& batch);
  TransientJob(const TransientJob&) = delete;
  TransientJob& operator=(const TransientJob&) = delete;

  const LaneModel& model() const { return *model_; }
  const EnsembleProblem& problem() const { return problem_; }
  EnsembleProblem& problem() { return problem_; }
  const Observation& observation() const { return observation_; }

 private:
  void set_drives(const std::vector<const Dynamics*>& dynamics, const TransientBatch& batch);

  const LaneModel* model_;
  std::vector<double> coefficients_, initial_, input_scale_;
  std::vector<std::uint32_t> drive_of_point_;
  Observation observation_;
  EnsembleProblem problem_;
};

/// The devices' equations of motion, or those that they reduce.
std::vector<const Dynamics*> dynamics_of(const TransientBatch& batch);

EnsembleMethod ensemble_method(TransientMethod method);

}  // namespace verdet
