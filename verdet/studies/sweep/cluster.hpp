// A sweep as a Slurm job array: what is asked for, and the two scripts that ask for it.
#pragma once

#include <string>

#include "verdet/base/node.hpp"

namespace verdet {

/// `cluster:` of a spec; options of the command win.
struct ClusterRequest {
  int shards = 16;
  double time_limit = 0;    ///< s; 0: the partition's
  std::string partition;    ///< empty: the cluster's default
  std::string memory;       ///< per node, as Slurm writes it ("4G")
  int cpus = 0;             ///< per task; 0: the cluster's default
  int signal_margin = 120;  ///< s before the time limit; Slurm may be 60 s early
};

/// Reads `cluster: {shards, time_limit, partition, memory, cpus}`. Throws InputError.
ClusterRequest read_cluster(const Node& node);
/// Throws InputError for a memory or shard count that Slurm would refuse.
void check_cluster(const ClusterRequest& request);

struct ClusterJob {
  std::string program;  ///< path of `verdet`
  std::string spec, folder, table;
  std::string working_directory;
};

/// The batch script of one share. The program is a step of its own (srun), so that the warning
/// before the time limit reaches it and not the shell; stopped by it, the task asks to be queued
/// again and goes on where it was.
std::string array_script(const ClusterJob& job, const ClusterRequest& request);

/// The batch script that merges the shares when all of them have ended, however they ended.
std::string collect_script(const ClusterJob& job, const ClusterRequest& request);

}  // namespace verdet
