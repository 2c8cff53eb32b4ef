// Which rows of which segment hold which points, and reading them; internal to studies/sweep.
#pragma once

#include <list>
#include <utility>
#include <vector>

#include "verdet/studies/sweep/store.hpp"

namespace verdet {

/// Consecutive points in consecutive rows of one segment.
struct Run {
  std::uint64_t first = 0, count = 0;
  std::size_t segment = 0;
  std::uint64_t row = 0;
  bool done = true;
};

struct SegmentIndex {
  std::vector<SegmentName> segments;
  std::vector<Run> runs;         ///< ascending, disjoint
  std::vector<std::string> bad;  ///< what is wrong with segments that could not be read
  double compute_seconds = 0;
};

/// Where several segments hold a point (a retry, two shardings of one sweep), a computed row wins
/// over a failed one, then the later segment.
SegmentIndex index_of(const SweepStore& store, const SweepIdentity& identity);

/// The structure that all segments share (see common_structure), without data.
Table structure_of(const SegmentIndex& index, const SweepIdentity& identity);

/// Rows of segments, a few segments at a time.
class SegmentReader {
 public:
  SegmentReader(const SegmentIndex& index, const SweepIdentity& identity)
      : index_(index), identity_(identity) {}

  /// A table that holds rows [row, row + count) of the segment, and the number of its first row.
  /// Variables with more than `most_values` in a row may be left out.
  std::pair<const Table*, std::uint64_t> rows(std::size_t segment, std::uint64_t row,
                                              std::uint64_t count,
                                              std::size_t most_values = SIZE_MAX);

  static constexpr std::uint64_t kAhead = 4096;  ///< rows read at once

 private:
  static constexpr std::size_t kKept = 4;
  static constexpr std::uint64_t kNarrowAhead = 65536;
  struct Part {
    std::size_t segment, most_values;
    std::uint64_t first, last;
    Table table;
  };

  const SegmentIndex& index_;
  const SweepIdentity& identity_;
  std::list<Part> parts_;
};

}  // namespace verdet
