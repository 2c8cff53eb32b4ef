// The table of a sweep, begun while its points are computed.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verdet/studies/sweep/design.hpp"
#include "verdet/tables/stream.hpp"

namespace verdet {

/// Takes the large variables of every segment as it is published and writes them into the table,
/// so that they need not be read again. The segments stay the truth: what the draft does not have,
/// or a draft that failed, is made up from them.
class TableDraft {
 public:
  static constexpr std::uint64_t kLeastBytes = std::uint64_t{256} << 20;

  /// Of a table smaller than `least_bytes` there is no draft.
  TableDraft(std::string output, const Design& design, const StreamOptions& options,
             std::uint64_t least_bytes = kLeastBytes);

  /// The rows of a segment, by the thread that uses HDF5.
  void take(const Table& segment);

  /// Removes what is written, which makes room; false where there is nothing.
  bool give_up();

  /// The stream, if it is one of these large variables over these axes; the draft ends here.
  std::unique_ptr<TableStream> finish(const Table& structure, const std::vector<Axis>& leading,
                                      const std::vector<StreamVariable>& large);
  /// Whether slab number `k` of the stream is written.
  bool has(std::uint64_t k) const { return done_.at(k); }

 private:
  /// Rows of one slab, from several segments.
  struct Slab {
    std::uint64_t number = 0, filled = 0;
    std::vector<Variable> rows;
  };
  void begin(const Table& segment);
  void add(const Table& segment);
  void add_run(const Table& segment, std::uint64_t point, std::uint64_t row, std::uint64_t count);
  Slab& slab(std::uint64_t number);

  std::string output_;
  const Design& design_;
  StreamOptions options_;
  std::uint64_t least_bytes_;
  bool begun_ = false;
  std::vector<Axis> leading_;
  std::vector<StreamVariable> large_;  ///< over `point`
  Table structure_;
  std::unique_ptr<TableStream> stream_;
  std::vector<bool> done_;
  std::list<Slab> slabs_;    ///< not yet whole
  std::optional<Slab> old_;  ///< its memory is used again
};

/// The axes of the points in a table of this structure.
std::vector<Axis> leading_axes(const Design& design, const Table& structure);
/// The names that those of the points must not take.
std::vector<std::string> taken_names(const Table& structure);
/// Splits off the variables of the root with large rows.
std::vector<StreamVariable> take_large(const Table& structure, std::vector<StreamVariable>& all);
/// With the leading axes in place of `point`.
std::vector<StreamVariable> unfolded(std::vector<StreamVariable> variables,
                                     const std::vector<Axis>& leading);

}  // namespace verdet
