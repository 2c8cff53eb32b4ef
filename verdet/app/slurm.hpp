// `verdet sweep`: its options, and the way to Slurm.
#pragma once

#include <string>

#include "verdet/studies/plan.hpp"

namespace verdet {

struct SweepCommand {
  std::string spec, output, shard, progress = "auto", time_limit, checkpoint;
  int jobs = 0;
  bool force = false, retry_failed = false, json = false;
  std::vector<std::string> retry_settings;  ///< "experiment.PATH=VALUE"
  bool slurm = false, dry_run = false;
  int shards = 0;
  std::string cluster_time, partition, memory;
};

/// A time of the command line in s; `fallback` when the text is empty. Throws InputError naming
/// `option`.
double read_time(const std::string& option, const std::string& text, double fallback);

/// Writes the two batch scripts into the sweep's folder and submits them.
void submit_to_slurm(const SweepCommand& command, const Plan& plan);

}  // namespace verdet
