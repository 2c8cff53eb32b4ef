// From the folder of a sweep to one table.
#pragma once

#include "verdet/studies/sweep/store.hpp"
#include "verdet/tables/stream.hpp"

namespace verdet {

class TableDraft;

struct CollectOptions {
  bool partial = false;  ///< write what is there, missing points marked left out
  int digits = 0;        ///< see StreamOptions
  int threads = 1;
  TableDraft* draft = nullptr;  ///< of the table, by the run that computed the points; is used up
  std::string temporary = {};   ///< see StreamOptions
};

struct CollectOutcome {
  std::uint64_t points = 0, failed = 0, missing = 0;
  std::vector<std::string> missing_shards;  ///< "shard 1/3: 40 of 64 points missing"
  std::vector<std::string> bad_segments;    ///< what is wrong with them; their points are missing
};

/// Merges the segments of `store` into the table `output` (published whole) in bounded memory.
/// Throws InputError for a folder that is no sweep of this plan, Error naming the missing shards
/// unless `partial`.
CollectOutcome collect(const Plan& plan, const SweepStore& store, const std::string& output,
                       const CollectOptions& options, const Context& context);

/// A real result with one value per point, over all points of the sweep; NaN where there is none.
/// Throws InputError when the points have no such result.
std::vector<double> stored_values(const SweepStore& store, const std::string& variable);

/// Points of the folder that failed or ran over their time, ascending.
std::vector<std::uint64_t> failed_points(const SweepStore& store);

/// The plan of a sweep's folder, from the spec stored in it.
Plan plan_of(const SweepStore& store, const Registry& registry);

}  // namespace verdet
