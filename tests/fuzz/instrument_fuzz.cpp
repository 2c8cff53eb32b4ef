// Fuzzes the readers of measured text: ellipsometers' files and columns. Any text is either read
// or refused with an InputError; what is read is finite and in order.
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "verdet/base/error.hpp"
#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/ellipsometry.hpp"

namespace {

// The readers open files: one per process.
const std::string& path() {
  static const std::string path =
      std::filesystem::temp_directory_path() / ("verdet_fuzz_" + std::to_string(getpid()));
  return path;
}

void require(bool condition) {
  if (!condition) std::abort();
}

void read_points() {
  const verdet::EllipsometryData data = verdet::read_ellipsometry(path());
  require(!data.points.empty());
  for (std::size_t i = 0; i < data.points.size(); ++i) {
    const verdet::EllipsometryPoint& p = data.points[i];
    require(std::isfinite(p.psi) && p.delta >= 0 && p.wavelength > 0);
    require(i == 0 || data.points[i - 1].angle <= p.angle);
  }
}

void read_columns() {
  const verdet::TextColumns columns = verdet::read_text_columns(path());
  require(!columns.rows.empty() && columns.rows.size() == columns.line.size());
  for (const auto& row : columns.rows) {
    require(row.size() == columns.width());
    for (const double value : row) require(std::isfinite(value));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (text.starts_with("\x89HDF")) return 0;  // HDF5 reads these, not we
  std::ofstream(path(), std::ios::binary) << text;
  for (void (*read)() : {read_points, read_columns}) {
    try {
      read();
    } catch (const verdet::InputError&) {
    }
  }
  return 0;
}
