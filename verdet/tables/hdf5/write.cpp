#include <fmt/format.h>
#include <hdf5_hl.h>

#include <limits>
#include <map>

#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/hdf5/handle.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {
namespace {

using hdf5::Handle;
using hdf5::require;

std::vector<const char*> pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> list;
  for (const std::string& text : texts) list.push_back(text.c_str());
  return list;
}

Handle space_of(const std::vector<hsize_t>& extents) {
  if (extents.empty()) return {H5Screate(H5S_SCALAR), H5Sclose, "scalar space"};
  return {H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose,
          "space"};
}

void write_attribute(hid_t object, const std::string& name, hid_t type, hid_t space,
                     const void* data) {
  Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                   H5Aclose, "attribute");
  require(H5Awrite(attribute, type, data), "attribute write");
}

void write_attribute(hid_t object, const std::string& name, const std::string& text) {
  const char* pointer = text.c_str();
  write_attribute(object, name, hdf5::string_type(), space_of({}), &pointer);
}

void write_attribute(hid_t object, const std::string& name, const Attribute& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    write_attribute(object, name, *text);
  } else if (const auto* number = std::get_if<double>(&value)) {
    write_attribute(object, name, H5T_NATIVE_DOUBLE, space_of({}), number);
  } else {
    const auto& texts = std::get<std::vector<std::string>>(value);
    if (texts.empty()) return write_attribute(object, name, std::string());
    write_attribute(object, name, hdf5::string_type(), space_of({texts.size()}),
                    pointers(texts).data());
  }
}

Handle create_dataset(hid_t group, const std::string& name, hid_t type,
                      const std::vector<hsize_t>& extents) {
  Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset properties");
  require(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "attribute order");
  return {H5Dcreate2(group, name.c_str(), type, space_of(extents), H5P_DEFAULT, properties,
                     H5P_DEFAULT),
          H5Dclose, "dataset"};
}

void write_data(hid_t dataset, hid_t type, const void* data) {
  require(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data),
          "write (is the disk full?)");
}

void describe(hid_t dataset, const std::string& unit, const std::string& long_name) {
  write_attribute(dataset, "units", unit);
  if (!long_name.empty()) write_attribute(dataset, "long_name", long_name);
}

Handle write_axis(hid_t group, const Axis& axis) {
  const bool text = !axis.labels.empty();
  Handle type = text ? hdf5::string_type() : Handle(H5Tcopy(H5T_NATIVE_DOUBLE), H5Tclose, "type");
  Handle dataset = create_dataset(group, axis.name, type, {axis.size()});
  write_data(dataset, type,
             text ? static_cast<const void*>(pointers(axis.labels).data())
                  : static_cast<const void*>(axis.values.data()));
  require(H5DSset_scale(dataset, axis.name.c_str()), "dimension scale");
  describe(dataset, axis.unit, axis.long_name);
  return dataset;
}

void write_values(hid_t group, const Variable& variable, const std::vector<hsize_t>& extents,
                  const std::map<std::string, Handle>& scales) {
  const bool text = !variable.texts.empty(), whole = !variable.integers.empty();
  Handle type =
      text ? hdf5::string_type()
           : Handle(H5Tcopy(whole ? H5T_NATIVE_INT32 : H5T_NATIVE_DOUBLE), H5Tclose, "type");
  Handle dataset = create_dataset(group, variable.name, type, extents);
  if (text)
    write_data(dataset, type, pointers(variable.texts).data());
  else if (whole)
    write_data(dataset, type, variable.integers.data());
  else if (!variable.values.empty())
    write_data(dataset, type, variable.values.data());
  for (std::size_t k = 0; k < variable.axes.size(); ++k)
    require(H5DSattach_scale(dataset, scales.at(variable.axes[k]), static_cast<unsigned>(k)),
            "dimension scale");
  describe(dataset, variable.unit, variable.long_name);
  if (!text && !whole) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    write_attribute(dataset, "_FillValue", H5T_NATIVE_DOUBLE, space_of({1}), &nan);
  }
  if (!variable.coordinates.empty()) {
    std::string names;
    for (const std::string& name : variable.coordinates) names += (names.empty() ? "" : " ") + name;
    write_attribute(dataset, "coordinates", names);
  }
}

Handle create_group(hid_t parent, const std::string& name) {
  Handle properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "group properties");
  require(H5Pset_link_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "link order");
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose,
          "group"};
}

void write_table(hid_t group, const Table& table) {
  for (const auto& [name, value] : table.attributes()) write_attribute(group, name, value);
  std::map<std::string, Handle> scales;
  for (const Axis& axis : table.axes()) scales.emplace(axis.name, write_axis(group, axis));
  for (const Variable& variable : table.variables()) {
    const std::vector<std::size_t> shape = table.shape(variable);
    write_values(group, variable, {shape.begin(), shape.end()}, scales);
  }
  for (const auto& [name, inner] : table.groups()) write_table(create_group(group, name), inner);
}

void write_file(const Table& table, const std::string& path) {
  const hdf5::Quiet quiet;
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
  // Without STRONG a leaked handle keeps the file open: the close succeeds and the data are lost.
  require(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "close degree");
  Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file creation");
  require(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "link order");
  Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "file creation");
  write_table(file, table);
  require(H5Fflush(file, H5F_SCOPE_GLOBAL), "flush (is the disk full?)");
  file.close();
}

}  // namespace

void write_hdf5(const Table& table, const std::string& path) {
  publish(path, [&](const std::string& temporary) {
    try {
      write_file(table, temporary);
    } catch (Error& error) {
      throw error.within("writing " + path);
    }
  });
}

}  // namespace verdet
