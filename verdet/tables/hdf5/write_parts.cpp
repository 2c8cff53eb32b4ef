#include "verdet/tables/hdf5/write_parts.hpp"

#include <hdf5_hl.h>

#include <limits>

#include "verdet/tables/hdf5/direct_driver.hpp"

namespace verdet::hdf5 {
namespace {

Handle space_of(const std::vector<hsize_t>& extents) {
  if (extents.empty()) return {H5Screate(H5S_SCALAR), H5Sclose, "scalar space"};
  return {H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose,
          "space"};
}

void write_raw_attribute(hid_t object, const std::string& name, hid_t type, hid_t space,
                         const void* data) {
  Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                   H5Aclose, "attribute");
  require(H5Awrite(attribute, type, data), "attribute write");
}

void write_text(hid_t object, const std::string& name, const std::string& text) {
  const char* pointer = text.c_str();
  write_raw_attribute(object, name, string_type(), space_of({}), &pointer);
}

Handle create_dataset(hid_t group, const std::string& name, hid_t type,
                      const std::vector<hsize_t>& extents, const std::vector<hsize_t>& chunk,
                      bool deflated) {
  Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset properties");
  require(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "attribute order");
  if (!chunk.empty()) {
    require(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "chunks");
    if (H5Tget_class(type) == H5T_FLOAT) {
      const double nan = std::numeric_limits<double>::quiet_NaN();
      require(H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &nan), "fill value");
    }
    if (deflated) {
      require(H5Pset_shuffle(properties), "shuffle");
      require(H5Pset_deflate(properties, 1), "deflate");
    }
  }
  return {H5Dcreate2(group, name.c_str(), type, space_of(extents), H5P_DEFAULT, properties,
                     H5P_DEFAULT),
          H5Dclose, "dataset"};
}

void write_data(hid_t dataset, hid_t type, const void* data) {
  require(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data),
          "write (is the disk full?)");
}

void describe(hid_t dataset, const std::string& unit, const std::string& long_name) {
  write_text(dataset, "units", unit);
  if (!long_name.empty()) write_text(dataset, "long_name", long_name);
}

Handle write_axis(hid_t group, const Axis& axis) {
  const bool text = !axis.labels.empty();
  Handle type = text ? string_type() : Handle(H5Tcopy(H5T_NATIVE_DOUBLE), H5Tclose, "type");
  Handle dataset = create_dataset(group, axis.name, type, {axis.size()}, {}, false);
  write_data(dataset, type,
             text ? static_cast<const void*>(pointers(axis.labels).data())
                  : static_cast<const void*>(axis.values.data()));
  require(H5DSset_scale(dataset, axis.name.c_str()), "dimension scale");
  describe(dataset, axis.unit, axis.long_name);
  return dataset;
}

}  // namespace

std::vector<const char*> pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> list;
  for (const std::string& text : texts) list.push_back(text.c_str());
  return list;
}

Handle create_file(const std::string& path) {
  Handle access = direct_access();
  // Without STRONG a leaked handle keeps the file open: the close succeeds and the data are lost.
  require(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "close degree");
  Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file creation");
  require(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "link order");
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "file creation"};
}

Handle create_group(hid_t parent, const std::string& name) {
  Handle properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "group properties");
  require(H5Pset_link_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "link order");
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose,
          "group"};
}

void write_attribute(hid_t object, const std::string& name, const Attribute& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    write_text(object, name, *text);
  } else if (const auto* number = std::get_if<double>(&value)) {
    write_raw_attribute(object, name, H5T_NATIVE_DOUBLE, space_of({}), number);
  } else {
    const auto& texts = std::get<std::vector<std::string>>(value);
    if (texts.empty()) return write_text(object, name, std::string());
    write_raw_attribute(object, name, string_type(), space_of({texts.size()}),
                        pointers(texts).data());
  }
}

void write_axes(hid_t group, const Table& table, Scales& scales) {
  for (const Axis& axis : table.axes())
    if (!scales.contains(axis.name)) scales.emplace(axis.name, write_axis(group, axis));
}

Handle type_of(const Variable& variable) {
  if (!variable.texts.empty()) return string_type();
  return {H5Tcopy(variable.integers.empty() ? H5T_NATIVE_DOUBLE : H5T_NATIVE_INT32), H5Tclose,
          "type"};
}

Handle create_variable(hid_t group, const Variable& variable, const std::vector<hsize_t>& extents,
                       const Scales& scales, const std::vector<hsize_t>& chunk, bool deflated) {
  Handle dataset =
      create_dataset(group, variable.name, type_of(variable), extents, chunk, deflated);
  for (std::size_t k = 0; k < variable.axes.size(); ++k)
    require(H5DSattach_scale(dataset, scales.at(variable.axes[k]), static_cast<unsigned>(k)),
            "dimension scale");
  describe(dataset, variable.unit, variable.long_name);
  if (variable.texts.empty() && variable.integers.empty()) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    write_raw_attribute(dataset, "_FillValue", H5T_NATIVE_DOUBLE, space_of({1}), &nan);
  }
  if (!variable.coordinates.empty()) {
    std::string names;
    for (const std::string& name : variable.coordinates) names += (names.empty() ? "" : " ") + name;
    write_text(dataset, "coordinates", names);
  }
  return dataset;
}

void write_variable(hid_t dataset, const Variable& variable) {
  const Handle type = type_of(variable);
  if (!variable.texts.empty())
    write_data(dataset, type, pointers(variable.texts).data());
  else if (!variable.integers.empty())
    write_data(dataset, type, variable.integers.data());
  else if (!variable.values.empty())
    write_data(dataset, type, variable.values.data());
}

}  // namespace verdet::hdf5
