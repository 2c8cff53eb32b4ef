// Tables of n and k as people keep them: CSV, Tidy3D, Lumerical text.
#pragma once

#include <string>
#include <vector>

#include "verdet/base/context.hpp"

namespace verdet {

/// Ascending in wavelength.
struct IndexColumns {
  std::vector<double> wavelength;  ///< m
  std::vector<double> n, k;        ///< k is empty where the file has none
};

/// Reads columns separated by tabs, semicolons, commas or spaces, with or without a header; decimal
/// commas where the separator is no comma; comments begin with #, ; or %. The first column is a
/// wavelength, an energy or a frequency in the unit of its header or in `unit`; the others n and k,
/// or the permittivity's parts when the header says eps. A second block with k alone on the same
/// grid is joined. Rows out of order are sorted and rows of one wavelength averaged, with a
/// warning. Everything else is an InputError with its line.
IndexColumns read_index_text(const std::string& text, const std::string& file,
                             const std::string& unit, const Context& context);

}  // namespace verdet
