#include "verdet/studies/sweep/collect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <future>

#include "verdet/base/text.hpp"
#include "verdet/studies/grid.hpp"
#include "verdet/studies/sweep/draft.hpp"
#include "verdet/studies/sweep/gather.hpp"
#include "verdet/studies/sweep/intervals.hpp"
#include "verdet/studies/sweep/point_values.hpp"
#include "verdet/studies/sweep/refine.hpp"
#include "verdet/studies/sweep/rows.hpp"
#include "verdet/studies/sweep/segment_index.hpp"

namespace verdet {
namespace {

std::vector<std::string> missing_shards(const SweepStore& store, const SweepIdentity& identity,
                                        const IntervalSet& there, const Design& design) {
  std::vector<std::string> list;
  const std::uint64_t count = store.shards();
  for (std::uint64_t k = 0; k < count; ++k) {
    const Shard shard{k, count};
    const std::uint64_t first = shard.first(identity.points), last = shard.last(identity.points);
    std::uint64_t missing = 0;
    for (const PointRange& gap : there.missing(first, last)) {
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
  Collection(const SegmentIndex& index, const SweepIdentity& identity, const Table& structure,
             const Design& design)
      : index_(index),
        identity_(identity),
        structure_(structure),
        leading_(leading_axes(design, structure)),
        table_(without_rows(structure, leading_)) {
    list_rows(structure, "", small_);
    for (Variable& coordinate : design.coordinates(taken_names(structure)))
      table_.add(std::move(coordinate));
    for (const auto& [name, group] : structure.groups()) {
      list_rows(group, name, small_);
      table_.group(name) = without_rows(group, leading_);
    }
    large_ = take_large(structure, small_);
  }

  Table& table() { return table_; }

  void write(const std::string& output, const CollectOptions& options, const Context& context,
             std::uint64_t& failed) {
    std::unique_ptr<TableStream> stream;
    if (options.draft) stream = options.draft->finish(structure_, leading_, large_);
    const bool drafted = stream != nullptr;
    if (!stream)
      stream = begin(
          output,
          {.digits = options.digits, .threads = options.threads, .temporary = options.temporary});
    const std::uint64_t step = stream->slab_rows();
    const auto lacks = [&](std::uint64_t first) {
      return !drafted || !options.draft->has(first / step);
    };
    if (!large_.empty()) {
      pass(*stream, large_, lacks, context);
      begun_rows_ = stream->rows();
      stream->add(table_, unfolded(small_, leading_));
    }
    const auto count_failed = [&](const std::vector<Variable>& slab) {
      for (const std::int32_t status : status_of(slab)) failed += status > 0;
    };
    pass(
        *stream, small_, [](std::uint64_t) { return true; }, context, count_failed);
    stream->finish();
  }

 private:
  std::unique_ptr<TableStream> begin(const std::string& output,
                                     const StreamOptions& options) const {
    std::vector<std::string> names;
    for (const Axis& axis : leading_) names.push_back(axis.name);
    const std::vector<StreamVariable>& first = large_.empty() ? small_ : large_;
    return std::make_unique<TableStream>(output, table_, names, unfolded(first, leading_), options);
  }

  /// Writes those slabs of `variables` that are `wanted` by the number of their first row.
  void pass(TableStream& stream, const std::vector<StreamVariable>& variables,
            const std::function<bool(std::uint64_t)>& wanted, const Context& context,
            const std::function<void(const std::vector<Variable>&)>& look = {}) {
    RowGatherer gatherer(index_, identity_, structure_, variables);
    const std::uint64_t step = stream.slab_rows(), rows = stream.rows();
    const auto next_wanted = [&](std::uint64_t first) {
      while (first < rows && !wanted(first)) first += step;
      return first;
    };
    std::vector<Variable> slab, next;
    std::future<void> reading;  // large variables, while the rows before are written
    const auto gather = [&](std::uint64_t first, std::vector<Variable>& to) {
      if (first < rows)
        reading = std::async(std::launch::async,
                             gatherer.gather(first, std::min(step, rows - first), to));
    };
    std::uint64_t first = next_wanted(0);
    gather(first, slab);
    while (first < rows) {
      context.check();
      reading.get();
      const std::uint64_t count = std::min(step, rows - first), after = next_wanted(first + step);
      if (look) look(slab);
      stream.write(first, count, slab, [&] { gather(after, next); });
      slab.swap(next);
      first = after;
      if (context.progress)  // of two passes, where there are large variables
        context.progress(static_cast<double>(begun_rows_ + std::min(first, rows)),
                         static_cast<double>(large_.empty() ? rows : 2 * rows));
    }
  }

  std::uint64_t begun_rows_ = 0;  ///< of the pass before
  const SegmentIndex& index_;
  const SweepIdentity& identity_;
  const Table& structure_;
  std::vector<Axis> leading_;
  Table table_;
  std::vector<StreamVariable> small_, large_;
};

void add_statistics(Table& table, const Plan& plan, const std::vector<PointValues>& results) {
  if (results.empty()) return;
  Table group = statistics(plan.design, plan.statistics, results);
  if (!group.variables().empty()) table.group("statistics") = std::move(group);
}

void write_table(const Plan& plan, const Design& design, const SweepStore& store,
                 const SegmentIndex& index, const SweepIdentity& identity,
                 const std::string& output, const CollectOptions& options, const Context& context,
                 CollectOutcome& outcome) {
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
  collection.write(output, options, context, outcome.failed);
}

// The points that refinement chose, as a plain table of points.
Design chosen_points(const Plan& plan, SegmentIndex& index) {
  std::vector<std::uint64_t> points;
  for (Run& run : index.runs) {
    const std::uint64_t rank = points.size();
    for (std::uint64_t k = 0; k < run.count; ++k) points.push_back(run.first + k);
    run.first = rank;
  }
  return plan.design.only(points);
}

std::vector<std::string> missing_lines(const Plan& plan, const SweepStore& store,
                                       const IntervalSet& there) {
  const std::vector<double> values =
      stored_values(store, plan.design.factors().back().refine->variable);
  std::vector<std::string> list;
  for (std::uint64_t k = 0; k < store.shards(); ++k) {
    const Shard shard{k, store.shards()};
    const std::size_t count = missing_refined(plan, shard, values, there).size();
    if (count)
      list.push_back(fmt::format("shard {}: {} points missing in the round of refinement it is in",
                                 shard.name(), count));
  }
  return list;
}

}  // namespace

std::vector<double> stored_values(const SweepStore& store, const std::string& variable) {
  const SweepIdentity identity = store.identity();
  const SegmentIndex index = index_of(store, identity);
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
  SegmentIndex index = index_of(store, identity);
  const bool refined = plan.design.refined();
  CollectOutcome outcome{identity.points, 0, 0, {}, index.bad};
  IntervalSet there;
  for (const Run& run : index.runs) there.add(PointRange{run.first, run.first + run.count});
  there.merge();
  if (refined) {
    outcome.points = there.size();
    outcome.missing_shards = missing_lines(plan, store, there);
  } else {
    outcome.missing = identity.points - there.size();
    if (outcome.missing)
      outcome.missing_shards = missing_shards(store, identity, there, plan.design);
  }
  if (!outcome.missing_shards.empty() && !options.partial) {
    std::vector<std::string> lines = outcome.missing_shards;
    lines.insert(lines.end(), index.bad.begin(), index.bad.end());
    throw Error(
        fmt::format("{}: not complete:\n  {}\nrun these shards again (only what is missing is "
                    "computed), or use --partial",
                    store.folder(), join(lines, "\n  ")));
  }
  const Design design = refined ? chosen_points(plan, index) : plan.design;
  write_table(plan, design, store, index, identity, output, options, context, outcome);
  return outcome;
}

}  // namespace verdet
