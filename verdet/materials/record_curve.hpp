// A record for display: as curves over what it depends on most, and the units of its checks.
#pragma once

#include <string>
#include <vector>

#include "verdet/materials/record.hpp"

namespace verdet {

/// Columns over one axis, in SI. No column: the record is a number, or numbers, without an axis.
struct RecordCurve {
  struct Column {
    std::string name;
    std::string unit;
    std::vector<double> values;
  };
  std::string axis;  ///< e.g. "vacuum wavelength"
  std::string unit;
  bool log = false;  ///< the axis is spaced evenly in its logarithm
  std::vector<double> x;
  std::vector<Column> columns;
  std::string held;  ///< what is held fixed, e.g. "at 1.55 um"
};

/// The record's own quantity over
///   wavelength        an index (n, k), a table, a Faraday rotation: over its validity
///   carrier density   the change of index and absorption by electrons and by holes
///   doping            mobility, lifetime, narrowing of the gap;  injected density: Auger
///   temperature       thermal and electronic laws;  crystalline fraction: constants by phase
///   Fermi level       the conductivity of a sheet, for a scattering time of 100 fs
/// at `points` >= 2 places. Carriers are taken at `wavelength` (m) where it is above 0, else at
/// 1.55 um or the place of the validity nearest to it. Throws DomainError outside the validity.
RecordCurve sample_record(const Record& record, int points = 201, double wavelength = 0);

/// The SI unit of the numbers of a spot check, "1" where they have none.
std::string spot_check_unit(const Record& record, const SpotCheck& check);

}  // namespace verdet
