// SpectraRay: "; WAVELENGTH 50.2 50.2 60.2 60.2", then a wavelength in nm and psi, delta per angle.
#include <fmt/format.h>

#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet::ellipsometry {

bool is_spectraray(const std::vector<std::string>& lines) {
  const std::vector<std::string> words = fields_of(lines[0], false);
  return words.size() >= 2 && words[0] == ";" && words[1] == "WAVELENGTH";
}

void read_spectraray(const std::vector<std::string>& lines, EllipsometryData& data) {
  data.format = "SpectraRay";
  const std::vector<std::string> head = fields_of(lines[0], false);
  std::vector<double> angles;
  for (std::size_t i = 2; i < head.size(); ++i)
    angles.push_back(number_at(data, 1, head[i], lines[0]) * kDegree);
  if (angles.empty() || angles.size() % 2 != 0)
    fail_at_line(data.path, 1, "each angle stands twice, for psi and for delta", lines[0]);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    const std::vector<std::string> fields = fields_of(lines[i], false);
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
