// Tables whose variables have one row per point (first axis `point`): joining and padding them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "verdet/tables/table.hpp"

namespace verdet {

/// What stands where nothing was computed.
template <class T>
T blank() {
  if constexpr (std::is_floating_point_v<T>)
    return std::numeric_limits<T>::quiet_NaN();
  else if constexpr (std::is_integral_v<T>)
    return T{-1};
  else
    return T{};
}

/// Copies a block of extents `own` (row-major) into the corner of one of extents `padded`, which
/// are nowhere smaller.
template <class T>
void place_padded(std::span<const T> from, std::span<const std::size_t> own,
                  std::span<const std::size_t> padded, T* to) {
  const std::size_t row = own.empty() ? 1 : own.back();
  if (row == 0) return;
  for (std::size_t i = 0; i < from.size(); i += row) {
    std::size_t rest = i / row, offset = 0, stride = 1;
    for (std::size_t k = own.size(); k-- > 0;) {
      if (k + 1 < own.size()) {
        offset += (rest % own[k]) * stride;
        rest /= own[k];
      }
      stride *= padded[k];
    }
    std::copy_n(from.data() + i, row, to + offset);
  }
}

/// Whether the variable has one row per point.
bool has_rows(const Variable& variable);

/// Some consecutive points: a table of `rows` rows, or no table when all of them failed.
struct RowBlock {
  const Table* table = nullptr;
  std::size_t rows = 0;
};

/// The structure that tables of different points share, without data: the first one's variables,
/// the longest version of each axis (`ragged` ones are counted by variables `count_NAME`). Throws
/// Error when an axis or a variable means different things in two of them.
Table common_structure(std::span<const Table* const> tables);

/// The rows of all blocks, one below the other; blank rows where a block has no table. Empty when
/// none has one.
Table concatenate(std::span<const RowBlock> blocks);
/// The same with these numbers along `point`; never empty.
Table concatenate(std::span<const RowBlock> blocks, std::vector<double> points);

/// Copies rows [first, first + count) of the variable that `table` holds under the name of `to`
/// into `to`, a variable of a larger structure, from row `at` on, padded; blank where the table
/// has none. Counts along an axis that the table does not count are its length.
void copy_rows(const Table& table, std::size_t first, std::size_t count, const Table& structure,
               Variable& to, std::size_t at);

/// Extents of a variable behind its rows, and values per row, in a structure.
std::vector<std::size_t> inner_extents(const Table& structure, const Variable& variable);
std::size_t row_size(const Table& structure, const Variable& variable);

/// Gives `variable` name, axes and kind of `model` and room for `rows` rows; what they hold is left
/// to the caller.
void make_room(const Table& structure, const Variable& model, std::size_t rows, Variable& variable);
void blank_rows(const Table& structure, Variable& variable, std::size_t first, std::size_t count);
/// Room for rows that are all blank.
void make_blank(const Table& structure, const Variable& model, std::size_t rows,
                Variable& variable);

}  // namespace verdet
