// The folder in which a sweep keeps what it has computed.
//
//   FOLDER/sweep.yaml               what is computed: identity, number of points, number of shards
//   FOLDER/shard-I-of-N.lock        held (flock) by the process that computes this share
//   FOLDER/shard-I-of-N.journal     one JSON line per published segment and per start and end
//   FOLDER/FIRST-LAST.SHARD.NUMBER.h5   a segment: a table of finished points, in ascending order
//   FOLDER/table.SHARD.part         the draft of the whole table (TableDraft), of a run going on
//
// A segment is written under a temporary name, synced and renamed, so that each one is whole and
// can be read by anything that reads HDF5. The segments are the truth: a sweep is resumed,
// collected and judged by them. The journal is for people and for `verdet status`.
#pragma once

#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "verdet/studies/plan.hpp"
#include "verdet/tables/hdf5.hpp"

namespace verdet {

/// What makes two runs compute the same numbers.
struct SweepIdentity {
  std::string hash;  ///< of the resolved spec, the points and the code's version
  std::string isa;
  std::string resolved_spec;
  std::uint64_t points = 0;
};
SweepIdentity identity_of(const Plan& plan);

/// A share of the points: [first, last) of the numbering of the design.
struct Shard {
  std::uint64_t index = 0, count = 1;

  std::uint64_t first(std::uint64_t points) const { return cut(points, index); }
  std::uint64_t last(std::uint64_t points) const { return cut(points, index + 1); }
  std::string name() const;  ///< "1/3"

 private:
  std::uint64_t cut(std::uint64_t points, std::uint64_t k) const {
    return points / count * k + points % count * k / count;  // without overflow
  }
};

/// Status of a point in tables.
enum PointStatus : std::int32_t { kLeftOut = -1, kDone = 0, kFailed = 1, kTimedOut = 2 };

struct SegmentName {
  std::string path;
  std::uint64_t first = 0, last = 0;  ///< smallest and largest point in it
};

/// The last line of a share's journal, and whether a process holds the share now.
struct ShardState {
  std::string shard;  ///< "1/3"
  std::string state;  ///< "start", "running", "stopped", "complete"
  bool running = false;
  std::uint64_t done = 0, failed = 0, total = 0;
  double seconds = 0, rate = 0;  ///< s, points per second
};

class SweepStore {
 public:
  explicit SweepStore(std::string folder) : folder_(std::move(folder)) {}
  ~SweepStore();
  SweepStore(const SweepStore&) = delete;
  SweepStore& operator=(const SweepStore&) = delete;

  const std::string& folder() const noexcept { return folder_; }
  /// Where the table `output` may be begun, so that what a killed run left goes when the next one
  /// opens; empty where the folder is on another file system.
  std::string draft_path(const Shard& shard, const std::string& output) const;

  /// Makes the folder ready to compute a share of this sweep. Throws InputError when the folder
  /// holds another sweep, or the same one by other code (`force` empties it first), or files that
  /// are no sweep; Error when another process computes this share.
  void open(const SweepIdentity& identity, const Shard& shard, bool force);

  /// What the folder says it computes; throws InputError for a folder that is no sweep.
  SweepIdentity identity() const;
  std::uint64_t shards() const;

  /// Segments that may hold points of [first, last), ordered by name.
  std::vector<SegmentName> segments(std::uint64_t first, std::uint64_t last) const;

  /// Writes a segment from a table of points with the axis `point`, which is marked as one. It is
  /// published once the disk has it, while the caller goes on: throws what became of the segment
  /// before.
  void publish(Table& table);
  /// Waits until all segments are published; throws when one could not be.
  void settle();

  void journal(const std::string& json);
  std::vector<ShardState> states() const;

  /// Removes the folder and everything that a sweep puts there.
  void remove();

 private:
  std::string folder_;
  SweepIdentity identity_;
  Shard shard_;
  int lock_ = -1;
  std::uint64_t next_ = 0;
  std::shared_future<void> publishing_;  ///< throws again until the next segment
};

/// The segment at `path`, or a part of it, checked: whole, and of this sweep. Throws InputError
/// saying what is wrong.
Table read_segment(const std::string& path, const SweepIdentity& identity, const TablePart& part);

}  // namespace verdet
