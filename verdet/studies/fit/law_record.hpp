// A fitted law as a material record.
#pragma once

#include "verdet/studies/fit/dispersion_law.hpp"

namespace verdet {

/// The record of a law with its values and standard errors (the law's list, engine units), valid at
/// `wavelengths` (m, ascending) alone. Laws that records do not know become tables.
Node law_record(const DispersionLaw& law, std::span<const double> values,
                std::span<const double> errors, const std::vector<double>& wavelengths);

}  // namespace verdet
