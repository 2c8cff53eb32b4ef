#include <hdf5_hl.h>

#include "verdet/tables/hdf5.hpp"
#include "verdet/tables/hdf5/write_parts.hpp"
#include "verdet/tables/publish.hpp"

namespace verdet {
namespace {

using hdf5::Handle;
using hdf5::require;

void write_table(hid_t group, const Table& table) {
  for (const auto& [name, value] : table.attributes()) hdf5::write_attribute(group, name, value);
  hdf5::Scales scales;
  hdf5::write_axes(group, table, scales);
  for (const Variable& variable : table.variables()) {
    const std::vector<std::size_t> shape = table.shape(variable);
    const Handle dataset =
        hdf5::create_variable(group, variable, {shape.begin(), shape.end()}, scales);
    hdf5::write_variable(dataset, variable);
  }
  for (const auto& [name, inner] : table.groups())
    write_table(hdf5::create_group(group, name), inner);
}

void write_file(const Table& table, const std::string& path) {
  const hdf5::Quiet quiet;
  Handle file = hdf5::create_file(path);
  write_table(file, table);
  require(H5Fflush(file, H5F_SCOPE_GLOBAL), "flush (is the disk full?)");
  file.close();
}

}  // namespace

void write_hdf5(const Table& table, const std::string& path) {
  Publication publication(path);
  write_hdf5(table, publication);
  publication.commit();
}

void write_hdf5(const Table& table, Publication& publication) {
  publication.write([&](const std::string& temporary) {
    try {
      write_file(table, temporary);
    } catch (Error& error) {
      throw error.within("writing " + publication.path());
    }
  });
}

}  // namespace verdet
