#include "verdet/tables/raw_rows.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <hdf5_hl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "verdet/tables/hdf5/direct_file.hpp"
#include "verdet/tables/hdf5/read_parts.hpp"

namespace verdet {
namespace {

using hdf5::Handle;

std::optional<RawVariable> raw_variable(hid_t parent, const std::string& group,
                                        const std::string& name, const std::string& axis) {
  const Handle dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, "dataset");
  const Handle type(H5Dget_type(dataset), H5Tclose, "type");
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose, "creation");
  const haddr_t offset = H5Dget_offset(dataset);
  if (H5Tequal(type, H5T_NATIVE_DOUBLE) <= 0 || H5Pget_layout(creation) != H5D_CONTIGUOUS ||
      offset == HADDR_UNDEF || hdf5::axis_names(dataset, name).at(0) != axis)
    return std::nullopt;
  const Handle space(H5Dget_space(dataset), H5Sclose, "space");
  const std::vector<hsize_t> extents = hdf5::extents_of(space);
  return RawVariable{group, name, {extents.begin() + 1, extents.end()}, offset};
}

void add_raw_variables(hid_t parent, const std::string& group, const std::string& axis,
                       std::size_t most_values, std::vector<RawVariable>& list, bool& all) {
  for (const std::string& name : hdf5::link_names(parent)) {
    if (!hdf5::is_dataset(parent, name)) {
      if (!group.empty()) continue;
      const Handle inner(H5Gopen2(parent, name.c_str(), H5P_DEFAULT), H5Gclose, "group");
      add_raw_variables(inner, name, axis, most_values, list, all);
      continue;
    }
    const bool wide = [&] {
      const Handle dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose, "dataset");
      return H5DSis_scale(dataset) <= 0 && hdf5::row_values(dataset) > most_values;
    }();
    if (!wide) continue;
    std::optional<RawVariable> variable = raw_variable(parent, group, name, axis);
    all = all && variable;
    if (variable) list.push_back(std::move(*variable));
  }
}

}  // namespace

std::vector<RawVariable> raw_variables(const std::string& path, const std::string& axis,
                                       std::size_t most_values) {
  const hdf5::Quiet quiet;
  const Handle file = hdf5::open_file(path);
  std::vector<RawVariable> list;
  bool all = true;
  try {
    const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "root group");
    add_raw_variables(root, "", axis, most_values, list, all);
  } catch (const Error& error) {
    throw InputError(fmt::format("{}: cannot be read: {}", path, error.what()));
  }
  return all ? list : std::vector<RawVariable>();
}

struct RawFile::Open {
  explicit Open(const std::string& path)
      : cached(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), disk(path, false) {}
  ~Open() {
    if (cached >= 0) ::close(cached);
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;

  int cached;
  mutable hdf5::DirectFile disk;
};

RawFile::RawFile(std::string path) : path_(std::move(path)), open_(std::make_unique<Open>(path_)) {}
RawFile::~RawFile() = default;
RawFile::RawFile(RawFile&&) noexcept = default;

void RawFile::read(std::uint64_t offset, std::size_t count, double* values) const {
  auto* bytes = reinterpret_cast<unsigned char*>(values);
  const std::size_t size = count * sizeof(double);
  hdf5::DirectFile::Range done{offset, offset};
  if (open_->disk.takes(size)) done = open_->disk.read(offset, size, bytes);
  const auto read_cached = [&](std::uint64_t from, std::uint64_t to) {
    while (from < to) {
      const ssize_t got =
          ::pread(open_->cached, bytes + (from - offset), to - from, static_cast<off_t>(from));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0)
        throw InputError(fmt::format("{}: cannot be read: {}", path_,
                                     got < 0 ? std::strerror(errno) : "it ends too early"));
      from += static_cast<std::uint64_t>(got);
    }
  };
  read_cached(offset, done.first);
  read_cached(done.last, offset + size);
}

}  // namespace verdet
