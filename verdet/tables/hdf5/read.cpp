#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "verdet/base/text.hpp"
#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/hdf5/read_parts.hpp"

namespace verdet {
namespace {

using hdf5::axis_names;
using hdf5::extents_of;
using hdf5::Handle;
using hdf5::is_dataset;
using hdf5::link_names;
using hdf5::require;

std::size_t count_of(hid_t space) {
  std::size_t count = 1;
  for (const hsize_t extent : extents_of(space)) count *= extent;
  return count;
}

// What of a dataset is read: everything, or some rows.
struct Selection {
  Handle file, memory;
  std::size_t count;
};

Selection select(hid_t dataset, bool rows, const TablePart& part) {
  Handle space(H5Dget_space(dataset), H5Sclose, "space");
  std::vector<hsize_t> extents = extents_of(space);
  if (rows) {
    std::vector<hsize_t> start(extents.size(), 0);
    start[0] = std::min<hsize_t>(part.first, extents[0]);
    extents[0] = std::min<hsize_t>(part.count, extents[0] - start[0]);
    require(extents[0] == 0 ? H5Sselect_none(space)
                            : H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr,
                                                  extents.data(), nullptr),
            "selection");
  }
  Handle memory(extents.empty()
                    ? H5Screate(H5S_SCALAR)
                    : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                H5Sclose, "space");
  const std::size_t count = count_of(memory);
  return {std::move(space), std::move(memory), count};
}

// Reads text of either length convention through `read(type, buffer)`.
template <class Read>
std::vector<std::string> read_texts(hid_t type, hid_t space, Read&& read) {
  const std::size_t count = count_of(space);
  std::vector<std::string> texts;
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> pointers(count, nullptr);
    Handle memory = hdf5::string_type();
    if (H5Tget_cset(type) == H5T_CSET_ASCII) H5Tset_cset(memory, H5T_CSET_ASCII);
    require(read(memory, pointers.data()), "text read");
    for (const char* pointer : pointers) texts.emplace_back(pointer ? pointer : "");
    if (count) H5Dvlen_reclaim(memory, space, H5P_DEFAULT, pointers.data());
    return texts;
  }
  const std::size_t length = H5Tget_size(type);
  std::vector<char> buffer(count * length);
  require(read(type, buffer.data()), "text read");
  for (std::size_t i = 0; i < count; ++i) {
    std::string text(buffer.data() + i * length, length);
    texts.push_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

std::optional<Attribute> read_attribute(hid_t attribute) {
  Handle type(H5Aget_type(attribute), H5Tclose, "attribute type");
  Handle space(H5Aget_space(attribute), H5Sclose, "attribute space");
  if (H5Tget_class(type) == H5T_STRING) {
    std::vector<std::string> texts = read_texts(
        type, space, [&](hid_t memory, void* out) { return H5Aread(attribute, memory, out); });
    const bool one = H5Sget_simple_extent_type(space) != H5S_SIMPLE;  // a list may have one entry
    return one ? Attribute(texts.at(0)) : Attribute(std::move(texts));
  }
  const H5T_class_t kind = H5Tget_class(type);
  if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || count_of(space) != 1) return std::nullopt;
  double value = 0;
  require(H5Aread(attribute, H5T_NATIVE_DOUBLE, &value), "attribute read");
  return Attribute(value);
}

std::string text_attribute(hid_t object, const char* name) {
  if (H5Aexists(object, name) <= 0) return "";
  Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "attribute");
  const std::optional<Attribute> value = read_attribute(attribute);
  const std::string* text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text ? *text : "";
}

void read_attributes(hid_t group, Table& table) {
  const hsize_t count = static_cast<hsize_t>(std::max(0, H5Aget_num_attrs(group)));
  for (hsize_t i = 0; i < count; ++i) {
    Handle attribute(
        H5Aopen_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose, "attribute");
    char name[256] = {};
    H5Aget_name(attribute, sizeof name, name);
    if (std::optional<Attribute> value = read_attribute(attribute)) table.set(name, *value);
  }
}

