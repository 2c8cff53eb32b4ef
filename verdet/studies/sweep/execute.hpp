// Carries out a share of a sweep: batches on threads, results into a store.
#pragma once

#include <functional>

#include "verdet/studies/plan.hpp"
#include "verdet/studies/sweep/store.hpp"

namespace verdet {

struct SweepProgress {
  std::uint64_t done = 0;    ///< points of this share, those of earlier runs included
  std::uint64_t failed = 0;  ///< of them
  std::uint64_t total = 0;
  double seconds = 0;  ///< since this run began
  double rate = 0;     ///< points per second of this run
};

struct SweepOptions {
  Shard shard;
  bool force = false;         ///< discard what another spec or version has left
  bool retry_failed = false;  ///< compute failed points again
  /// The same sweep with other settings of its experiment, used in its stead; the points computed
  /// say so in their message. The identity stays that of the plan: give the failed points in
  /// `only`.
  const Plan* retry_plan = nullptr;
  std::string retry_note = {};
  double point_time_limit = 0;  ///< s; 0: none
  double publish_seconds = 10;  ///< results are published at least so often
  std::uint64_t publish_bytes = std::uint64_t{64} << 20;
  std::uint64_t most_in_batch = 4096;
  /// Compute these points only, ascending; empty: all of the share.
  std::vector<std::uint64_t> only = {};
  std::function<void(const SweepProgress&)> progress;  ///< from any thread, one at a time
  /// Told of every segment that was written, by the one thread that uses HDF5.
  std::function<void(const Table&)> written = {};
  /// Asked once when a segment cannot be written: whether there is more room now.
  std::function<bool()> make_room = {};
};

struct SweepOutcome {
  SweepProgress progress;
  bool complete = false;
  std::string first_failure;
  double compute_seconds = 0;  ///< of all threads together
};

/// Computes what is missing of the share `options.shard` of the plan's points, on `context.threads`
/// threads, into `store` (opened here). Values depend on nothing but the plan.
///
/// A point that fails, or takes longer than the time limit, is data. Interrupted: everything
/// finished is published first. Throws InputError as SweepStore::open does, and Error when results
/// cannot be written; what was published stays.
SweepOutcome execute(const Plan& plan, SweepStore& store, const MaterialLibrary& materials,
                     const SweepOptions& options, const Context& context);

}  // namespace verdet
