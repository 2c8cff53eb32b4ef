// J.A. Woollam text: CompleteEASE and WVASE. Title, method, [original file], unit, then rows
//   E <tab> lambda <tab> angle <tab> psi <tab> delta <tab> sigma psi <tab> sigma delta
// with the letter in CompleteEASE only; other letters mark other measurements. The unit line of a
// WVASE variant says TRIG: then the columns hold tan(psi) and cos(delta).
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "verdet/base/text.hpp"
#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet::ellipsometry {
namespace {

// The factor of a unit line to metres; 0 where the line is none.
double unit_of(const std::string& line) {
  const std::vector<std::string> words = fields_of(line, false);
  if (words.empty()) return 0;
  if (words[0] == "nm") return 1e-9;
  if (words[0] == "Angstroms" || words[0] == "A" || words[0] == "Angstrom") return 1e-10;
  return words[0] == "um" || words[0] == "microns" ? 1e-6 : 0;
}

std::size_t unit_line(const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < lines.size() && i < 10; ++i)
    if (unit_of(lines[i]) > 0) return i;
  return lines.size();
}

bool is_letters(const std::string& field) {
  return !field.empty() && std::isalpha(static_cast<unsigned char>(field[0])) && field != "nan" &&
         field != "NaN" && field != "inf";
}

void read_row(const std::string& text, int line, double unit, bool trigonometric,
              std::vector<std::string> fields, EllipsometryData& data) {
  if (fields.size() < 4)
    fail_at_line(data.path, line,
                 fmt::format("{} numbers; wavelength, angle, psi and delta are due; are they "
                             "separated by tabs or blanks?",
                             fields.size()),
                 text);
  std::vector<double> v;
  for (const std::string& field : fields) v.push_back(number_at(data, line, field, text));
  EllipsometryPoint p{v[0] * unit, v[1] * kDegree, v[2] * kDegree, v[3] * kDegree, 0, 0, line};
  if (trigonometric) {
    if (std::abs(v[3]) > 1) fail_at_line(data.path, line, "cos(delta) lies outside -1 to 1", text);
    p.psi = std::atan(v[2]);
    p.delta = std::acos(v[3]);
  } else if (v.size() >= 6) {
    p.sigma_psi = std::abs(v[4]) * kDegree;
    p.sigma_delta = std::abs(v[5]) * kDegree;
  }
  data.points.push_back(p);
}

}  // namespace

bool is_woollam(const std::vector<std::string>& lines) {
  return unit_line(lines) < lines.size();
}

void read_woollam(const std::vector<std::string>& lines, EllipsometryData& data) {
  data.format = "WVASE";
  const std::size_t first = unit_line(lines);
  data.title = first > 0 ? lines[0] : "";
  double unit = unit_of(lines[first]);
  const bool trigonometric = lines[first].find("TRIG") != std::string::npos;
  std::map<std::string, int> others;
  for (std::size_t i = first + 1; i < lines.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    std::vector<std::string> fields = fields_of(lines[i], false);
    if (fields.empty()) continue;
    if (const double other = unit_of(lines[i]); other > 0) {
      if (other != unit)
        fail_at_line(data.path, line, "a second unit: the file mixes wavelengths", lines[i]);
      continue;  // a second block of the same measurement
    }
    if (is_letters(fields[0])) {
      if (fields[0].find_first_of(",;") != std::string::npos)
        fail_at_line(data.path, line, "the fields are separated by tabs or blanks", lines[i]);
      if (fields[0] != "E") {
        ++others[fields[0]];
        continue;
      }
      data.format = "CompleteEASE";
      fields.erase(fields.begin());
    }
    read_row(lines[i], line, unit, trigonometric, std::move(fields), data);
  }
  for (const auto& [tag, count] : others)
    data.warnings.push_back(fmt::format("{}: {} rows of another measurement ({}) were left out",
                                        data.path, count, tag));
  if (trigonometric)
    data.warnings.push_back(data.path +
                            ": cos(delta) leaves the sign of delta open; taken positive");
}

}  // namespace verdet::ellipsometry
