#include "verdet/studies/sweep/segment_index.hpp"

#include <algorithm>

#include "verdet/studies/sweep/intervals.hpp"
#include "verdet/studies/sweep/rows.hpp"

namespace verdet {
namespace {

void add_runs(SegmentIndex& index, std::size_t segment, const std::vector<double>& points,
              const std::vector<std::int32_t>& status) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto point = static_cast<std::uint64_t>(points[i]);
    const bool done = status[i] == kDone;
    const bool joins = i > 0 && index.runs.back().first + index.runs.back().count == point &&
                       index.runs.back().done == done;
    if (joins)
      ++index.runs.back().count;
    else
      index.runs.push_back({point, 1, segment, i, done});
  }
}

std::vector<Run> disjoint(std::vector<Run> runs) {
  const auto by_point = [](const Run& a, const Run& b) { return a.first < b.first; };
  std::stable_sort(runs.begin(), runs.end(), by_point);
  const auto overlap = [](const Run& a, const Run& b) { return a.first + a.count > b.first; };
  if (std::adjacent_find(runs.begin(), runs.end(), overlap) == runs.end()) return runs;
  std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    return std::pair(a.done, a.segment) > std::pair(b.done, b.segment);
  });
  IntervalSet taken;
  std::vector<Run> kept;
  for (const Run& run : runs) {
    for (const PointRange& gap : taken.missing(run.first, run.first + run.count))
      kept.push_back(
          {gap.first, gap.size(), run.segment, run.row + (gap.first - run.first), run.done});
    taken.add(PointRange{run.first, run.first + run.count});
    taken.merge();
  }
  std::sort(kept.begin(), kept.end(), by_point);
  return kept;
}

}  // namespace

SegmentIndex index_of(const SweepStore& store, const SweepIdentity& identity) {
  SegmentIndex index;
  for (const SegmentName& name : store.segments(0, identity.points)) {
    try {
      const Table table = read_segment(name.path, identity, {.axis = {}, .only = {"status"}});
      add_runs(index, index.segments.size(), table.axis(kPointAxis).values,
               table.variable("status").integers);
      if (const Attribute* seconds = table.attribute("compute_seconds"))
        if (const double* value = std::get_if<double>(seconds)) index.compute_seconds += *value;
      index.segments.push_back(name);
    } catch (const InputError& error) {
      index.bad.push_back(error.what());
    }
  }
  index.runs = disjoint(std::move(index.runs));
  return index;
}

// Folded one by one: a large sweep has more segments than should be held.
Table structure_of(const SegmentIndex& index, const SweepIdentity& identity) {
  Table structure;
  for (std::size_t k = 0; k < index.segments.size(); ++k) {
    Table table = read_segment(index.segments[k].path, identity,
                               {.axis = kPointAxis, .first = 0, .count = 1});
    const Table* const both[] = {&structure, &table};
    structure = k == 0 ? common_structure(std::span(both).last(1)) : common_structure(both);
  }
  return structure;
}

std::pair<const Table*, std::uint64_t> SegmentReader::rows(std::size_t segment, std::uint64_t row,
                                                           std::uint64_t count,
                                                           std::size_t most_values) {
  for (Part& part : parts_)
    if (part.segment == segment && part.first <= row && row + count <= part.last &&
        part.most_values >= most_values)
      return {&part.table, part.first};
  if (parts_.size() >= kKept) parts_.pop_front();
  const std::uint64_t ahead = most_values < SIZE_MAX ? kNarrowAhead : kAhead;
  const std::uint64_t last = row + std::max<std::uint64_t>(count, ahead);
  Table table = read_segment(
      index_.segments[segment].path, identity_,
      {.axis = kPointAxis, .first = row, .count = last - row, .most_values = most_values});
  parts_.push_back({segment, most_values, row, last, std::move(table)});
  return {&parts_.back().table, row};
}

}  // namespace verdet
