// SpectraRay: "; WAVELENGTH 50.2 50.2 60.2 60.2", then a wavelength in nm and psi, delta per angle.
#include <fmt/format.h>

#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet::ellipsometry {

namespace {

bool is_header(const std::string& line) {
  const std::vector<std::string> words = fields_of(line, false);
  return words.size() >= 2 && words[0] == ";" && words[1] == "WAVELENGTH";
}

std::vector<double> angles_of(const std::string& header, int line, const EllipsometryData& data) {
  const std::vector<std::string> words = fields_of(header, false);
  std::vector<double> angles;
  for (std::size_t i = 2; i < words.size(); ++i)
    angles.push_back(number_at(data, line, words[i], header) * kDegree);
  bool pairs = !angles.empty() && angles.size() % 2 == 0;
  for (std::size_t i = 0; pairs && i < angles.size(); i += 2) pairs = angles[i] == angles[i + 1];
  if (!pairs)
    fail_at_line(data.path, line, "each angle stands twice, for psi and for delta", header);
  return angles;
}

}  // namespace

bool is_spectraray(const std::vector<std::string>& lines) {
  return is_header(lines[0]);
}

void read_spectraray(const std::vector<std::string>& lines, EllipsometryData& data) {
  data.format = "SpectraRay";
  std::vector<double> angles = angles_of(lines[0], 1, data);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    const std::vector<std::string> fields = fields_of(lines[i], false);
    if (is_header(lines[i])) {  // a second block, at angles of its own
      angles = angles_of(lines[i], line, data);
      continue;
    }
    if (fields.empty() || fields[0] == ";") continue;
    if (fields.size() != angles.size() + 1)
      fail_at_line(
          data.path, line,
          fmt::format("{} numbers where the header announces {}", fields.size(), angles.size() + 1),
          lines[i]);
    const double wavelength = number_at(data, line, fields[0], lines[i]) * 1e-9;
    for (std::size_t k = 0; k < angles.size(); k += 2)
      data.points.push_back({wavelength, angles[k],
                             number_at(data, line, fields[k + 1], lines[i]) * kDegree,
                             number_at(data, line, fields[k + 2], lines[i]) * kDegree, 0, 0, line});
  }
}

}  // namespace verdet::ellipsometry
