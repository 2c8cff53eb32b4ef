// The columns of a text file that a fit names, in SI.
#pragma once

#include "verdet/studies/fit/data_file.hpp"
#include "verdet/tables/formats/columns/columns.hpp"

namespace verdet {

/// Whether both are names of the wavelength, or of the photon energy, or the same but for case.
bool synonymous(const std::string& header, const std::string& name);

/// `columns: {HEADER: unit}` or `[{name: , header: , unit: }, ...]`. Decibels become ratios, dBm
/// watts; `error_NAME` holds standard deviations of NAME: in decibels a share of each value, in
/// degC a difference. Throws InputError with the place in the spec.
std::vector<DataColumn> read_columns(const Node& columns, const TextColumns& text);

}  // namespace verdet
