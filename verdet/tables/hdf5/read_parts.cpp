#include "verdet/tables/hdf5/read_parts.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <filesystem>

#include "verdet/tables/hdf5/direct_driver.hpp"

namespace verdet::hdf5 {
namespace {

constexpr hsize_t kMaxValues = hsize_t{1} << 31;  // a damaged file may claim anything

}  // namespace

Handle open_file(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored))
    throw InputError(fmt::format("{}: no such file", path));
  if (H5Fis_hdf5(path.c_str()) <= 0)
    throw InputError(fmt::format("{}: is not an HDF5 file, or is truncated", path));
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, direct_access());
  if (file < 0) throw InputError(fmt::format("{}: cannot be read: {}", path, last_error()));
  return {file, H5Fclose, "open"};
}

std::vector<std::string> link_names(hid_t group) {
  std::vector<std::string> list;
  const auto add = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  hsize_t at = 0;
  if (H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, &at, add, &list) >= 0) return list;
  list.clear();
  at = 0;
  require(H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &at, add, &list), "listing");
  return list;
}

bool is_dataset(hid_t group, const std::string& name) {
  Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose, "object");
  return H5Iget_type(object) == H5I_DATASET;
}

std::vector<hsize_t> extents_of(hid_t space) {
  const int rank = H5Sget_simple_extent_ndims(space);
  require(rank, "rank");
  std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
  if (rank > 0) require(H5Sget_simple_extent_dims(space, extents.data(), nullptr), "extent");
  hsize_t count = 1;
  for (const hsize_t extent : extents) {
    count *= extent;
    if (extent > kMaxValues || count > kMaxValues)
      throw Error("HDF5: a dataset is too large to read");
  }
  return extents;
}

std::size_t row_values(hid_t dataset) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "space");
  const std::vector<hsize_t> extents = extents_of(space);
  std::size_t count = 1;
  for (std::size_t k = 1; k < extents.size(); ++k) count *= extents[k];
  return count;
}

std::vector<std::string> axis_names(hid_t dataset, const std::string& name) {
  Handle space(H5Dget_space(dataset), H5Sclose, "space");
  std::vector<std::string> axes;
  const std::size_t rank = extents_of(space).size();
  for (unsigned k = 0; k < rank; ++k) {
    std::string axis;
    const auto take = [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
      char path[1024] = {};
      H5Iget_name(scale, path, sizeof path);
      const std::string text = path;
      *static_cast<std::string*>(out) = text.substr(text.find_last_of('/') + 1);
      return 1;
    };
    if (H5DSget_num_scales(dataset, k) < 1 ||
        H5DSiterate_scales(dataset, k, nullptr, take, &axis) < 0)
      throw Error(fmt::format("HDF5: dataset '{}' has no dimension scale on axis {}", name, k));
    axes.push_back(axis);
  }
  return axes;
}

}  // namespace verdet::hdf5
