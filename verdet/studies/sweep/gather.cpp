#include "verdet/studies/sweep/gather.hpp"

#include <algorithm>
#include <tuple>

#include "verdet/studies/sweep/point_values.hpp"
#include "verdet/studies/sweep/rows.hpp"

namespace verdet {
namespace {

// A failed point has no entries to count, whatever the other points of its segment have.
void blank_counts_of_failed(std::vector<Variable>& slab) {
  const auto counts = [](const Variable& v) { return v.name.starts_with("count_"); };
  if (std::ranges::none_of(slab, counts)) return;
  const std::vector<std::int32_t> status = status_of(slab);
  for (Variable& variable : slab) {
    if (!variable.name.starts_with("count_") || variable.integers.size() != status.size()) continue;
    for (std::size_t i = 0; i < status.size(); ++i)
      if (status[i] != kDone) variable.integers[i] = -1;
  }
}

}  // namespace

const std::vector<std::int32_t>& status_of(const std::vector<Variable>& slab) {
  for (const Variable& variable : slab)
    if (variable.name == "status") return variable.integers;
  throw Error("the segments of the sweep hold no status");
}

const Table& RowGatherer::home(const StreamVariable& variable) const {
  return *home_of(structure_, variable.group);
}

std::function<void()> RowGatherer::gather(std::uint64_t first, std::uint64_t count,
                                          std::vector<Variable>& slab) {
  slab.resize(variables_.size());
  for (std::size_t v = 0; v < variables_.size(); ++v)
    make_room(home(variables_[v]), variables_[v].model, count, slab[v]);
  std::uint64_t filled = 0;
  const auto skip_to = [&](std::uint64_t row) {
    for (std::size_t v = 0; v < variables_.size(); ++v)
      blank_rows(home(variables_[v]), slab[v], filled, row - filled);
  };
  std::vector<Piece> pieces;
  auto run = std::upper_bound(index_.runs.begin(), index_.runs.end(), first,
                              [](std::uint64_t p, const Run& r) { return p < r.first + r.count; });
  for (; run != index_.runs.end() && run->first < first + count; ++run) {
    const std::uint64_t from = std::max(run->first, first);
    const std::uint64_t to = std::min(run->first + run->count, first + count);
    skip_to(from - first);
    copy(run->segment, run->row + (from - run->first), to - from, from - first, slab, pieces);
    filled = to - first;
  }
  skip_to(count);
  blank_counts_of_failed(slab);
  return [this, pieces = std::move(pieces)] { read(pieces); };
}

const RowGatherer::Source& RowGatherer::source_of(std::size_t segment) {
  std::optional<Source>& source = sources_[segment];
  if (source) return *source;
  source.emplace();
  const std::vector<RawVariable> there =
      raw_variables(index_.segments[segment].path, kPointAxis, kMostNarrow);
  for (const StreamVariable& v : variables_) {
    if (row_size(home(v), v.model) <= kMostNarrow) continue;
    const auto raw = std::ranges::find_if(there, [&](const RawVariable& r) {
      return r.group == v.group && r.name == v.model.name &&
             r.inner == inner_extents(home(v), v.model);
    });
    if (raw == there.end()) {
      *source = {.large = {}, .most_values = SIZE_MAX};
      break;
    }
    source->large.push_back(*raw);
  }
  return *source;
}

void RowGatherer::copy(std::size_t segment, std::uint64_t row, std::uint64_t count,
                       std::uint64_t at, std::vector<Variable>& slab, std::vector<Piece>& pieces) {
  const Source& source = source_of(segment);
  const Table* table = nullptr;
  std::uint64_t start = row;
  if (source.large.size() < variables_.size())
    std::tie(table, start) = reader_.rows(segment, row, count, source.most_values);
  for (std::size_t v = 0; v < variables_.size(); ++v) {
    const StreamVariable& variable = variables_[v];
    const auto raw = std::ranges::find_if(source.large, [&](const RawVariable& r) {
      return r.group == variable.group && r.name == variable.model.name;
    });
    if (raw != source.large.end()) {
      const std::size_t size = row_size(home(variable), variable.model);
      pieces.push_back({segment, raw->offset + row * size * sizeof(double), count * size,
                        slab[v].values.data() + at * size});
    } else if (const Table* from = home_of(*table, variable.group)) {
      copy_rows(*from, row - start, count, home(variable), slab[v], at);
    } else {
      blank_rows(home(variable), slab[v], at, count);
    }
  }
}

void RowGatherer::read(const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    if (!open_ || open_->first != piece.segment) {
      open_.reset();
      open_.emplace(piece.segment, RawFile(index_.segments[piece.segment].path));
    }
    open_->second.read(piece.offset, piece.count, piece.to);
  }
}

}  // namespace verdet
