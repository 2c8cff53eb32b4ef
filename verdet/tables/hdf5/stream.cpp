#include "verdet/tables/stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <optional>
#include <thread>
#include <utility>

#include "verdet/tables/hdf5/chunking.hpp"
#include "verdet/tables/hdf5/packing.hpp"
#include "verdet/tables/hdf5/tiles.hpp"
#include "verdet/tables/hdf5/write_parts.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {
namespace {

using hdf5::Extents;
using hdf5::Handle;
using hdf5::product;
using hdf5::require;
using hdf5::Tile;

std::size_t value_bytes(const Variable& model) {
  return !model.texts.empty() ? sizeof(char*) : !model.integers.empty() ? 4 : 8;
}

struct Dataset {
  Handle handle;
  Variable model;
  Extents inner;
  Extents chunk;
};

}  // namespace

struct TableStream::State {
  std::string path, temporary;
  StreamOptions options;
  std::optional<Handle> file;
  std::map<std::string, Handle> groups;
  std::map<std::string, hdf5::Scales> scales;  ///< by group, "" for the root
  std::vector<Dataset> datasets;               ///< of this pass
  Extents leading;
  hdf5::ChunkPlan plan;
  std::optional<Publication> publication;
  std::vector<hdf5::ChunkPacker> packers;          ///< one per thread
  std::vector<std::vector<unsigned char>> chunks;  ///< of the last slab: page faults are dear

  std::uint64_t unit_rows() const {  // rows per index of the slab's axis
    std::uint64_t rows = 1;
    for (std::size_t k = plan.level + 1; k < leading.size(); ++k) rows *= leading[k];
    return rows;
  }

  // Adds to a group of the file what `table` holds beyond it, and its datasets of `variables`.
  void fill(const std::string& group, const Table& table,
            const std::vector<StreamVariable>& variables, const std::vector<Extents>& inner) {
    if (!group.empty() && !groups.contains(group))
      groups.emplace(group, hdf5::create_group(*file, group));
    const hid_t at = group.empty() ? hid_t{*file} : hid_t{groups.at(group)};
    for (const auto& [name, value] : table.attributes())
      if (H5Aexists(at, name.c_str()) <= 0) hdf5::write_attribute(at, name, value);
    hdf5::Scales& own = scales[group];
    hdf5::write_axes(at, table, own);
    for (const Variable& variable : table.variables()) {
      if (H5Lexists(at, variable.name.c_str(), H5P_DEFAULT) > 0) continue;
      const std::vector<std::size_t> shape = table.shape(variable);
      hdf5::write_variable(hdf5::create_variable(at, variable, {shape.begin(), shape.end()}, own),
                           variable);
    }
    for (std::size_t v = 0; v < variables.size(); ++v)
      if (variables[v].group == group) add_dataset(at, variables[v].model, inner[v], v, own);
  }

  void add_dataset(hid_t at, const Variable& model, const Extents& inner, std::size_t number,
                   const hdf5::Scales& own) {
    std::vector<hsize_t> extents(leading.begin(), leading.end());
    extents.insert(extents.end(), inner.begin(), inner.end());
    const Extents& chunk = plan.chunks[number];
    const bool empty = product(inner) == 0;
    const bool real = model.integers.empty() && model.texts.empty();
    datasets.push_back(
        {hdf5::create_variable(
             at, model, extents, own,
             empty ? std::vector<hsize_t>{} : std::vector<hsize_t>(chunk.begin(), chunk.end()),
             real && options.digits > 0 && !empty),
         model, inner, chunk});
  }

  // Start and extents of the box of rows [first, first + count) of one dataset.
  std::pair<Extents, Extents> box(const Dataset& dataset, std::uint64_t first,
                                  std::uint64_t count) const {
    const std::uint64_t unit = unit_rows();
    Extents start(leading.size(), 0), extents = leading;
    std::uint64_t rest = first / unit;
    for (std::size_t k = plan.level + 1; k-- > 0;) {
      start[k] = rest % leading[k];
      rest /= leading[k];
      extents[k] = 1;
    }
    extents[plan.level] = count / unit;
    start.resize(leading.size() + dataset.inner.size(), 0);
    extents.insert(extents.end(), dataset.inner.begin(), dataset.inner.end());
    return {start, extents};
  }