template <class T>
std::vector<T> read_numbers(hid_t dataset, const Selection& selection, hid_t type) {
  std::vector<T> values(selection.count);
  if (!values.empty())
    require(H5Dread(dataset, type, selection.memory, selection.file, H5P_DEFAULT, values.data()),
            "read");
  return values;
}

Variable read_header(hid_t dataset, const std::string& name) {
  Variable variable{.name = name,
                    .unit = text_attribute(dataset, "units"),
                    .long_name = text_attribute(dataset, "long_name"),
                    .axes = {},
                    .values = {},
                    .integers = {},
                    .texts = {},
                    .coordinates = split(text_attribute(dataset, "coordinates"), ' ')};
  std::erase(variable.coordinates, "");
  return variable;
}

void read_data(hid_t dataset, const Selection& selection, Variable& variable) {
  Handle type(H5Dget_type(dataset), H5Tclose, "type");
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_STRING)
    variable.texts = read_texts(type, selection.memory, [&](hid_t memory, void* out) {
      return H5Dread(dataset, memory, selection.memory, selection.file, H5P_DEFAULT, out);
    });
  else if (kind == H5T_INTEGER && H5Tget_size(type) <= 4)
    variable.integers = read_numbers<std::int32_t>(dataset, selection, H5T_NATIVE_INT32);
  else if (kind == H5T_FLOAT || kind == H5T_INTEGER)
    variable.values = read_numbers<double>(dataset, selection, H5T_NATIVE_DOUBLE);
  else
    throw Error(
        fmt::format("HDF5: dataset '{}' has a type that tables do not hold", variable.name));
}

Table read_group(hid_t group, int depth, const TablePart& part) {
  if (depth > 16) throw Error("HDF5: groups are nested too deeply");
  Table table;
  read_attributes(group, table);
  std::vector<Variable> variables;
  for (const std::string& name : link_names(group)) {
    if (!is_dataset(group, name)) {
      if (!part.only.empty()) continue;
      Handle inner(H5Gopen2(group, name.c_str(), H5P_DEFAULT), H5Gclose, "group");
      table.group(name) = read_group(inner, depth + 1, part);
      continue;
    }
    Handle dataset(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, "dataset");
    Variable variable = read_header(dataset, name);
    if (H5DSis_scale(dataset) > 0) {
      read_data(dataset, select(dataset, name == part.axis, part), variable);
      if (!variable.integers.empty())
        variable.values.assign(variable.integers.begin(), variable.integers.end());
      table.add_axis({name, variable.unit, variable.long_name, std::move(variable.values),
                      std::move(variable.texts)});
    } else {
      if (!part.only.empty() &&
          std::find(part.only.begin(), part.only.end(), name) == part.only.end())
        continue;
      variable.axes = axis_names(dataset, name);
      const bool rows = !variable.axes.empty() && variable.axes[0] == part.axis;
      if (rows && hdf5::row_values(dataset) > part.most_values) continue;
      read_data(dataset, select(dataset, rows, part), variable);
      variables.push_back(std::move(variable));
    }
  }
  for (Variable& variable : variables) table.add(std::move(variable));
  return table;
}

void check_version(const Table& table, const std::string& path) {
  if (table.text_attribute("filetype") != "verdet-table")
    throw InputError(
        fmt::format("{}: is HDF5 but not a verdet table (no attribute filetype)", path));
  const std::string version = table.text_attribute("format_version");
  if (split(version, '.')[0] != split(kFormatVersion, '.')[0])
    throw InputError(
        fmt::format("{}: table format {} is not readable by this version, which reads {}", path,
                    version, kFormatVersion));
}

}  // namespace

Table read_hdf5(const std::string& path) {
  return read_hdf5(path, TablePart{});
}

Table read_hdf5(const std::string& path, const TablePart& part) {
  const hdf5::Quiet quiet;
  const Handle file = hdf5::open_file(path);
  Table table;
  try {
    Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "root group");
    table = read_group(root, 0, part);
  } catch (const Error& error) {
    throw InputError(fmt::format("{}: cannot be read: {}", path, error.what()));
  }
  check_version(table, path);
  return table;
}

}  // namespace verdet
