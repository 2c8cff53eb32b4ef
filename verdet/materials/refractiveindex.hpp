// Reader of the refractiveindex.info database format (bib: Polyanskiy2024): formulas 1 to 9 and
// tables of nk, n, k and n2, read in place.
#pragma once

#include <string>

#include "verdet/base/context.hpp"
#include "verdet/materials/record.hpp"

namespace verdet {

/// Reads one page of a database folder. `name` is what the record is called in messages and tables.
///
/// Repaired, with a warning through the context: rows out of order (sorted), several rows of one
/// wavelength (their mean), a `wavelength_range` beside a table (the table's own range holds),
/// negative k. Anything else that is wrong throws one InputError with file:line:column.
///
/// A page with a formula for n and a table of k holds on the overlap of the two; a page with k
/// alone is a record of `extinction`. Where a page has no k, k is 0: the format cannot tell
/// "transparent" from "not measured". The temperature range is unbounded, since pages state only
/// the temperature of the measurement (`sample_temperature`).
Record read_refractiveindex(const std::string& path, const std::string& name,
                            const Context& context = {});

/// The same from text.
Record parse_refractiveindex(const std::string& text, const std::string& file,
                             const std::string& name, const Context& context = {});

}  // namespace verdet
