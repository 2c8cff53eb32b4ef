#include "verdet/tables/formats/ellipsometry/ellipsometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"
#include "verdet/base/units.hpp"
#include "verdet/tables/formats/columns/columns.hpp"
#include "verdet/tables/formats/ellipsometry/formats.hpp"

namespace verdet {
namespace ellipsometry {

std::vector<std::string> fields_of(const std::string& line, bool tabs) {
  if (!tabs) {
    std::vector<std::string> words;
    for (const std::string& word : split(line, ' '))
      for (const std::string& part : split(word, '\t'))
        if (!part.empty()) words.push_back(part);
    return words;
  }
  std::vector<std::string> fields;
  for (const std::string& field : split(line, '\t')) fields.push_back(trim(field));
  while (!fields.empty() && fields.back().empty()) fields.pop_back();
  return fields;
}

double number_at(const EllipsometryData& data, int line, const std::string& field,
                 const std::string& text) {
  try {
    const double value = parse_number(field);
    if (std::isfinite(value)) return value;
  } catch (const InputError&) {
  }
  fail_at_line(data.path, line, fmt::format("'{}' is not a finite number", field), text);
}

}  // namespace ellipsometry

namespace {

using ellipsometry::kDegree;
using std::numbers::pi;

bool is_hdf5(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  char head[4] = {};
  file.read(head, 4);
  return std::string(head, 4) == "\x89HDF";
}

void check(const EllipsometryData& data) {
  if (data.points.empty()) throw InputError(fmt::format("{}: holds no psi and delta", data.path));
  for (const EllipsometryPoint& p : data.points) {
    const auto refuse = [&](const std::string& what) {
      if (p.line > 0) fail_at_line(data.path, p.line, what);
      throw InputError(data.path + ": " + what);
    };
    if (!(p.wavelength > 1e-8 && p.wavelength < 1e-3))
      refuse(fmt::format("a wavelength of {} is not plausible; are the units mixed?",
                         format_quantity(p.wavelength, "m")));
    if (!(p.angle >= 0 && p.angle < pi / 2))
      refuse("the angle of incidence lies outside 0 to 90 deg; are the columns in order?");
    if (!std::isfinite(p.psi)) refuse("psi is not a finite number");
    if (!(p.psi >= 0 && p.psi <= pi / 2))
      refuse(fmt::format("psi = {:.6g} deg lies outside 0 to 90 deg; are psi and delta swapped?",
                         p.psi / kDegree));
    if (!std::isfinite(p.delta)) refuse("delta is not a finite number");
  }
}

// Among the wavelengths of one file a wide gap may be another unit.
void warn_of_gaps(EllipsometryData& data) {
  constexpr double kWide = 4;
  std::vector<double> wavelengths;
  for (const EllipsometryPoint& p : data.points) wavelengths.push_back(p.wavelength);
  std::sort(wavelengths.begin(), wavelengths.end());
  for (std::size_t i = 1; i < wavelengths.size(); ++i)
    if (wavelengths[i] > kWide * wavelengths[i - 1])
      data.warnings.push_back(fmt::format("{}: no wavelength between {} and {}: are units mixed?",
                                          data.path, format_quantity(wavelengths[i - 1], "m"),
                                          format_quantity(wavelengths[i], "m")));
}

// delta in [0, 2 pi).
void normalise(EllipsometryData& data) {
  for (EllipsometryPoint& p : data.points) {
    p.delta = std::fmod(p.delta, 2 * pi);
    if (p.delta < 0) p.delta += 2 * pi;
  }
}

// Averages points of equal angle and wavelength; delta on the circle.
void merge_repeats(EllipsometryData& data) {
  const auto before = [](const EllipsometryPoint& a, const EllipsometryPoint& b) {
    return a.angle != b.angle ? a.angle < b.angle : a.wavelength < b.wavelength;
  };
  std::stable_sort(data.points.begin(), data.points.end(), before);
  std::vector<EllipsometryPoint> merged;
  std::size_t repeats = 0;
  for (std::size_t i = 0; i < data.points.size();) {
    std::size_t end = i + 1;
    while (end < data.points.size() && !before(data.points[i], data.points[end])) ++end;
    EllipsometryPoint mean = data.points[i];
    const double n = static_cast<double>(end - i);
    if (end - i > 1) {
      repeats += end - i - 1;
      double psi = 0, turn = 0, psi2 = 0, turn2 = 0;
      for (std::size_t k = i; k < end; ++k) {
        const double dpsi = data.points[k].psi - mean.psi;
        const double ddelta = std::remainder(data.points[k].delta - mean.delta, 2 * pi);
        psi += dpsi, psi2 += dpsi * dpsi, turn += ddelta, turn2 += ddelta * ddelta;
      }
      const auto spread = [&](double sum, double squares) {
        return std::sqrt(std::max(0.0, squares - sum * sum / n) / (n - 1) / n);
      };
      if (mean.sigma_psi == 0 && n > 2) {
        mean.sigma_psi = spread(psi, psi2);
        mean.sigma_delta = spread(turn, turn2);
      }
      mean.psi += psi / n;
      mean.delta += turn / n;
    }
    merged.push_back(mean);
    i = end;
  }
  if (repeats > 0)
    data.warnings.push_back(
        fmt::format("{}: {} repeated points (zones) were averaged", data.path, repeats));
  data.points = std::move(merged);
}

}  // namespace

bool is_ellipsometry(const std::string& path) {
  if (is_hdf5(path)) return true;
  const std::vector<std::string> lines = read_lines(path);
  return ellipsometry::is_spectraray(lines) || ellipsometry::is_accurion(lines) ||
         ellipsometry::is_woollam(lines);
}

EllipsometryData read_ellipsometry(const std::string& path) {
  EllipsometryData data;
  data.path = path;
  if (is_hdf5(path)) {
    ellipsometry::read_nexus(data);
  } else {
    const std::vector<std::string> lines = read_lines(path);
    if (ellipsometry::is_spectraray(lines))
      ellipsometry::read_spectraray(lines, data);
    else if (ellipsometry::is_accurion(lines))
      ellipsometry::read_accurion(lines, data);
    else if (ellipsometry::is_woollam(lines))
      ellipsometry::read_woollam(lines, data);
    else
      fail_at_line(path, 1,
                   "no header of CompleteEASE, WVASE, SpectraRay or Accurion: a Woollam file has a "
                   "line with the unit nm or Angstroms before its data",
                   lines[0]);
  }
  check(data);
  warn_of_gaps(data);
  normalise(data);
  merge_repeats(data);
  return data;
}

}  // namespace verdet
