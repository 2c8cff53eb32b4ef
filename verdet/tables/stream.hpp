// A table too large for memory, written row by row into one HDF5 file.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "verdet/tables/table.hpp"

namespace verdet {

struct StreamOptions {
  /// Significant decimal digits that are kept of real variables, which are then shuffled and
  /// deflated; 0 stores them whole and uncompressed.
  int digits = 0;
  int threads = 1;                                     ///< that make chunks
  std::uint64_t slab_bytes = std::uint64_t{64} << 20;  ///< most that `write` is given at once
  std::string temporary = {};  ///< file that is written first, see Publication
};

/// One variable whose data come later: `model` names, units, axes and kind (one element of its kind
/// in `values`, `integers` or `texts`); its leading axes are those of the stream.
struct StreamVariable {
  std::string group;  ///< "" for the root
  Variable model;
};

/// Publishes `path` whole in `finish`, or not at all. Data are chunked so that a slice along any
/// axis touches few chunks, with rows before columns bounded by `slab_bytes`. Some variables may be
/// written before the others are known: each `add` begins another pass over all rows.
class TableStream {
 public:
  /// `table` has all axes, attributes and small variables; `leading` names the axes that number the
  /// rows, row-major. `variables` are those of the root, then those of each group of `table`.
  TableStream(std::string path, const Table& table, const std::vector<std::string>& leading,
              const std::vector<StreamVariable>& variables, const StreamOptions& options);
  ~TableStream();
  TableStream(const TableStream&) = delete;
  TableStream& operator=(const TableStream&) = delete;

  /// What `table` holds that is not yet there, and other `variables`, which the next `write` is
  /// about.
  void add(const Table& table, const std::vector<StreamVariable>& variables);

  std::uint64_t rows() const;
  /// Rows that `write` must be given at once (fewer at the end): whole chunks.
  std::uint64_t slab_rows() const;
  /// Rows [first, first + count) of every variable last added, in their order. `meanwhile` is
  /// called on the calling thread while others make chunks; it may use HDF5.
  void write(std::uint64_t first, std::uint64_t count, std::span<const Variable> data,
             const std::function<void()>& meanwhile = {});
  /// Waits until what was written is with the kernel or the disk; throws when some of it is not.
  void flush();
  /// Sets a root attribute; before `finish`.
  void set(const std::string& name, const Attribute& value);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `value` rounded to `digits` significant decimal digits by clearing bits of its mantissa (round
/// half to even): relative error below 0.5 * 10^-digits. NaN and infinities are kept.
void round_digits(std::span<double> values, int digits);

}  // namespace verdet