  void write_texts(const Dataset& dataset, const Extents& start, const Extents& extents,
                   const Variable& data) {
    const std::vector<hsize_t> offset(start.begin(), start.end()),
        count(extents.begin(), extents.end());
    Handle space(H5Dget_space(dataset.handle), H5Sclose, "space");
    require(
        H5Sselect_hyperslab(space, H5S_SELECT_SET, offset.data(), nullptr, count.data(), nullptr),
        "selection");
    Handle memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose,
                  "space");
    require(H5Dwrite(dataset.handle, hdf5::type_of(data), memory, space, H5P_DEFAULT,
                     hdf5::pointers(data.texts).data()),
            "write (is the disk full?)");
  }

  // The chunk that a tile becomes, in `chunk`; `packer` is that of the calling thread.
  void make_chunk(const Tile& tile, const Variable& data, const Extents& slab,
                  hdf5::ChunkPacker& packer, std::vector<unsigned char>& chunk) const {
    const bool real = data.integers.empty();
    const auto* from = real ? reinterpret_cast<const unsigned char*>(data.values.data())
                            : reinterpret_cast<const unsigned char*>(data.integers.data());
    const bool packed = real && options.digits > 0;
    std::vector<unsigned char>& whole = packed ? packer.buffer() : chunk;
    hdf5::cut(from, value_bytes(data), slab, datasets[tile.variable].chunk, tile.corner, whole);
    if (packed) packer.pack(options.digits, chunk);
  }

  // Chunks are made by all threads and written by this one, which makes more where nothing is made.
  template <class Make>
  void write_chunks(const std::vector<Tile>& tiles, const Make& make,
                    const std::function<void()>& meanwhile) {
    chunks.resize(std::max(chunks.size(), tiles.size()));
    std::atomic<std::size_t> next = 0;
    std::vector<std::atomic<bool>> made(tiles.size());
    std::vector<std::exception_ptr> errors(tiles.size());
    const auto make_next = [&](hdf5::ChunkPacker& packer) {
      const std::size_t i = next++;
      if (i >= tiles.size()) return false;
      try {
        make(i, packer);
      } catch (...) {
        errors[i] = std::current_exception();
      }
      made[i] = true;
      made[i].notify_one();
      return true;
    };
    std::vector<std::jthread> helpers;
    for (std::size_t t = 1; t < packers.size(); ++t)
      helpers.emplace_back([&, t] {
        while (make_next(packers[t])) continue;
      });
    if (meanwhile) meanwhile();
    for (std::size_t i = 0; i < tiles.size(); ++i) {
      while (!made[i] && make_next(packers[0])) continue;
      made[i].wait(false);
      if (errors[i]) std::rethrow_exception(errors[i]);
      write_chunk(tiles[i], chunks[i]);
    }
  }

  void write_chunk(const Tile& tile, const std::vector<unsigned char>& chunk) const {
    const std::vector<hsize_t> offset(tile.offset.begin(), tile.offset.end());
    require(H5Dwrite_chunk(datasets[tile.variable].handle, H5P_DEFAULT, 0, offset.data(),
                           chunk.size(), chunk.data()),
            "write (is the disk full?)");
  }
};

TableStream::TableStream(std::string path, const Table& table,
                         const std::vector<std::string>& leading,
                         const std::vector<StreamVariable>& variables, const StreamOptions& options)
    : state_(std::make_unique<State>()) {
  const hdf5::Quiet quiet;
  State& s = *state_;
  s.path = std::move(path);
  s.options = options;
  s.packers.resize(static_cast<std::size_t>(std::max(1, options.threads)));
  s.publication.emplace(s.path, options.temporary);
  s.temporary = s.publication->temporary();
  for (const std::string& name : leading) s.leading.push_back(table.axis(name).size());
  s.file.emplace(hdf5::create_file(s.temporary));
  add(table, variables);
}

void TableStream::add(const Table& table, const std::vector<StreamVariable>& variables) {
  const hdf5::Quiet quiet;  // of this thread: a stream may go from one to another
  State& s = *state_;
  std::vector<Extents> inner;
  std::vector<std::size_t> sizes;
  const auto home = [&](const std::string& group) -> const Table& {
    return group.empty() ? table : *table.find_group(group);
  };
  for (const StreamVariable& variable : variables) {
    inner.emplace_back();
    for (std::size_t k = s.leading.size(); k < variable.model.axes.size(); ++k)
      inner.back().push_back(home(variable.group).axis(variable.model.axes[k]).size());
    sizes.push_back(value_bytes(variable.model));
  }
  s.plan = hdf5::plan_chunks(s.leading, inner, sizes, s.options.slab_bytes);
  s.datasets.clear();
  // Datasets are made group by group; `write` wants the order of `variables`, which is the same.
  s.fill("", table, variables, inner);
  for (const auto& [name, group] : table.groups()) s.fill(name, group, variables, inner);
}

TableStream::~TableStream() {
  const hdf5::Quiet quiet;
  state_.reset();
}

std::uint64_t TableStream::rows() const {
  return product(state_->leading);
}

std::uint64_t TableStream::slab_rows() const {
  return state_->plan.slab * state_->unit_rows();
}

void TableStream::write(std::uint64_t first, std::uint64_t count, std::span<const Variable> data,
                        const std::function<void()>& meanwhile) {
  const hdf5::Quiet quiet;
  State& s = *state_;
  std::vector<std::pair<Extents, Extents>> boxes;
  std::vector<Tile> tiles;
  for (std::size_t v = 0; v < data.size(); ++v) {
    const Dataset& dataset = s.datasets[v];
    boxes.push_back(s.box(dataset, first, count));
    if (dataset.model.texts.empty() && product(dataset.inner) > 0)
      hdf5::add_tiles(v, boxes[v].second, dataset.chunk, boxes[v].first, tiles);
  }
  const auto make = [&](std::size_t i, hdf5::ChunkPacker& packer) {
    const std::size_t v = tiles[i].variable;
    s.make_chunk(tiles[i], data[v], boxes[v].second, packer, s.chunks[i]);
  };
  s.write_chunks(tiles, make, meanwhile);
  for (std::size_t v = 0; v < data.size(); ++v)
    if (!s.datasets[v].model.texts.empty() && product(s.datasets[v].inner) > 0)
      s.write_texts(s.datasets[v], boxes[v].first, boxes[v].second, data[v]);
}

void TableStream::flush() {
  const hdf5::Quiet quiet;
  require(H5Fflush(*state_->file, H5F_SCOPE_GLOBAL), "flush (is the disk full?)");
}

void TableStream::set(const std::string& name, const Attribute& value) {
  const hdf5::Quiet quiet;
  hdf5::write_attribute(*state_->file, name, value);
}

void TableStream::finish() {
  const hdf5::Quiet quiet;
  state_->datasets.clear();
  state_->scales.clear();
  state_->groups.clear();
  require(H5Fflush(*state_->file, H5F_SCOPE_GLOBAL), "flush (is the disk full?)");
  state_->file->close();
  state_->publication->commit();
}

}  // namespace verdet
