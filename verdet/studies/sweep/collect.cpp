#include "verdet/studies/sweep/collect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <list>

#include "verdet/base/text.hpp"
#include "verdet/studies/grid.hpp"
#include "verdet/studies/sweep/intervals.hpp"
#include "verdet/studies/sweep/rows.hpp"

namespace verdet {
namespace {

// Consecutive points in consecutive rows of one segment.
struct Run {
  std::uint64_t first = 0, count = 0;
  std::size_t segment = 0;
  std::uint64_t row = 0;
  bool done = true;
};

struct Index {
  std::vector<SegmentName> segments;
  std::vector<Run> runs;  ///< ascending, disjoint
  std::vector<std::string> bad;
  double compute_seconds = 0;
};

void add_runs(Index& index, std::size_t segment, const std::vector<double>& points,
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

// Where two runs hold the same points (a retry, two shardings of one sweep), the computed one wins,
// then the later segment.
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
    for (const Interval& gap : taken.missing(run.first, run.first + run.count))
      kept.push_back(
          {gap.first, gap.size(), run.segment, run.row + (gap.first - run.first), run.done});
    taken.add(Interval{run.first, run.first + run.count});
    taken.merge();
  }
  std::sort(kept.begin(), kept.end(), by_point);
  return kept;
}

Index index_of(const SweepStore& store, const SweepIdentity& identity) {
  Index index;
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

// Rows of segments, a few segments at a time.
class SegmentReader {
 public:
  SegmentReader(const Index& index, const SweepIdentity& identity)
      : index_(index), identity_(identity) {}

  /// A segment that holds rows [row, row + count), and the number of its first row.
  std::pair<const Table*, std::uint64_t> rows(std::size_t segment, std::uint64_t row,
                                              std::uint64_t count) {
    for (Part& part : parts_)
      if (part.segment == segment && part.first <= row && row + count <= part.last)
        return {&part.table, part.first};
    while (parts_.size() >= kKept) parts_.pop_front();
    const std::uint64_t last = row + std::max<std::uint64_t>(count, kAhead);
    Table table = read_segment(index_.segments[segment].path, identity_,
                               {.axis = kPointAxis, .first = row, .count = last - row});
    parts_.push_back({segment, row, last, std::move(table)});
    return {&parts_.back().table, row};
  }

  static constexpr std::uint64_t kAhead = 4096;  ///< rows read at once

 private:
  static constexpr std::size_t kKept = 4;
  struct Part {
    std::size_t segment;
    std::uint64_t first, last;
    Table table;
  };
  const Index& index_;
  const SweepIdentity& identity_;
  std::list<Part> parts_;
};

// Folded one by one: a large sweep has more segments than should be held.
Table structure_of(const Index& index, const SweepIdentity& identity) {
  Table structure;
  for (std::size_t k = 0; k < index.segments.size(); ++k) {
    Table table = read_segment(index.segments[k].path, identity,
                               {.axis = kPointAxis, .first = 0, .count = 1});
    const Table* const both[] = {&structure, &table};
    structure = k == 0 ? common_structure(std::span(both).last(1)) : common_structure(both);
  }
  return structure;
}

std::vector<std::string> missing_shards(const SweepStore& store, const SweepIdentity& identity,
                                        const IntervalSet& there, const Design& design) {
  std::vector<std::string> list;
  const std::uint64_t count = store.shards();
  for (std::uint64_t k = 0; k < count; ++k) {
    const Shard shard{k, count};
    const std::uint64_t first = shard.first(identity.points), last = shard.last(identity.points);
    std::uint64_t missing = 0;
    for (const Interval& gap : there.missing(first, last)) {
      if (design.keeps_all())
        missing += gap.size();
      else
        for (std::uint64_t p = gap.first; p < gap.last; ++p) missing += design.kept(p);
    }
    if (missing)
      list.push_back(
          fmt::format("shard {}: {} of {} points missing", shard.name(), missing, last - first));
  }
  return list;
}

// Every variable with rows, with the group it is in, in the order that a stream wants.
void list_rows(const Table& table, const std::string& group, std::vector<StreamVariable>& list) {
  for (const Variable& variable : table.variables())
    if (has_rows(variable)) list.push_back({group, variable});
}

Table without_rows(const Table& table, const std::vector<Axis>& leading) {
  Table out;
  for (const Axis& axis : leading) out.add_axis(axis);
  for (const Axis& axis : table.axes())
    if (axis.name != kPointAxis) out.add_axis(axis);
  for (const Variable& variable : table.variables())
    if (!has_rows(variable)) out.add(variable);
  for (const auto& [name, value] : table.attributes()) out.set(name, value);
  return out;
}

class Collection {
 public:
  Collection(const Index& index, const SweepIdentity& identity, const Table& structure,
             const Design& design)
      : index_(index), structure_(structure), reader_(index, identity) {
    list_rows(structure, "", variables_);
    std::vector<std::string> taken;
    for (const Axis& axis : structure.axes()) taken.push_back(axis.name);
    for (const Variable& variable : structure.variables()) taken.push_back(variable.name);
    std::erase(taken, kPointAxis);
    const std::vector<Axis> axes = design.axes(taken);
    for (const Axis& axis : axes) leading_.push_back(axis.name);
    table_ = without_rows(structure, axes);
    for (Variable& coordinate : design.coordinates(taken)) table_.add(std::move(coordinate));
    for (const auto& [name, group] : structure.groups()) {
      list_rows(group, name, variables_);
      table_.group(name) = without_rows(group, axes);
    }
  }

  Table& table() { return table_; }

  void write(const std::string& output, const StreamOptions& options, const Context& context,
             std::uint64_t& failed) {
    std::vector<StreamVariable> unfolded = variables_;
    for (StreamVariable& variable : unfolded) {
      std::vector<std::string>& axes = variable.model.axes;
      axes.erase(axes.begin());
      axes.insert(axes.begin(), leading_.begin(), leading_.end());
    }
    TableStream stream(output, table_, leading_, unfolded, options);
    const std::uint64_t step = stream.slab_rows(), rows = stream.rows();
    std::vector<Variable> slab;
    for (std::uint64_t first = 0; first < rows; first += step) {
      context.check();
      const std::uint64_t count = std::min(step, rows - first);
      gather(first, count, slab);
      for (const std::int32_t status : status_of(slab)) failed += status > 0;
      stream.write(first, count, slab);
      if (context.progress)
        context.progress(static_cast<double>(first + count), static_cast<double>(rows));
    }
    stream.finish();
  }

 private:
  const std::vector<std::int32_t>& status_of(const std::vector<Variable>& slab) const {
    for (const Variable& variable : slab)
      if (variable.name == "status") return variable.integers;
    throw Error("the segments of the sweep hold no status");
  }

  const Table& home(const StreamVariable& variable, const Table& table) const {
    return variable.group.empty() ? table : *table.find_group(variable.group);
  }

  void gather(std::uint64_t first, std::uint64_t count, std::vector<Variable>& slab) {
    slab.resize(variables_.size());
    for (std::size_t v = 0; v < variables_.size(); ++v) {
      const StreamVariable& variable = variables_[v];
      slab[v].name = variable.model.name;
      slab[v].axes = variable.model.axes;
      make_blank(home(variable, structure_), variable.model, count, slab[v]);
    }
    auto run =
        std::upper_bound(index_.runs.begin(), index_.runs.end(), first,
                         [](std::uint64_t p, const Run& r) { return p < r.first + r.count; });
    for (; run != index_.runs.end() && run->first < first + count; ++run) {
      const std::uint64_t from = std::max(run->first, first);
      const std::uint64_t to = std::min(run->first + run->count, first + count);
      copy(run->segment, run->row + (from - run->first), to - from, from - first, slab);
    }
    blank_counts_of_failed(slab);
  }

  void copy(std::size_t segment, std::uint64_t row, std::uint64_t count, std::uint64_t at,
            std::vector<Variable>& slab) {
    const auto [table, start] = reader_.rows(segment, row, count);
    for (std::size_t v = 0; v < variables_.size(); ++v) {
      const StreamVariable& variable = variables_[v];
      const Table* from = variable.group.empty() ? table : table->find_group(variable.group);
      if (from) copy_rows(*from, row - start, count, home(variable, structure_), slab[v], at);
    }
  }

  // A failed point has no entries to count, whatever the other points of its segment have.
  void blank_counts_of_failed(std::vector<Variable>& slab) const {
    const std::vector<std::int32_t> status = status_of(slab);
    for (Variable& variable : slab) {
      if (!variable.name.starts_with("count_") || variable.integers.size() != status.size())
        continue;
      for (std::size_t i = 0; i < status.size(); ++i)
        if (status[i] != kDone) variable.integers[i] = -1;
    }
  }

  const Index& index_;
  const Table& structure_;
  SegmentReader reader_;
  std::vector<StreamVariable> variables_;
  std::vector<std::string> leading_;
  Table table_;
};

// The results that statistics look at: reals with one row per point, of the root with one value
// and, for conditions, of groups too.
std::vector<PointValues> point_values(const Index& index, const SweepIdentity& identity,
                                      const Table& structure, const Plan& plan) {
  const auto& factors = plan.design.factors();
  const bool wanted = !plan.statistics.empty() || (factors.size() == 1 && factors[0].sensitivity);
  if (!wanted) return {};
  std::vector<StreamVariable> variables;
  list_rows(structure, "", variables);
  std::erase_if(variables,
                [&](const StreamVariable& v) { return row_size(structure, v.model) != 1; });
  if (!plan.statistics.yield.empty())
    for (const auto& [name, group] : structure.groups()) list_rows(group, name, variables);
  std::erase_if(variables, [](const StreamVariable& v) {
    return !v.model.integers.empty() || !v.model.texts.empty();
  });
  std::vector<PointValues> results;
  for (const StreamVariable& v : variables) {
    const Table& home = v.group.empty() ? structure : *structure.find_group(v.group);
    results.push_back({v.model.name, v.model.unit, row_size(home, v.model), {}});
    results.back().values.assign(identity.points * results.back().width, blank<double>());
  }
  SegmentReader reader(index, identity);
  for (const Run& run : index.runs) {
    for (std::uint64_t at = 0; at < run.count; at += SegmentReader::kAhead) {
      const std::uint64_t count = std::min(SegmentReader::kAhead, run.count - at);
      const auto [table, start] = reader.rows(run.segment, run.row + at, count);
      for (std::size_t k = 0; k < variables.size(); ++k) {
        const std::string& group = variables[k].group;
        const Table* from = group.empty() ? table : table->find_group(group);
        if (!from) continue;
        Variable target = variables[k].model;
        target.values.swap(results[k].values);
        copy_rows(*from, run.row + at - start, count,
                  group.empty() ? structure : *structure.find_group(group), target, run.first + at);
        target.values.swap(results[k].values);
      }
    }
  }
  return results;
}

void add_statistics(Table& table, const Plan& plan, const std::vector<PointValues>& results) {
  if (results.empty()) return;
  Table group = statistics(plan.design, plan.statistics, results);
  if (!group.variables().empty()) table.group("statistics") = std::move(group);
}

void write_table(const Plan& plan, const Design& design, const SweepStore& store,
                 const Index& index, const SweepIdentity& identity, const std::string& output,
                 const CollectOptions& options, const Context& context, CollectOutcome& outcome) {
  const Table structure = structure_of(index, identity);
  if (structure.variables().empty())
    throw Error(store.folder() + ": holds no result yet; nothing was written");
  Collection collection(index, identity, structure, design);
  Table& table = collection.table();
  if (!design.refined() && design.size() == identity.points)
    add_statistics(table, plan, point_values(index, identity, structure, plan));
  table.set("compute_seconds", index.compute_seconds);
  if (options.digits > 0)
    table.set("rounded", fmt::format("real variables to {} significant digits", options.digits));
  collection.write(output, {options.digits, options.threads}, context, outcome.failed);
}

// The points that refinement chose, as a plain table of points.
CollectOutcome collect_refined(const Plan& plan, const SweepStore& store, Index index,
                               const SweepIdentity& identity, const std::string& output,
                               const CollectOptions& options, const Context& context) {
  std::vector<std::uint64_t> points;
  for (Run& run : index.runs) {
    const std::uint64_t rank = points.size();
    for (std::uint64_t k = 0; k < run.count; ++k) points.push_back(run.first + k);
    run.first = rank;
  }
  CollectOutcome outcome{points.size(), 0, 0, {}, index.bad};
  write_table(plan, plan.design.only(points), store, index, identity, output, options, context,
              outcome);
  return outcome;
}

}  // namespace

std::vector<double> stored_values(const SweepStore& store, const std::string& variable) {
  const SweepIdentity identity = store.identity();
  const Index index = index_of(store, identity);
  std::vector<double> values(identity.points, blank<double>());
  bool found = index.segments.empty();
  std::vector<std::string> known;
  for (std::size_t k = 0; k < index.segments.size(); ++k) {
    const Table table =
        read_segment(index.segments[k].path, identity, {.axis = {}, .only = {variable}});
    const Variable* column = table.find(variable);
    if (!column || column->values.size() != table.axis(kPointAxis).size()) continue;
    found = true;
    for (const Run& run : index.runs)
      if (run.segment == k)
        std::copy_n(column->values.begin() + static_cast<std::ptrdiff_t>(run.row), run.count,
                    values.begin() + static_cast<std::ptrdiff_t>(run.first));
  }
  if (!found)
    throw InputError(
        fmt::format("the points of the sweep have no result '{}' with one value each; "
                    "refine by one that 'verdet info' lists without axes",
                    variable));
  return values;
}

std::vector<std::uint64_t> failed_points(const SweepStore& store) {
  std::vector<std::uint64_t> points;
  for (const Run& run : index_of(store, store.identity()).runs)
    for (std::uint64_t k = 0; k < run.count && !run.done; ++k) points.push_back(run.first + k);
  return points;
}

Plan plan_of(const SweepStore& store, const Registry& registry) {
  return make_plan(parse_yaml(store.identity().resolved_spec, store.folder() + "/sweep.yaml"),
                   registry);
}

CollectOutcome collect(const Plan& plan, const SweepStore& store, const std::string& output,
                       const CollectOptions& options, const Context& context) {
  const SweepIdentity identity = store.identity();
  Index index = index_of(store, identity);
  if (plan.design.refined())
    return collect_refined(plan, store, index, identity, output, options, context);
  CollectOutcome outcome{identity.points, 0, 0, {}, index.bad};
  IntervalSet there;
  for (const Run& run : index.runs) there.add(Interval{run.first, run.first + run.count});
  there.merge();
  outcome.missing = identity.points - there.size();
  if (outcome.missing) outcome.missing_shards = missing_shards(store, identity, there, plan.design);
  if (!outcome.missing_shards.empty() && !options.partial) {
    std::vector<std::string> lines = outcome.missing_shards;
    lines.insert(lines.end(), index.bad.begin(), index.bad.end());
    throw Error(
        fmt::format("{}: not complete:\n  {}\nrun these shards again (only what is missing is "
                    "computed), or use --partial",
                    store.folder(), join(lines, "\n  ")));
  }
  write_table(plan, plan.design, store, index, identity, output, options, context, outcome);
  return outcome;
}

}  // namespace verdet
