// Measured psi and delta from the files that ellipsometers write.
#pragma once

#include <string>
#include <vector>

namespace verdet {

struct EllipsometryPoint {
  double wavelength = 0;                  ///< m
  double angle = 0;                       ///< of incidence, rad
  double psi = 0, delta = 0;              ///< rad, Nebraska convention, delta in [0, 2 pi)
  double sigma_psi = 0, sigma_delta = 0;  ///< standard deviations, rad; 0 where none was written
  int line = 0;                           ///< of the file; 0 in binary files
};

struct EllipsometryData {
  std::string path;
  std::string format;  ///< "CompleteEASE", "WVASE", "SpectraRay", "Accurion", "NeXus"
  std::string title;   ///< the first line of a Woollam file
  std::vector<EllipsometryPoint> points;  ///< by angle, then wavelength
  std::vector<std::string> warnings;      ///< what was repaired or left out, with its line
};

/// Reads CompleteEASE and WVASE text, SpectraRay text, Accurion tables and NXellipsometry, told
/// apart by their contents. Units and delta's range (0..360 or -180..180) are normalised; rows of
/// other measurements (depolarisation, transmission) are counted in a warning; repeated points
/// (zones of a nulling ellipsometer) are averaged, their spread becoming sigma; unsorted rows are
/// sorted. Throws InputError with the line for a missing header or unit, a wrong separator, words,
/// NaN, psi outside 0 to 90 deg, angles outside 0 to 90 deg, an empty file.
EllipsometryData read_ellipsometry(const std::string& path);

/// Whether the file looks like one of them.
bool is_ellipsometry(const std::string& path);

}  // namespace verdet
