// What a batch system or an MPI launcher says about this process, read from its environment.
#pragma once

#include <optional>
#include <string>

#include "verdet/studies/sweep/store.hpp"

namespace verdet {

/// "I/N" as given to --shard; throws InputError unless 0 <= I < N.
Shard parse_shard(const std::string& text);

/// The share of a Slurm array task (SLURM_ARRAY_TASK_ID, _MIN, _COUNT).
std::optional<Shard> slurm_shard();

/// The share of a rank under mpirun or srun (Open MPI, or anything that sets PMI_RANK): the
/// launcher is used to start processes, which then work as shards; no message is ever passed.
std::optional<Shard> rank_shard();

/// Threads to use when none are asked for: SLURM_CPUS_PER_TASK, else the cores this process may
/// use.
int default_jobs();

}  // namespace verdet
