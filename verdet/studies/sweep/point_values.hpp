// The variables of a sweep's segments, and whole columns of them; internal to studies/sweep.
#pragma once

#include "verdet/studies/sweep/segment_index.hpp"
#include "verdet/studies/sweep/statistics.hpp"
#include "verdet/tables/stream.hpp"

namespace verdet {

/// The root, or the group of that name; nullptr where a table has none such.
inline const Table* home_of(const Table& table, const std::string& group) {
  return group.empty() ? &table : table.find_group(group);
}

/// Appends every variable with rows, with the group it is in, in the order that a stream wants.
void list_rows(const Table& table, const std::string& group, std::vector<StreamVariable>& list);

/// The results that statistics look at: reals with one row per point, of the root with one value
/// and, for conditions, of groups too. Empty where the plan asks for no statistics.
std::vector<PointValues> point_values(const SegmentIndex& index, const SweepIdentity& identity,
                                      const Table& structure, const Plan& plan);

}  // namespace verdet
