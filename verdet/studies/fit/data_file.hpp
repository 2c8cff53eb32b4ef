// Columns of measured numbers from text files, with their units.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdet/base/context.hpp"
#include "verdet/base/node.hpp"

namespace verdet {

/// One column in SI.
struct DataColumn {
  std::string name;
  std::string unit;  ///< SI
  std::vector<double> values;
};

struct DataFile {
  std::string path;
  std::vector<DataColumn> columns;

  const DataColumn* find(const std::string& name) const;
  std::size_t rows() const { return columns.empty() ? 0 : columns.front().values.size(); }
};

/// What becomes of columns `energy` and `frequency`: models of light speak of vacuum wavelengths;
/// to those of devices an energy may be one that is stored.
enum class Spectral { AsWavelength, AsGiven };

/// Reads `data:` of a fit: {file, columns, ...}.
///   columns: {HEADER: unit, ...}                  by the header of the file
///   columns: [{name: , unit: , header: }, ...]    by position, or by header where one is named
/// Units: nm, eV, 1, %, dB (a power ratio), dBm (W), deg, degC and all that UDUNITS reads. Further
/// keys: range: {from, to} of the abscissa, rows: [first, last] lines of the file, every: N,
/// errors: {NAME: standard deviation of all values of this column}, as a column error_NAME states
/// it. Files: separators comma, semicolon, tab or blanks; decimal commas where the separator
/// allows; comments # % ; !; byte-order mark, CRLF. Throws InputError with file and line for a
/// missing header, a wrong number of fields, words, NaN, an empty file. Unsorted rows are sorted
/// and repeated abscissae kept, with a warning. A page of refractiveindex.info (.yml) needs no
/// `columns`: its table gives wavelength, n and k.
DataFile read_data(const Node& node, const Context& context,
                   Spectral spectral = Spectral::AsWavelength);

/// The standard deviation that `errors:` of `data` states for a quantity, SI; nothing where it
/// states none. Throws InputError for one that is not positive.
std::optional<double> stated_error(const Node& data, const std::string& name,
                                   const std::string& unit);

}  // namespace verdet
