// Rows of a sweep's results brought together from its segments; internal to studies/sweep.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "verdet/studies/sweep/segment_index.hpp"
#include "verdet/tables/raw_rows.hpp"
#include "verdet/tables/stream.hpp"

namespace verdet {

/// Variables with more values in a row are large: they are read as they lie, by any thread.
inline constexpr std::size_t kMostNarrow = 63;

class RowGatherer {
 public:
  /// `variables` as TableStream has them, over the axis `point`, of the segments' `structure`.
  RowGatherer(const SegmentIndex& index, const SweepIdentity& identity, const Table& structure,
              const std::vector<StreamVariable>& variables)
      : index_(index),
        structure_(structure),
        variables_(variables),
        reader_(index, identity),
        sources_(index.segments.size()) {}

  /// Rows [first, first + count) of all variables into `slab`, blank where there are none; those of
  /// large variables only when the function returned has been called, by any thread, while `slab`
  /// is left alone and no other rows are gathered by such a function.
  std::function<void()> gather(std::uint64_t first, std::uint64_t count,
                               std::vector<Variable>& slab);

 private:
  /// The large variables of a segment, where all that are wanted can be read as they lie.
  struct Source {
    std::vector<RawVariable> large;
    std::size_t most_values = kMostNarrow;  ///< of what HDF5 must read
  };
  struct Piece {
    std::size_t segment;
    std::uint64_t offset;  ///< bytes
    std::size_t count;
    double* to;
  };

  const Table& home(const StreamVariable& variable) const;
  const Source& source_of(std::size_t segment);
  void copy(std::size_t segment, std::uint64_t row, std::uint64_t count, std::uint64_t at,
            std::vector<Variable>& slab, std::vector<Piece>& pieces);
  void read(const std::vector<Piece>& pieces);

  const SegmentIndex& index_;
  const Table& structure_;
  const std::vector<StreamVariable>& variables_;
  SegmentReader reader_;
  std::vector<std::optional<Source>> sources_;
  std::optional<std::pair<std::size_t, RawFile>> open_;  ///< the segment read last
};

/// The points' status in rows gathered.
const std::vector<std::int32_t>& status_of(const std::vector<Variable>& slab);

}  // namespace verdet
