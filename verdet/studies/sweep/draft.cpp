#include "verdet/studies/sweep/draft.hpp"

#include <algorithm>
#include <iterator>

#include "verdet/base/error.hpp"
#include "verdet/studies/grid.hpp"
#include "verdet/studies/sweep/gather.hpp"
#include "verdet/studies/sweep/point_values.hpp"
#include "verdet/studies/sweep/rows.hpp"

namespace verdet {
namespace {

constexpr std::uint64_t kSlabBytes = std::uint64_t{16} << 20;
constexpr std::size_t kMostOpen = 4;  // slabs that wait for rows

bool same_axis(const Axis& a, const Axis& b) {
  return a.name == b.name && a.values == b.values && a.labels == b.labels;
}

// A large variable over the axes that it has in the structure.
bool same_axes(const Variable& variable, const Table& a, const Table& b) {
  return std::ranges::all_of(variable.axes, [&](const std::string& name) {
    return name == kPointAxis || same_axis(a.axis(name), b.axis(name));
  });
}

}  // namespace

std::vector<std::string> taken_names(const Table& structure) {
  std::vector<std::string> taken;
  for (const Axis& axis : structure.axes()) taken.push_back(axis.name);
  for (const Variable& variable : structure.variables()) taken.push_back(variable.name);
  std::erase(taken, kPointAxis);
  return taken;
}

std::vector<Axis> leading_axes(const Design& design, const Table& structure) {
  return design.axes(taken_names(structure));
}

std::vector<StreamVariable> take_large(const Table& structure, std::vector<StreamVariable>& all) {
  const auto small = [&](const StreamVariable& v) {
    return !v.group.empty() || v.model.values.empty() ||
           row_size(structure, v.model) <= kMostNarrow;
  };
  const auto begin = std::stable_partition(all.begin(), all.end(), small);
  std::vector<StreamVariable> large(std::make_move_iterator(begin),
                                    std::make_move_iterator(all.end()));
  all.erase(begin, all.end());
  return large;
}

std::vector<StreamVariable> unfolded(std::vector<StreamVariable> variables,
                                     const std::vector<Axis>& leading) {
  for (StreamVariable& variable : variables) {
    std::vector<std::string> axes;
    for (const Axis& axis : leading) axes.push_back(axis.name);
    axes.insert(axes.end(), variable.model.axes.begin() + 1, variable.model.axes.end());
    variable.model.axes = std::move(axes);
  }
  return variables;
}

TableDraft::TableDraft(std::string output, const Design& design, const StreamOptions& options,
                       std::uint64_t least_bytes)
    : output_(std::move(output)), design_(design), options_(options), least_bytes_(least_bytes) {
  options_.slab_bytes = std::min(options.slab_bytes, kSlabBytes);
}

void TableDraft::take(const Table& segment) {
  try {
    if (!begun_) begin(segment);
    if (stream_) add(segment);
  } catch (const std::exception&) {  // a full disk or memory: the segments need the place
    give_up();
  }
}

void TableDraft::begin(const Table& segment) {
  if (segment.variables().size() <= 2) return;  // nothing but failures yet
  begun_ = true;
  const Table* const one[] = {&segment};
  structure_ = common_structure(one);
  std::vector<StreamVariable> all;
  list_rows(structure_, "", all);
  large_ = take_large(structure_, all);
  std::uint64_t values = 0;
  for (const StreamVariable& v : large_) values += row_size(structure_, v.model);
  if (values == 0 || values * sizeof(double) * design_.size() < least_bytes_) return;
  leading_ = leading_axes(design_, structure_);
  Table bare;
  std::vector<std::string> names;
  for (const Axis& axis : leading_) {
    bare.add_axis(axis);
    names.push_back(axis.name);
  }
  // No other axes: those of small variables may still grow.
  for (const Axis& axis : structure_.axes())
    if (axis.name != kPointAxis && std::ranges::any_of(large_, [&](const StreamVariable& v) {
          return std::ranges::find(v.model.axes, axis.name) != v.model.axes.end();
        }))
      bare.add_axis(axis);
  stream_ =
      std::make_unique<TableStream>(output_, bare, names, unfolded(large_, leading_), options_);
  const std::uint64_t step = stream_->slab_rows();
  done_.assign((stream_->rows() + step - 1) / step, false);
}

void TableDraft::add(const Table& segment) {
  for (const StreamVariable& v : large_) {
    const Variable* variable = segment.find(v.model.name);
    if (!variable) return;  // only failures
    if (!same_axes(v.model, segment, structure_)) {
      give_up();
      return;
    }
  }
  const std::vector<double>& points = segment.axis(kPointAxis).values;
  for (std::size_t row = 0; row < points.size();) {
    std::size_t end = row + 1;
    while (end < points.size() && points[end] == points[end - 1] + 1) ++end;
    add_run(segment, static_cast<std::uint64_t>(points[row]), row, end - row);
    row = end;
  }
}

void TableDraft::add_run(const Table& segment, std::uint64_t point, std::uint64_t row,
                         std::uint64_t count) {
  const std::uint64_t step = stream_->slab_rows();
  while (count > 0) {
    const std::uint64_t number = point / step, at = point % step;
    const std::uint64_t part = std::min(count, step - at);
    Slab& into = slab(number);
    for (std::size_t v = 0; v < large_.size(); ++v)
      copy_rows(segment, row, part, structure_, into.rows[v], at);
    into.filled += part;
    const std::uint64_t first = number * step, rows = std::min(step, stream_->rows() - first);
    if (into.filled == rows) {
      stream_->write(first, rows, into.rows);
      done_[number] = true;
      old_ = std::move(into);
      slabs_.remove_if([&](const Slab& s) { return s.number == number; });
    }
    point += part;
    row += part;
    count -= part;
  }
}

TableDraft::Slab& TableDraft::slab(std::uint64_t number) {
  for (Slab& open : slabs_)
    if (open.number == number) return open;
  // One that earlier runs have begun is never whole.
  if (slabs_.size() >= kMostOpen) slabs_.pop_front();
  Slab& fresh = slabs_.emplace_back(old_ ? std::move(*old_) : Slab{});
  old_.reset();
  fresh.number = number;
  fresh.filled = 0;
  fresh.rows.resize(large_.size());
  const std::uint64_t step = stream_->slab_rows();
  const std::uint64_t rows = std::min(step, stream_->rows() - number * step);
  for (std::size_t v = 0; v < large_.size(); ++v)
    make_room(structure_, large_[v].model, rows, fresh.rows[v]);
  return fresh;
}

bool TableDraft::give_up() {
  const bool had = stream_ != nullptr;
  begun_ = true;
  stream_.reset();
  slabs_.clear();
  old_.reset();
  return had;
}

std::unique_ptr<TableStream> TableDraft::finish(const Table& structure,
                                                const std::vector<Axis>& leading,
                                                const std::vector<StreamVariable>& large) {
  slabs_.clear();
  old_.reset();
  const auto same = [&](const StreamVariable& a, const StreamVariable& b) {
    return a.model.name == b.model.name && a.model.axes == b.model.axes &&
           same_axes(a.model, structure, structure_);
  };
  if (stream_ && !(std::ranges::equal(leading, leading_, same_axis) &&
                   std::ranges::equal(large, large_, same)))
    give_up();
  try {
    if (stream_) stream_->flush();
  } catch (const Error&) {
    give_up();
  }
  return std::move(stream_);
}

}  // namespace verdet
