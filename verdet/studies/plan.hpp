// A spec, read and checked: everything that can be known to be wrong is found here, before
// computing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "verdet/studies/body.hpp"
#include "verdet/studies/sweep/cluster.hpp"
#include "verdet/studies/sweep/design.hpp"
#include "verdet/studies/sweep/statistics.hpp"

namespace verdet {

/// A bound spec: what is done to what, and where the table goes.
struct Plan {
  Node spec;
  std::string source;  ///< the spec as the user wrote it
  std::unique_ptr<Body> body;
  const ExperimentType* experiment = nullptr;
  ParameterSet settings;  ///< of the experiment
  Design design;          ///< of the sweep; empty without one
  std::string output;     ///< may be empty
  int digits = 0;         ///< `compress: {digits: N}`; 0 stores doubles whole
  StatisticsRequest statistics;
  ClusterRequest cluster;  ///< `cluster:`, used by `verdet sweep --slurm`
};

/// Binds a spec. Throws InputError with every fault: unknown keys and types, units, bounds, paths.
Plan make_plan(const Node& spec, const Registry& registry);

/// Numeric parameters that a sweep or fit may name, with their full paths.
std::vector<Leaf> sweepable(Body& body, ParameterSet& settings);

}  // namespace verdet
