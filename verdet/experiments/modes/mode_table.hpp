// Modes as a table.
#pragma once

#include <vector>

#include "verdet/fields/modes/mode.hpp"
#include "verdet/fields/modes/sidewall_roughness.hpp"
#include "verdet/tables/table.hpp"

namespace verdet {

/// One row per mode, in front of it an axis `wavelength` unless `wavelengths` is empty; entries
/// missing at a wavelength are NaN.
Table mode_table(const std::vector<double>& wavelengths,
                 const std::vector<std::vector<Mode>>& modes);

/// `scattering_loss` (1/m) by the rough side walls that TE light meets, one entry of `walls` per
/// wavelength: NaN for modes that are mostly TM, or whose n_eff does not lie between those of the
/// walls.
void add_scattering(Table& table, std::vector<RoughSlab> walls,
                    const std::vector<std::vector<Mode>>& modes);

/// The six field components of each mode, scaled to 1 W, in a group `fields_N` over (y, x).
void add_fields(Table& table, const std::vector<Mode>& modes);

}  // namespace verdet
